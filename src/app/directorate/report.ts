/** How a directorate decided in a month: how much, on what, why not, how long it took; and what of its hosts was recognised. It names nobody. */
import { z } from 'zod';
import {
  addMonths,
  type BundleDecision,
  daysBetween,
  groupBy,
  inThreeSchema,
  Rational,
  type RecognitionCase,
  type Result,
  rationalSchema,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { reachFor } from '../service/authorise.ts';
import { everyPage, policyOfDay } from '../service/records.ts';
import { attempt, type Caller, dayAt, dayOf, type Service, type Work, workOf } from '../service/service.ts';

/** Fewer stays than this are not shown: they would be somebody's. */
const FEWEST = 3;
/** Years of recognitions that are looked at. */
const YEARS = 3;

const count = z.number().int().nonnegative();
const kinds = z.object({
  onPrecedent: count,
  approved: count.describe('after a look'),
  withBridge: count,
  refused: count,
  asked: count,
  passedOn: count,
});

export const decisionReportSchema = z.object({
  month: z.string(),
  plans: count,
  kinds,
  before: z.object({ kinds, plans: count }).describe('of the month before'),
  refusals: z.array(z.object({ reason: z.string(), title: inThreeSchema.nullable(), count, before: count })),
  waits: z
    .array(z.object({ days: count, count }))
    .describe('days from the submission of a plan to each decision on it'),
  medianDays: z.number().nullable(),
  allowedDays: z.number().int().nullable().describe('of the policy'),
  hosts: z
    .array(
      z.object({
        host: z.string(),
        stays: count,
        shares: z
          .object({ low: rationalSchema, middle: rationalSchema, high: rationalSchema })
          .nullable()
          .describe('recognised of planned credits: quartiles; null where fewer stays than may be shown'),
      }),
    )
    .describe('of the recognitions of three years'),
});
export type DecisionReport = z.infer<typeof decisionReportSchema>;

/** `month` as `2027-03`. */
export const reportDecisions = (
  service: Service,
  caller: Caller,
  { month }: { readonly month: string },
): Promise<Result<DecisionReport>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const { institutes } = reachFor(caller, 'plan.decide');
    const first = `${month}-01`;
    const [previous, next] = [addMonths(first, -1), addMonths(first, 1)];
    const made = await store.decisions.madeBetween(work.connection, { institutes, from: previous, before: next });
    const ofPeople = standing(made).filter(({ decision }) => decision.decision in COLUMN_OF_DECISION);
    const now = ofPeople.filter(({ decision }) => decision.decidedOn >= first);
    const earlier = ofPeople.filter(({ decision }) => decision.decidedOn < first);
    const waits = await waitsOf(work, now);
    const times = policyOfDay(work, 'times');
    return {
      month,
      ...reportFigures(now),
      before: reportFigures(earlier),
      refusals: refusalsOf(service, { now, earlier }),
      waits: [...groupBy(waits, (days) => days)]
        .map(([days, same]) => ({ days, count: same.length }))
        .sort((a, b) => a.days - b.days),
      medianDays: medianOf(waits),
      allowedDays: times.ok ? (times.value.steps['plan.submitted'] ?? null) : null,
      hosts: await hostsOf(work, institutes),
    };
  });

/** Without what was taken back: it was a slip. */
function standing(made: readonly store.StoredDecision[]): store.StoredDecision[] {
  const isOnSame = (a: store.StoredDecision, b: store.StoredDecision): boolean =>
    a.studyPlan === b.studyPlan && a.change === b.change && a.decision.bundleKey === b.decision.bundleKey;
  return made.filter(
    (one) =>
      !made.some(
        (later) =>
          later.decision.decision === 'take-back' &&
          isOnSame(one, later) &&
          (later.planVersion > one.planVersion || later.round > one.round),
      ),
  );
}

const COLUMN_OF_DECISION: Readonly<Partial<Record<BundleDecision['decision'], keyof z.infer<typeof kinds>>>> = {
  approve: 'approved',
  'approve-with-bridge': 'withBridge',
  refuse: 'refused',
  ask: 'asked',
  'pass-on': 'passedOn',
};

