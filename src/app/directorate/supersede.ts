/** A decision on which something rests already is decided anew, with a reason; what rests on it is listed, and nothing is deleted. */
import { z } from 'zod';
import {
  type BundlePrecedent,
  bundleDecisionSchema,
  bundlePrecedentSchema,
  caseAboutSchema,
  type DecisionDraft,
  idSchema,
  may,
  type Result,
  recognitionCaseSchema,
  studyPlanSchema,
  reason as why,
} from '../../domain/index.ts';
import { type BundleStanding, precedentsFor, reasonsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import {
  asPlan,
  loadPlanCase,
  loadPlanCases,
  lockPlanCase,
  type PlanCase,
  roundsOf,
  standingsOf,
} from '../cases/plan-case.ts';
import { precedentsOf } from '../cases/stored.ts';
import { checkVersion, takeDecisions } from '../cases/take-decisions.ts';
import { isGraceOpen } from '../moves/grace.ts';
import { follow } from '../moves/move.ts';
import { recordPrecedents } from '../moves/precedents.ts';
import { permit } from '../service/authorise.ts';
import { everyPage } from '../service/records.ts';
import {
  acting,
  attempt,
  type Caller,
  dayOf,
  need,
  refuse,
  type Service,
  type Transaction,
  type Work,
  workOf,
  write,
} from '../service/service.ts';

export const restsSchema = z.object({
  precedents: z.array(
    bundlePrecedentSchema.pick({ id: true, decision: true, status: true, decidedOn: true, validUntil: true }),
  ),
  plans: z
    .array(
      z.object({
        id: idSchema,
        state: studyPlanSchema.shape.state,
        bundle: z.string(),
        about: caseAboutSchema.nullable(),
      }),
    )
    .describe('with a bundle that was approved by one of the precedents'),
  elsewhere: z.number().int().describe('such plans of other institutes, which the caller may not read'),
  recognitions: z.array(recognitionCaseSchema.pick({ id: true, studyPlan: true, state: true, issuedOn: true })),
});
type Rests = z.infer<typeof restsSchema>;

interface DecidedBundle {
  readonly studyPlan: string;
  readonly bundle: string;
}

/** The standing of a bundle that was approved or refused. */
function decidedOn(
  found: PlanCase,
  bundle: string,
): BundleStanding & { readonly decision: NonNullable<BundleStanding['decision']> } {
  const standing = standingsOf(asPlan(found)).find((one) => one.bundle === bundle);
  const isDecided = standing?.state.startsWith('approved') || standing?.state === 'refused';
  if (!standing?.decision || !isDecided) return refuse('guard-not-met', why('bundle-not-decided', { bundle }));
  return { ...standing, decision: standing.decision };
}

/** What rests on the decision on a bundle that counts. */
export const readRests = (
  service: Service,
  caller: Caller,
  { studyPlan, bundle }: DecidedBundle,
): Promise<Result<Rests>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const found = await loadPlanCase(work.connection, studyPlan);
    return restsOn(work, found, await madeBy(work.connection, found, bundle));
  });

/** The precedents that the decision made and that still count. */
async function madeBy(connection: store.Connection, found: PlanCase, id: string): Promise<BundlePrecedent[]> {
  const { plan } = found.version;
  const { decision } = decidedOn(found, id);
  const bundle = plan.bundles.find((one) => one.id === id);
  if (!bundle || decision.precedent !== null) return [];
  const precedents = await precedentsOf(connection, plan);
  return precedentsFor(bundle, plan, { precedents, date: decision.decidedOn }).precedents.filter(
    (one) =>
      one.institute === decision.institute &&
      one.decidedOn === decision.decidedOn &&
      (one.decision === 'refused') === (decision.decision === 'refuse'),
  );
}

