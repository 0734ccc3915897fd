/** The directorate decides on a proposal of change: on its bundles, and so on the whole. */
import { z } from 'zod';
import {
  type ChangeProposal,
  changeEventSchema,
  changeProposalSchema,
  type DecisionDraft,
  type Result,
  success,
} from '../../domain/index.ts';
import { checkChange, MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { baseHolds, type ChangeCase, lockChange } from '../adviser/changes.ts';
import { type PlanCase, subjectOf } from '../cases/plan-case.ts';
import { recordPrecedents } from '../cases/record-precedents.ts';
import { type Taken, takeDecisions } from '../cases/take-decisions.ts';
import { type Doing, refuse, takeStep } from '../moves/step.ts';
import { tellOfChange } from '../moves/tell-of-change.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export const changeDecidedSchema = z.object({
  change: changeProposalSchema,
  event: changeEventSchema.nullable(),
  bundles: z.array(z.object({ bundle: z.string(), state: z.string() })),
});
export type ChangeDecided = z.infer<typeof changeDecidedSchema>;

export interface ChangeDecisions {
  readonly id: string;
  /** Empty for a change that only takes bundles out: then its approval is all there is to say. */
  readonly decisions: readonly DecisionDraft[];
}

/** A change whose base has moved answers `version-conflict`; a decision that somebody made before, `already-decided`. */
export const decideChange = (
  service: Service,
  caller: Caller,
  asked: ChangeDecisions,
): Promise<Result<ChangeDecided>> =>
  write(service, caller, { action: 'change.decide', answer: changeDecidedSchema }, async (tx, act) => {
    const both = await lockChange(tx, asked.id);
    if (!both.ok) return both;
    const { kase } = both.value;
    const given = { kase, id: asked.id, drafts: asked.decisions, as: kase.plan.institute };
    const done = await decideChangeLocked(tx, { service, caller }, given, act);
    return done.ok ? success({ ...done.value, event: done.value.changeEvent }, done.problems) : done;
  });

interface Locked {
  readonly id: string;
  readonly kase: PlanCase;
  readonly drafts: readonly DecisionDraft[];
  readonly as: string;
}

interface DecidedLocked extends Omit<ChangeDecided, 'event'> {
  readonly changeEvent: ChangeDecided['event'];
  /** The plan itself does not move by it. */
  readonly event: null;
}

export async function decideChangeLocked(
  tx: store.Tx,
  doing: Doing,
  { id, drafts, as }: Locked,
  act: store.Act,
): Promise<Result<DecidedLocked>> {
  const both = await lockChange(tx, id);
  if (!both.ok) return both;
  const { change, kase } = both.value;
  const { problems } = checkChange(change, kase.version, {
    reasons: doing.service.process.reasons,
    date: change.proposedOn,
  });
  const [stale] = problems.filter(({ code }) => code === 'version-conflict');
  if (stale) return { ok: false, problems: [stale] };
  if (change.state !== 'proposed')
    return refuse('event-not-possible', `the change is "${change.state}"`, 'Decide while it is proposed');
  const decidable = { kase, plan: change.plan, change: change.id };
  const taken = await takeDecisions(tx, doing, { decidable, drafts, as }, act);
  if (!taken.ok) return taken;
  const moved = await move(tx, doing, { both: both.value, taken: taken.value }, act);
  if (!moved.ok) return moved;
  const { standings } = taken.value.outcome;
  const bundles = standings.map(({ bundle, state }) => ({ bundle, state }));
  const value = { change: moved.value, changeEvent: eventOf(taken.value), event: null, bundles };
  return success(value, [...taken.problems, ...moved.problems]);
}

/** A change that is passed on waits as it is. */
const eventOf = ({ outcome: { event } }: Taken) => (event === 'pass-on' ? null : event);

async function move(
  tx: store.Tx,
  doing: Doing,
  { both, taken }: { readonly both: ChangeCase; readonly taken: Taken },
  act: store.Act,
): Promise<Result<ChangeProposal>> {
  const { change, kase } = both;
  const event = eventOf(taken);
  if (event === null) return success(change);
  const { holds: decided, refusals, standings } = taken.outcome;
  const holds = { ...decided, ...baseHolds(both), 'reasons-given': true };
  const reason = event === 'refuse' ? refusals[0]?.reason : undefined;
  // The right was checked by the route, for the institute whose turn it is.
  const actor = {
    user: doing.caller.actor.user,
    roles: [{ role: 'directorate' as const, institute: kase.plan.institute }],
  };
  const happening = { state: change.state, event, subject: subjectOf(kase.plan), holds, reason, actor };
  const step = takeStep(doing, { machine: MACHINES.change, ...happening });
  if (!step.ok) return step;
  const next = { ...change, state: step.value.to, reason: reason ?? null };
  const moved = await store.updateChangeProposal(tx, next, { ...act, action: `change.${event}` });
  if (!moved.ok) return moved;
  const isFinal = step.value.follows.includes('record-precedents');
  const problems = isFinal ? await recordPrecedents(tx, doing, { ...taken, plan: change.plan, standings }, act) : [];
  await tellOfChange(tx, doing, { event, change: moved.value, plan: kase.plan });
  return success(moved.value, problems);
}
