/** A row of a file of past decisions as a precedent. */
import {
  type BundlePrecedent,
  failure,
  type Precedent,
  type Problem,
  problem,
  type Result,
  reason,
  textIn,
} from '../domain/index.ts';
import { type MadeFrom, makePrecedent } from './precedents.ts';

/** Without a last day in the row the policy's months count. A precedent needs both institutions, codes and the day of the decision. */
export function importedPrecedent(
  row: Precedent,
  {
    id,
    institute,
    today,
    ...basis
  }: MadeFrom & {
    readonly id: string;
    readonly institute: string;
    readonly today: string;
  },
): Result<BundlePrecedent> {
  const { home, host, decidedOn } = row;
  const codesOf = ({ courses }: Precedent['home']): string => courses.map(({ code }) => code).join('');
  const columns = {
    home_institution: home.institution,
    host_institution: host.institution,
    home_code: codesOf(home),
    host_code: codesOf(host),
    decided_on: decidedOn ?? '',
  };
  const value = [home, host]
    .map(({ courses }) => courses.map(({ code, titles }) => code || textIn(titles)).join(' + '))
    .join(' = ');
  const faults = Object.entries(columns).flatMap(([column, given]): Problem[] =>
    given === '' ? [problem('value-missing', reason('precedent-lacks', { column }), { column, value })] : [],
  );
  if (decidedOn !== null && decidedOn > today) {
    const why = reason('precedent-in-future', { day: decidedOn });
    faults.push(problem('value-invalid', why, { column: 'decided_on', value }));
  }
  if (decidedOn === null || faults.length > 0) return failure(...faults);
  const made = makePrecedent(
    { id, institute, decidedOn, decision: row.decision, reason: null, bridge: null },
    row,
    basis,
  );
  if (!made.ok || row.validUntil === null) return made;
  return { ...made, value: { ...made.value, validUntil: row.validUntil } };
}