async function restsOn(
  { connection, caller }: Work,
  { record }: PlanCase,
  precedents: readonly BundlePrecedent[],
): Promise<Rests> {
  const ids = precedents.map(({ id }) => id);
  const following = await store.decisions.following(connection, ids);
  const cases = await loadPlanCases(connection, [...new Set(following.map((one) => one.studyPlan))], { isLean: true });
  const resting = cases.flatMap((one) =>
    standingsOf(asPlan(one))
      .filter(({ decision }) => decision !== null && ids.includes(decision.precedent ?? ''))
      .map(({ bundle }) => ({ found: one, bundle })),
  );
  const shown = resting.filter(({ found }) => may(caller.actor, 'plan.read', found.subject));
  const plans = [record.id, ...shown.map(({ found }) => found.record.id)];
  const about = await aboutCases({ connection, caller }, 'plan', plans);
  const recognitions = await everyPage((after) =>
    store.list(connection, 'recognition', { where: { studyPlan: [...new Set(plans)] }, after, limit: 100 }),
  );
  return {
    precedents: precedents.map(({ id, decision, status, decidedOn: on, validUntil }) => ({
      id,
      decision,
      status,
      decidedOn: on,
      validUntil,
    })),
    plans: shown.map(
      ({
        found: {
          record: { id, state },
        },
        bundle,
      }) => ({ id, state, bundle, about: about.get(id) ?? null }),
    ),
    elsewhere: resting.length - shown.length,
    recognitions: recognitions
      .filter(({ state }) => state !== 'superseded')
      .map(({ id, studyPlan, state, issuedOn }) => ({ id, studyPlan, state, issuedOn })),
  };
}

type Approval = Extract<DecisionDraft, { decision: 'approve' | 'approve-with-bridge' | 'refuse' }>;
export interface Supersession extends DecidedBundle {
  /** The version of the plan that was looked at. */
  readonly version: number;
  /** Code of the reason why it is decided anew. */
  readonly reason: string;
  readonly decision: Approval extends infer D
    ? D extends unknown
      ? Omit<D, 'bundle' | 'seen' | 'precedent'>
      : never
    : never;
}

export const supersededSchema = z.object({
  plan: studyPlanSchema,
  decision: bundleDecisionSchema,
  rests: restsSchema.describe('what rested on the decision that it takes the place of'),
});

const DECIDED: ReadonlySet<string> = new Set([
  'pre-approved',
  'with-host',
  'frozen',
  'returned',
  'reconciled',
  'recognised',
  'closed',
]);

/**
 * The new decision counts from now on, for the plan and as precedent. A plan that nobody has agreed to yet is refused by a refusal; what the
 * host has agreed to stays an agreement, which a change leads on from.
 */
export const supersedeDecision = (
  service: Service,
  caller: Caller,
  { studyPlan, bundle, version, reason, decision }: Supersession,
): Promise<Result<z.infer<typeof supersededSchema>>> =>
  write(service, caller, { action: 'plan.supersede', answer: supersededSchema }, async (work) => {
    const found = await lockPlanCase(work, studyPlan);
    const { record, subject } = found;
    permit(work, 'plan.decide', subject);
    checkVersion(found, version);
    const possible = reasonsFor(service.process.reasons, 'supersession', dayOf(caller)).map(({ id }) => id);
    if (!possible.includes(reason)) refuse('reason-missing', why('stated-reason-unknown', { reason, possible }));
    const isOpen = await isGraceOpen(work, { kind: 'plan', id: record.id, revision: record.revision });
    if (!DECIDED.has(record.state) || isOpen) refuse('guard-not-met', why('bundle-not-decided', { bundle }));
    const made = await madeBy(work.tx, found, bundle);
    const rests = await restsOn(work, found, made);
    const draft = { ...decision, bundle, precedent: null, seen: roundsOf(asPlan(found), bundle), supersedes: reason };
    const judged = await takeDecisions(work, asPlan(found), { drafts: [draft], as: record.institute });
    const isRefused =
      decision.decision === 'refuse' && (record.state === 'pre-approved' || record.state === 'with-host');
    const plan = isRefused ? await follow(work, 'plan', { found, event: 'refuse', input: { judged } }) : record;
    if (!isRefused) await recordPrecedents(work, judged);
    await reopen(work, made, reason);
    const standing = judged.outcome.standings.find((one) => one.bundle === bundle);
    return { plan, decision: bundleDecisionSchema.parse(standing?.decision), rests };
  });

/** What no new precedent has taken the place of waits for its institute. */
async function reopen(work: Transaction, made: readonly BundlePrecedent[], reason: string): Promise<void> {
  const { tx, act } = acting(work, 'precedent.reopen');
  const because = JSON.stringify(why('decision-superseded', { reason }));
  for (const { id } of made) {
    const now = await store.precedents.find(tx, id);
    if (now?.status === 'counts')
      need(await store.precedents.setStatus(tx, { id, from: 'counts', to: 'reopened', because }, act));
  }
}
