/** Whether a conversion table fits the scales of both sides, keeps fails failing and better grades better. */
import type { ConversionRow, GradeScale, HomeGrade, Rational } from '../domain/index.ts';
import { homeGradeBySymbol, isBetter } from './home-grade.ts';
import { type ParsedGrade, parseGrade } from './parse-grade.ts';

/** A complaint with the path of the field below the policy. */
export type Complain = (path: string, message: string, mend: string, value?: string) => void;

/** Checks a table for every dated member of the scales on both sides. */
export function checkTable(
  table: readonly ConversionRow[],
  {
    hostScales,
    homeScales,
  }: { readonly hostScales: readonly GradeScale[]; readonly homeScales: readonly GradeScale[] },
  complain: Complain,
): void {
  if (table.length === 0)
    complain('table', 'the table has no rows', 'Write rows, or name a conversion of rules/conversions');
  for (const host of hostScales)
    for (const home of homeScales) {
      const rows = table.map((row, at) => checkRow(row, { at, host, home }, complain));
      checkOrder(rows, { host, home }, complain);
    }
}

interface ReadTableRow {
  readonly at: number;
  readonly hostValue: Rational | null;
  readonly homeValue: Rational | null;
}

interface Sides {
  readonly host: GradeScale;
  readonly home: GradeScale;
}

/** Both ends of a `from..to`, or the one symbol. */
const endsOf = (range: string): string[] => range.split('..');

function checkRow(row: ConversionRow, { at, host, home }: Sides & { at: number }, complain: Complain): ReadTableRow {
  const from = endsOf(row.host).map((end): ParsedGrade | null => {
    const parsed = parseGrade(host, end);
    return parsed.ok ? parsed.value : null;
  });
  const to = row.formula ? [] : endsOf(row.home).map((end): HomeGrade | null => homeGradeBySymbol(home, end, null));
  if (from.includes(null))
    complain(`table.${at}.host`, `${host.id} has no such grade`, 'Correct the symbol or the range', row.host);
  if (to.includes(null)) complain(`table.${at}.home`, `${home.id} has no such grade`, 'Correct the symbol', row.home);
  if (from.some((grade) => grade?.status === 'failed') && to.some((grade) => grade?.status === 'graded'))
    complain(
      `table.${at}`,
      `the host fails ${row.host} and the table passes it`,
      'A fail never becomes a pass',
      row.home,
    );
  return { at, hostValue: from[0]?.value ?? null, homeValue: to[0]?.points ?? null };
}

function checkOrder(rows: readonly ReadTableRow[], { host, home }: Sides, complain: Complain): void {
  for (const { at, hostValue, homeValue } of rows) {
    if (!hostValue || !homeValue) continue;
    const worse = rows.find(
      (other) =>
        other.hostValue &&
        other.homeValue &&
        isBetter(host, hostValue, other.hostValue) &&
        isBetter(home, other.homeValue, homeValue),
    );
    if (worse)
      complain(
        `table.${at}`,
        `a better grade comes out worse than in row ${worse.at}`,
        'Correct the order of the table',
      );
  }
}
