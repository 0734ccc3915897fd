/** A row of a file of past decisions as a precedent. */
import type { BundlePrecedent, Precedent, Problem, Result } from '../domain/index.ts';
import { failure, textIn } from '../domain/index.ts';
import { type MadeFrom, makePrecedent } from './precedents.ts';

export interface ImportedFrom extends MadeFrom {
  readonly id: string;
  readonly institute: string;
  readonly today: string;
}

/** Without a last day in the row the policy's months count. A precedent needs both institutions, codes and the day of the decision. */
export function importedPrecedent(
  row: Precedent,
  { id, institute, today, ...basis }: ImportedFrom,
): Result<BundlePrecedent> {
  const { home, host, decidedOn } = row;
  const hasCode = ({ courses }: Precedent['home']): boolean => courses.some(({ code }) => code !== '');
  const faults = [
    ...(home.institution === '' ? [lacks('home_institution', 'names no home institution')] : []),
    ...(host.institution === '' ? [lacks('host_institution', 'names no host institution')] : []),
    ...(!hasCode(home) ? [lacks('home_code', 'has no code of a home course')] : []),
    ...(!hasCode(host) ? [lacks('host_code', 'has no code of a host course')] : []),
    ...(decidedOn === null ? [lacks('decided_on', 'has no day of the decision')] : []),
    ...(decidedOn !== null && decidedOn > today ? [inFuture(decidedOn)] : []),
  ];
  if (faults.length > 0 || decidedOn === null)
    return failure(...faults.map((fault) => ({ ...fault, value: nameOf(row) })));
  const made = makePrecedent(
    { id, institute, decidedOn, decision: row.decision, reason: null, bridge: null },
    row,
    basis,
  );
  if (!made.ok || row.validUntil === null) return made;
  return { ...made, value: { ...made.value, validUntil: row.validUntil } };
}

const nameOf = ({ home, host }: Precedent): string =>
  [home, host].map(({ courses }) => courses.map(({ code, titles }) => code || textIn(titles)).join(' + ')).join(' = ');

const lacks = (column: string, what: string): Problem => ({
  code: 'value-missing',
  severity: 'error',
  message: `the decision ${what}`,
  mend: `Fill in the column "${column}"`,
  column,
});

const inFuture = (day: string): Problem => ({
  code: 'value-invalid',
  severity: 'error',
  message: `the decision is dated ${day}, which is to come`,
  mend: 'Give the day on which it was made',
  column: 'decided_on',
});
