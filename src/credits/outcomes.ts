/** What became of every row once the bundles are settled, and where its credits went: each in exactly one place. */
import { groupBy, type Ledger, type Policy, Rational, type Recognition, reason } from '../domain/index.ts';
import type { Attempts } from './attempts.ts';
import type { JudgedRow } from './judge-rows.ts';
import { bundlesOfRow } from './questions.ts';
import type { ReadRow } from './read-rows.ts';
import { type Settlement, settledBundle } from './settlement.ts';

type RecognisedRow = Recognition['rows'][number];

interface Work {
  readonly reads: readonly ReadRow[];
  readonly attempts: Attempts;
  readonly judged: readonly JudgedRow[];
  readonly settlements: readonly Settlement[];
  readonly additional: Recognition['additional'];
}

/** Every row with its outcome and its ledger, and the bundles with theirs; a row whose credits are not known has none. */
export function outcomesOf(work: Work, policy: Policy): Pick<Recognition, 'rows' | 'bundles'> {
  const { settlements } = work;
  const rows = rowsOf(work, policy);
  const byBundle = groupBy(rows, ({ bundle }) => bundle);
  const bundles = settlements.map(({ settled }) =>
    settledBundle(settled, settled, sumLedgers(byBundle.get(settled.bundle) ?? [])),
  );
  return { rows, bundles };
}

function rowsOf({ reads, attempts, judged, settlements, additional }: Work, policy: Policy): RecognisedRow[] {
  const judgedOf = new Map(judged.map((row) => [row.read, row]));
  const settlementOf = new Map(settlements.map((settlement) => [settlement.settled.bundle, settlement]));
  const items = new Map(additional.filter(({ title }) => typeof title === 'string').map((item) => [item.line, item]));
  const surplus = surplusOf(settlements, additional);
  return reads.map((read): RecognisedRow => {
    const found = judgedOf.get(read);
    const { line } = read.row;
    if (!found) {
      const values = { line: `${attempts.replaced.get(read)?.row.line}`, repeats: policy.recognition.repeats };
      return judgedRow(read, { outcome: 'repeated', reason: reason('row-repeated', values) }, null, NOTHING);
    }
    // A row that may be of several bundles is of none yet.
    const [first = null, other] = bundlesOfRow(found);
    const bundle = other === undefined ? first : null;
    const result = outcomeOf(found, settlementOf.get(bundle ?? ''), policy);
    const ledger = mayEarn(read) ? ledgerOf(read.ects, result.outcome, items.get(line), surplus.get(line)) : NOTHING;
    return judgedRow(read, result, bundle, ledger);
  });
}

function judgedRow(
  { row, title, unit, ects, scaleName }: ReadRow,
  { outcome, reason: why }: Pick<JudgedRow, 'outcome' | 'reason'>,
  bundle: string | null,
  ledger: Ledger | null,
): RecognisedRow {
  const { line, code, credits, grade, scale } = row;
  return { line, code, title, credits, unit, ects, grade, scale, scaleName, outcome, reason: why, bundle, ledger };
}

/** A fail and a course without a result have earned nothing, whatever a person says. */
const mayEarn = ({ grade }: ReadRow): boolean =>
  !['failed', 'withdrawn', 'incomplete', 'not-assessed'].includes(grade?.status ?? '');

/** The outcome of a row that counts, in the light of its bundle. */
function outcomeOf(
  judged: JudgedRow,
  settlement: Settlement | undefined,
  { recognition }: Policy,
): Pick<JudgedRow, 'outcome' | 'reason'> {
  const { reason: why, read } = judged;
  if (settlement) {
    const { bundle, reason: obstacle } = settlement.settled;
    if (settlement.waiting.some((row) => row === judged))
      return { outcome: 'needs-person', reason: reason('row-waits', { why, bundle, obstacle }) };
    if (settlement.released.some((row) => row === judged))
      return { outcome: 'extra', reason: reason('row-bundle-lost', { bundle, obstacle }) };
    return judged;
  }
  if (judged.passed === null || read.said?.resolution === 'counted-as-additional') return judged;
  return recognition.notInPlan === 'refuse'
    ? { outcome: 'refused', reason: reason('row-outside-plan', { why }) }
    : { outcome: 'extra', reason: why };
}

const zero = Rational.ZERO;

/** Credits earned, in one place; none = nothing was earned. */
const ledger = (
  earned: Rational,
  { recognised = zero, elective = zero, additional = zero, refused = zero, open = zero }: Partial<Ledger>,
): Ledger => ({ earned, recognised, elective, additional, refused, open });
const NOTHING = ledger(zero, {});
const PLACES = Object.keys(NOTHING) as (keyof Ledger)[];

/** The sum of what is known. */
export function sumLedgers(rows: readonly Pick<RecognisedRow, 'ledger'>[]): Ledger {
  const sums = ledger(zero, {});
  for (const row of rows) if (row.ledger) for (const place of PLACES) sums[place] = sums[place].add(row.ledger[place]);
  return sums;
}

function ledgerOf(
  ects: Rational | null,
  outcome: RecognisedRow['outcome'],
  item: Recognition['additional'][number] | undefined,
  surplus: Rational = zero,
): Ledger | null {
  if (ects === null) return null;
  if (outcome === 'needs-person') return ledger(ects, { open: ects });
  if (outcome === 'refused') return ledger(ects, { refused: ects });
  if (item) return ledger(ects, item.block === null ? { additional: ects } : { elective: ects });
  return ledger(ects, { recognised: ects.sub(surplus), elective: surplus });
}

/** What of each row went to the elective block as the remainder of its bundle, in proportion to its credits. */
function surplusOf(settlements: readonly Settlement[], additional: Recognition['additional']): Map<number, Rational> {
  const remainders = additional.filter(({ title }) => typeof title !== 'string');
  return new Map(
    settlements.flatMap(({ settled, used }) => {
      const found = remainders.find(({ derivation }) => derivation[0]?.inputs.bundle === settled.bundle);
      if (!found || settled.hostEcts.isZero()) return [];
      return used.map(
        ({ read, passed }) => [read.row.line, passed.ects.mul(found.ects).div(settled.hostEcts)] as const,
      );
    }),
  );
}