function reportFigures(made: readonly store.StoredDecision[]): { kinds: z.infer<typeof kinds>; plans: number } {
  const figures = { onPrecedent: 0, approved: 0, withBridge: 0, refused: 0, asked: 0, passedOn: 0 };
  for (const { decision } of made) {
    const isOnPrecedent = decision.decision === 'approve' && decision.precedent !== null;
    const kind = isOnPrecedent ? 'onPrecedent' : COLUMN_OF_DECISION[decision.decision];
    if (kind) figures[kind] += 1;
  }
  return { kinds: figures, plans: new Set(made.map(({ studyPlan }) => studyPlan)).size };
}

function refusalsOf(
  { process }: Service,
  {
    now,
    earlier,
  }: { readonly now: readonly store.StoredDecision[]; readonly earlier: readonly store.StoredDecision[] },
): DecisionReport['refusals'] {
  const reasonsIn = (made: readonly store.StoredDecision[]): string[] =>
    made.flatMap(({ decision }) => (decision.decision === 'refuse' ? [decision.reason] : []));
  const [current, before] = [reasonsIn(now), reasonsIn(earlier)];
  return [...new Set([...current, ...before])]
    .map((reason) => ({
      reason,
      title: process.reasons.find(({ id }) => id === reason)?.title ?? null,
      count: current.filter((one) => one === reason).length,
      before: before.filter((one) => one === reason).length,
    }))
    .sort((a, b) => b.count - a.count || b.before - a.before);
}

/** Days from the last submission before a decision to the decision. */
async function waitsOf({ service, connection }: Work, made: readonly store.StoredDecision[]): Promise<number[]> {
  const ids = [...new Set(made.map(({ studyPlan }) => studyPlan))];
  const events = await store.audit.ofSubjects(
    connection,
    ids.map((id) => ({ kind: 'study plan', id })),
  );
  const submitted = events.filter(({ action }) => action === 'plan.submit');
  return made.flatMap(({ studyPlan, decision }) => {
    const days = submitted
      .filter(({ subject }) => subject.id === studyPlan)
      .map(({ at }) => dayAt(service, at))
      .filter((day) => day <= decision.decidedOn);
    const last = days.at(-1);
    return last === undefined ? [] : [daysBetween(last, decision.decidedOn)];
  });
}

function medianOf(numbers: readonly number[]): number | null {
  const sorted = [...numbers].sort((a, b) => a - b);
  const [low, high] = [sorted[Math.floor((sorted.length - 1) / 2)], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? null : (low + high) / 2;
}

async function hostsOf({ connection, caller }: Work, institutes: readonly string[]): Promise<DecisionReport['hosts']> {
  const since = addMonths(dayOf(caller), -12 * YEARS);
  const all: RecognitionCase[] = [];
  for (const institute of institutes)
    all.push(
      ...(await everyPage((after) =>
        store.list(connection, 'recognition', {
          where: { institute, state: ['issued', 'closed'] },
          after,
          limit: 100,
        }),
      )),
    );
  const recent = all.filter(({ issuedOn }) => issuedOn !== null && issuedOn >= since);
  return [...groupBy(recent, ({ recognition }) => recognition.host.institution)]
    .map(([host, stays]) => ({
      host,
      stays: stays.length,
      shares: stays.length < FEWEST ? null : quartilesOf(stays.flatMap(shareOf)),
    }))
    .sort((a, b) => compareShares(b, a));
}

/** Recognised of planned home credits; none where nothing was planned. */
function shareOf({ recognition: { bundles, totals } }: RecognitionCase): Rational[] {
  const planned = Rational.sum(bundles.map(({ homeEcts }) => homeEcts));
  return planned.isZero() ? [] : [totals.creditsRecognised.div(planned)];
}

function quartilesOf(shares: readonly Rational[]): { low: Rational; middle: Rational; high: Rational } | null {
  const sorted = [...shares].sort((a, b) => (a.lt(b) ? -1 : a.gt(b) ? 1 : 0));
  const at = (part: number): Rational => sorted[Math.round(part * (sorted.length - 1))] ?? Rational.ZERO;
  return sorted.length < FEWEST ? null : { low: at(0.25), middle: at(0.5), high: at(0.75) };
}

function compareShares(a: DecisionReport['hosts'][number], b: DecisionReport['hosts'][number]): number {
  if (a.shares && b.shares && !a.shares.middle.eq(b.shares.middle)) return a.shares.middle.lt(b.shares.middle) ? -1 : 1;
  return Number(a.shares !== null) - Number(b.shares !== null) || a.stays - b.stays;
}
