/** The attempts at one course told apart: one counts, and the others are replaced by it. */
import { groupBy, type Policy, titleKey } from '../domain/index.ts';
import { isBetter } from './parse-grade.ts';
import { byKeys, type ReadRow } from './read-rows.ts';

/**
 * Tells the attempts at one course apart by its code, or by its title where no code is printed: the rows that count, those that are replaced with
 * the row that counts instead, and those of which it is not known which one counts.
 */
export function separateAttempts(
  rows: readonly ReadRow[],
  policy: Policy,
): { counting: ReadRow[]; replaced: ReadonlyMap<ReadRow, ReadRow>; unclear: ReadonlySet<ReadRow> } {
  const groups = groupBy(rows, ({ key, title }) => key || `title ${titleKey(title)}`);
  const replaced = new Map<ReadRow, ReadRow>();
  const unclear = new Set<ReadRow>();
  for (const group of groups.values()) {
    const chosen = chooseAttempt(group, policy);
    for (const row of group)
      if (chosen === null) unclear.add(row);
      else if (row !== chosen) replaced.set(row, chosen);
  }
  return { counting: rows.filter((row) => !replaced.has(row)), replaced, unclear };
}

/** The attempt that counts; null when that is not clear. */
function chooseAttempt(group: readonly ReadRow[], { recognition: { repeats } }: Policy): ReadRow | null {
  const [only] = group;
  if (only && group.length === 1) return only;
  if (group.some(({ grade }) => grade === null)) return null;
  const results = group.filter((row) => rankOf(row) >= 0);
  const candidates = results.length > 0 ? results : group;
  const ordered = [...candidates].sort((a, b) => (repeats === 'best' ? compareResults(a, b) : compareTimes(a, b)));
  if (repeats === 'latest') ordered.reverse();
  const [first, second] = ordered;
  if (!first) return null;
  // Equally good attempts are interchangeable; equally dated ones are not.
  return second && repeats !== 'best' && compareTimes(first, second) === 0 ? null : first;
}

/** Earlier attempt first. */
function compareTimes(a: ReadRow, b: ReadRow): number {
  const timeKeys = ({ row }: ReadRow): string[] => [row.completedOn ?? '', String(row.attempt ?? 0).padStart(6, '0')];
  return byKeys(timeKeys(a), timeKeys(b));
}

/** A grade, then a pass without one, then a fail; -1 for what is no result. */
const rankOf = ({ grade }: ReadRow): number =>
  ['graded', 'conditional', 'passed-without-grade', 'failed'].indexOf(grade?.status ?? '');

/** Better result first; among grades by the host scale. */
function compareResults(a: ReadRow, b: ReadRow): number {
  const order = byKeys([`${rankOf(a)}`.padStart(2, '9')], [`${rankOf(b)}`.padStart(2, '9')]);
  const [left, right] = [a.grade?.value, b.grade?.value];
  if (order !== 0 || !left || !right || !a.hostScale || a.hostScale !== b.hostScale || left.eq(right)) return order;
  return isBetter(a.hostScale, left, right) ? -1 : 1;
}
