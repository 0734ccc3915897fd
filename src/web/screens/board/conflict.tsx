/** No plan keeps all rules: which rules they are, and the nearest plans, each giving up one of them. */

import { Button } from '@mantine/core';
import { useIntl } from 'react-intl';
import { RefusedError } from '../../api.ts';
import { useListing, useSay } from '../../language.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Note } from '../../parts/states.tsx';
import styles from './board.module.css';
import type { Plan } from './stay-query.ts';

interface Told {
  readonly code: string;
}
interface RulesInConflict {
  readonly rules: readonly { readonly name: Told; readonly why: Told }[];
  readonly relaxations: readonly { readonly rules: readonly Told[]; readonly explanation: Told; readonly plan: Plan }[];
}

/** Nearest plans that are shown at once. */
const MOST = 3;

/** `show` lays a plan on the board that gives up a rule; `giveUpLeast` asks again without the least of a term, where one is asked for. */
export function NoPlan({
  error,
  retry,
  show,
  giveUpLeast,
}: {
  readonly error: unknown;
  readonly retry: () => void;
  readonly show: (plan: Plan) => void;
  readonly giveUpLeast: (() => void) | null;
}) {
  const say = useSay();
  const intl = useIntl();
  const listing = useListing();
  const refusal = error instanceof RefusedError ? error.refusal : null;
  const conflict = refusal?.conflict as RulesInConflict | null | undefined;
  if (!refusal || !conflict) return <Failed error={error} retry={retry} />;
  const [problem] = refusal.problems;
  const isOfLeast = conflict.rules.some(({ name }) => name.code === 'rule-minimum-ects');
  return (
    <section className={styles.conflict} aria-label={say('board.no-plan')}>
      <Note kind="warn" icon="warning">
        <p>
          <b>{say('board.no-plan')}</b> {problem?.message}
        </p>
        <ul>
          {conflict.rules.map(({ name, why }) => (
            <li key={name.code} className="small">
              <b>{sentenceOf(name)}</b>: <span className="second">{sentenceOf(why)}</span>
            </li>
          ))}
        </ul>
        {isOfLeast && giveUpLeast && (
          <Button size="xs" variant="filled" onClick={giveUpLeast}>
            {say('board.give-up-least')}
          </Button>
        )}
      </Note>
      <div className={styles.nearest}>
        {conflict.relaxations.slice(0, MOST).map(({ rules, explanation, plan }) => (
          <article key={rules.map(({ code }) => code).join()} className={styles.way}>
            <h2>{say('board.without', { rules: listing(rules.map((one) => sentenceOf(one) ?? one.code)) })}</h2>
            <p className="small second grow">{sentenceOf(explanation)}</p>
            <p className="numeric">
              {say('board.best-is', {
                credits: intl.formatNumber(fractionOf(plan.totals.homeEcts)),
                count: plan.bundles.flatMap(({ host }) => host).length,
                open: plan.uncovered.length,
              })}
            </p>
            <Button size="xs" onClick={() => show(plan)}>
              {say('board.show-plan')}
            </Button>
          </article>
        ))}
      </div>
    </section>
  );
}
