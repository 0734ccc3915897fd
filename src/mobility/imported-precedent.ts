/** A row of a file of past decisions as a precedent. */
import type { BundlePrecedent, Precedent, Problem, Result } from '../domain/index.ts';
import { failure } from '../domain/index.ts';
import { type MadeFrom, makePrecedent } from './precedents.ts';

/** Several codes on one side stand with a plus between them: `MATH 101 + MATH 102`. */
export const codesIn = (cell: string): string[] =>
  cell
    .split(/\s+\+\s+/)
    .map((code) => code.trim())
    .filter((code) => code !== '');

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
  const [home, host] = [codesIn(row.homeCode), codesIn(row.hostCode)];
  const { decidedOn } = row;
  const faults = [
    ...(row.homeInstitution === '' ? [lacks('home_institution', 'names no home institution')] : []),
    ...(row.hostInstitution === '' ? [lacks('host_institution', 'names no host institution')] : []),
    ...(home.length === 0 ? [lacks('home_code', 'has no code of a home course')] : []),
    ...(host.length === 0 ? [lacks('host_code', 'has no code of a host course')] : []),
    ...(decidedOn === null ? [lacks('decided_on', 'has no day of the decision')] : []),
    ...(decidedOn !== null && decidedOn > today ? [inFuture(decidedOn)] : []),
  ];
  if (faults.length > 0 || decidedOn === null)
    return failure(...faults.map((fault) => ({ ...fault, value: nameOf(row) })));
  const made = makePrecedent(
    { id, institute, decidedOn, decision: row.decision, reason: null, bridge: null },
    {
      home: { institution: row.homeInstitution, codes: home },
      host: { institution: row.hostInstitution, codes: host },
      electiveBlock: null,
    },
    basis,
  );
  if (!made.ok || row.validUntil === null) return made;
  return { ...made, value: { ...made.value, validUntil: row.validUntil } };
}

const nameOf = ({ homeCode, homeTitle, hostCode, hostTitle }: Precedent): string =>
  `${homeCode || homeTitle} = ${hostCode || hostTitle}`;

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
