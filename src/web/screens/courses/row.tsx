/** A found course in two lines: what the institution calls it, and whose it is. */
import type { ReactNode } from 'react';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { dayText, shortDay } from '../../parts/dates.ts';
import { Probability, Tag, VerdictSign } from '../../parts/verdict.tsx';
import styles from './courses.module.css';
import type { FoundCourse } from './search-query.ts';

export const keyOf = ({ catalogue, code }: FoundCourse): string => `${catalogue.version}/${code}`;

export const verdictOf = ({ group, verdict }: FoundCourse) =>
  group === 'precedent' || group === 'refused' ? group : (verdict ?? 'no-safe-match');

/** The title in its own language with the words that were found. */
export function MarkedTitle({ item }: { readonly item: FoundCourse }) {
  const [text, language] = textOf(item.titles, useLanguage());
  const marks = item.marks[language] ?? [];
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [start, end] of marks) {
    parts.push(text.slice(at, start), <mark key={start}>{text.slice(start, end)}</mark>);
    at = end;
  }
  return (
    <span className={`${styles.title} cut`} lang={language} title={text}>
      {parts}
      {text.slice(at)}
    </span>
  );
}

/** Of precedents on exactly these courses that count today, the first. */
const decisionOn = ({ precedents }: FoundCourse) => precedents.find(({ kind, counts }) => kind === 'exact' && counts);

/** Days before its end from which a precedent is said to end. */
const ENDS_SOON = 60;

/** Below the title: whose the course is, and what it stands on. */
export function RowLine({ item }: { readonly item: FoundCourse }) {
  const say = useSay();
  const { institution, academicYear } = item.catalogue;
  const decision = decisionOn(item);
  const { decidedOn, validUntil } = decision ?? {};
  const said =
    decision && decidedOn
      ? say(decision.decision === 'approved' ? 'courses.approved-on' : 'courses.refused-on', {
          day: dayText(decidedOn),
          until: validUntil ? say('courses.until', { day: dayText(validUntil) }) : '',
        })
      : item.shared.length > 0
        ? say('courses.shares', { topics: item.shared.slice(0, 4).join(', ') })
        : academicYear;
  return (
    <span className="small muted cut">
      <span className="second">{institution}</span> {said}
    </span>
  );
}

export function RowEnd({ item }: { readonly item: FoundCourse }) {
  const say = useSay();
  const decision = decisionOn(item);
  if (item.group === 'precedent' && decision) {
    const { validUntil } = decision;
    const left = validUntil ? (Date.parse(validUntil) - Date.now()) / 86_400_000 : Number.POSITIVE_INFINITY;
    return left <= ENDS_SOON && validUntil ? (
      <Tag icon="clock" tone="warn">
        {say('courses.ends', { day: shortDay(validUntil) })}
      </Tag>
    ) : (
      <Tag icon="bookmark" tone="ok">
        {say('courses.approved')}
      </Tag>
    );
  }
  if (item.group === 'refused')
    return (
      <Tag icon="refused" tone="bad">
        {say('courses.refused')}
      </Tag>
    );
  return item.probability === null ? null : <Probability value={item.probability} />;
}

export function RowSign({ item }: { readonly item: FoundCourse }) {
  return item.group === 'found' ? <span /> : <VerdictSign verdict={verdictOf(item)} />;
}
