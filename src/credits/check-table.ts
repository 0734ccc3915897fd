/** Whether a conversion table fits the scales of both sides, keeps fails failing and better grades better. */
import { type ConversionRow, type GradeScale, type Reason, reason } from '../domain/index.ts';
import { homeGradeBySymbol } from './home-grade.ts';
import { isBetter, parseGrade } from './parse-grade.ts';

/** A complaint with the path of the field below the policy, and the value at fault. */
export type Complain = (path: string, why: Reason, value?: string) => void;

/** Checks a table between two scales. */
export function checkTable(
  table: readonly ConversionRow[],
  [host, home]: readonly [GradeScale, GradeScale],
  complain: Complain,
): void {
  const rows = table.map((row, at) => {
    // Each side is a symbol, or both ends of a `from..to`.
    const from = row.host.split('..').map((end) => {
      const parsed = parseGrade(host, end);
      return parsed.ok ? parsed.value : null;
    });
    const to = row.formula ? [] : row.home.split('..').map((end) => homeGradeBySymbol(home, end, null));
    if (from.includes(null)) complain(`table.${at}.host`, reason('policy-no-such-grade', { scale: host.id }), row.host);
    if (to.includes(null)) complain(`table.${at}.home`, reason('policy-no-such-grade', { scale: home.id }), row.home);
    if (from.some((grade) => grade?.status === 'failed') && to.some((grade) => grade?.status === 'graded'))
      complain(`table.${at}`, reason('policy-table-passes-fail', { grade: row.host }), row.home);
    return { hostValue: from[0]?.value ?? null, homeValue: to[0]?.points ?? null };
  });
  rows.forEach(({ hostValue, homeValue }, at) => {
    const worse = rows.findIndex(
      (other) =>
        hostValue &&
        homeValue &&
        other.hostValue &&
        other.homeValue &&
        isBetter(host, hostValue, other.hostValue) &&
        isBetter(home, other.homeValue, homeValue),
    );
    if (worse >= 0) complain(`table.${at}`, reason('policy-table-order', { row: `${worse}` }));
  });
}
