/** What was found when the settings were looked at: each with its sign, its variable, and what to do. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import styles from './admin.module.css';

export const useFindings = () =>
  useQuery({ queryKey: ['findings'], queryFn: () => answerOf(api.installation.findings.$get()), staleTime: 60_000 });

type Finding = AnswerOf<typeof api.installation.findings.$get>['items'][number];

const SIGNS = { fine: 'done', warning: 'half', error: 'warning' } as const;

export function Findings({ findings }: { readonly findings: readonly Finding[] }) {
  const say = useSay();
  return (
    <ul className={styles.findings}>
      {findings.map((finding) => {
        const { variable, severity, reason } = finding;
        const { remedy } = finding as { readonly remedy?: string };
        return (
          <li key={`${variable} ${reason.code}`}>
            <Icon name={SIGNS[severity]} label={say(`admin.found-${severity}`)} />
            <div>
              {sentenceOf(finding)}
              {severity !== 'fine' && remedy && <p className="small second">{remedy}</p>}
            </div>
            <span className={`small muted ${styles.code}`} lang="en">
              {variable}
            </span>
          </li>
        );
      })}
    </ul>
  );
}
