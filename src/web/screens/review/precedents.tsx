/** What was decided before on these courses, or on some of them, without whose case it was. */
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { VerdictTag } from '../../parts/verdict.tsx';
import styles from './review.module.css';
import type { Judged, ReviewCase } from './review-case.ts';

/** Shown at once. */
const MOST = 5;

export function Precedents({
  of,
  judged: { bundle, precedents },
}: {
  readonly of: ReviewCase;
  readonly judged: Judged;
}) {
  const say = useSay();
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['precedents', of.home, of.host],
    queryFn: () =>
      answerOf(api.precedents.$get({ query: { homeInstitution: of.home, hostInstitution: of.host, limit: '500' } })),
  });
  const reasons = useQuery({
    queryKey: ['stated-reasons'],
    queryFn: () => answerOf(api['stated-reasons'].$get({ query: {} })),
    staleTime: 600_000,
  });
  const codes = new Set([...bundle.home, ...bundle.host].map(({ code }) => code));
  const near = (data?.items ?? [])
    .filter(({ status }) => status !== 'replaced')
    .filter(
      ({ id, home, host }) =>
        precedents.includes(id) || [...home.courses, ...host.courses].some(({ code }) => codes.has(code)),
    )
    .sort(
      (a, b) =>
        Number(precedents.includes(b.id)) - Number(precedents.includes(a.id)) || (a.decidedOn < b.decidedOn ? 1 : -1),
    );
  if (near.length === 0) return null;
  const said = (reason: string | null): string => {
    const stated = reasons.data?.items.find(({ id }) => id === reason);
    return stated ? `, ${textOf(stated.title, language)[0]}` : '';
  };
  return (
    <section>
      <h3>{say('review.precedents')}</h3>
      <ul className={styles.precedents}>
        {near.slice(0, MOST).map(({ id, home, host, decision, decidedOn, reason }) => (
          <li key={id}>
            <VerdictTag verdict={decision === 'refused' ? 'refused' : 'precedent'} />{' '}
            <span className="code">
              {home.courses.map(({ code }) => code).join(' + ')} = {host.courses.map(({ code }) => code).join(' + ')}
            </span>
            <span className="small muted">
              {' '}
              {dayText(decidedOn)}
              {said(reason)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
