/** A found course in two lines: what the institution calls it, and whose it is. */
import type { ReactNode } from 'react';
import { useLanguage, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
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

/** "7.5 ECTS", "3-4 US": as the institution prints it. */
export function creditsText(credits: FoundCourse['credits'], number: (exact: string) => string): string {
  if (!credits) return '';
  const { min, max, unit } = credits;
  return [min === max ? number(min) : `${number(min)}-${number(max)}`, unit ?? ''].join(' ').trim();
}

export function RowEnd({ item }: { readonly item: FoundCourse }) {
  const say = useSay();
  const [decision] = item.precedents.filter(({ kind, counts }) => kind === 'exact' && counts);
  if (item.group === 'precedent' && decision)
    return (
      <Tag icon="bookmark" tone="ok">
        {decision.validUntil ? say('courses.until', { day: dayText(decision.validUntil) }) : say('courses.approved')}
      </Tag>
    );
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
