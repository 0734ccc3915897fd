/** What became of every row once the bundles are settled, and where its credits went: each in exactly one place. */
import { type Ledger, type Policy, Rational, type Recognition, reason } from '../domain/index.ts';
import type { Attempts } from './attempts.ts';
import type { JudgedRow } from './judge-rows.ts';
import { bundlesOfRow } from './questions.ts';
import type { ReadRow } from './read-rows.ts';
import type { Settlement } from './settlement.ts';

type Row = Recognition['rows'][number];

/** Every row with its outcome; its ledger is not kept yet. */
export function outcomesOf(
  {
    reads,
    attempts,
    judged,
    settlements,
  }: {
    readonly reads: readonly ReadRow[];
    readonly attempts: Attempts;
    readonly judged: readonly JudgedRow[];
    readonly settlements: readonly Settlement[];
  },
  policy: Policy,
): Row[] {
  const judgedOf = new Map(judged.map((row) => [row.read, row]));
  const settlementOf = new Map(settlements.map((settlement) => [settlement.settled.bundle, settlement]));
  return reads.map((read) => {
    const { row, title, unit, ects } = read;
    const { line, code, credits, grade, scale } = row;
    const facts = { line, code, title, credits, unit, ects, grade, scale };
    const found = judgedOf.get(read);
    if (found) {
      // A row that may be of several bundles is of none yet.
      const [bundle = null, other] = bundlesOfRow(found);
      const only = other === undefined ? bundle : null;
      const { outcome, reason: why } = outcomeOf(found, settlementOf.get(only ?? ''), policy);
      return { ...facts, outcome, reason: why, bundle: only, ledger: mayEarn(read) ? null : NOTHING };
    }
    const values = { line: `${attempts.replaced.get(read)?.row.line}`, repeats: policy.recognition.repeats };
    return { ...facts, outcome: 'repeated', reason: reason('row-repeated', values), bundle: null, ledger: NOTHING };
  });
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

const NOTHING: Ledger = {
  earned: Rational.ZERO,
  recognised: Rational.ZERO,
  elective: Rational.ZERO,
  additional: Rational.ZERO,
  refused: Rational.ZERO,
  open: Rational.ZERO,
};

/** The sum of what is known. */
export function sumLedgers(rows: readonly Pick<Row, 'ledger'>[]): Ledger {
  const known = rows.flatMap(({ ledger }) => ledger ?? []);
  const places = Object.keys(NOTHING) as (keyof Ledger)[];
  const sums = places.map((place) => [place, Rational.sum(known.map((ledger) => ledger[place]))]);
  return Object.fromEntries(sums) as Ledger;
}

/** The rows and the bundles with their ledgers; a row whose credits are not known has none. */
export function withLedgers(
  rows: readonly Row[],
  {
    settlements,
    additional,
  }: { readonly settlements: readonly Settlement[]; readonly additional: Recognition['additional'] },
): Pick<Recognition, 'rows' | 'bundles'> {
  const items = new Map(additional.filter(({ title }) => typeof title === 'string').map((item) => [item.line, item]));
  const surplus = surplusOf(settlements, additional);
  const kept = rows.map((row) => {
    const ledger = row.ledger ?? ledgerOf(row, items.get(row.line), surplus.get(row.line));
    return { ...row, ledger };
  });
  const bundles = settlements.map(({ settled }) => ({
    ...settled,
    ledger: sumLedgers(kept.filter(({ bundle }) => bundle === settled.bundle)),
  }));
  return { rows: kept, bundles };
}

function ledgerOf(
  { ects, outcome }: Row,
  item: Recognition['additional'][number] | undefined,
  surplus: Rational = Rational.ZERO,
): Ledger | null {
  if (ects === null) return null;
  const all = { ...NOTHING, earned: ects };
  if (outcome === 'needs-person') return { ...all, open: ects };
  if (outcome === 'refused') return { ...all, refused: ects };
  if (item) return item.block === null ? { ...all, additional: ects } : { ...all, elective: ects };
  return { ...all, recognised: ects.sub(surplus), elective: surplus };
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
