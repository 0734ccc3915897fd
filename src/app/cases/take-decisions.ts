/** Takes decisions on the bundles of a plan, or of a change to it, and says what they lead to. */
import {
  type BundleDecision,
  type BundlePrecedent,
  bundleDecisionSchema,
  type DecisionDraft,
  failure,
  type Plan,
  type Problem,
  type Result,
  success,
} from '../../domain/index.ts';
import {
  type BundleStanding,
  bundleStandings,
  checkDecision,
  type PlanOutcome,
  planOutcome,
  precedentsFor,
} from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf, problem } from '../moves/step.ts';
import { checkRules } from './check-rules.ts';
import { decisionsOn, type PlanCase } from './plan-case.ts';
import { type Ground, groundOf } from './plan-courses.ts';
import { precedentsOf } from './precedents.ts';

/** What is decided on: the plan itself, or the plan as a change would make it. */
export interface Decidable {
  readonly kase: PlanCase;
  readonly plan: Plan;
  readonly change: string | null;
}

export const asPlan = (kase: PlanCase): Decidable => ({ kase, plan: kase.version.plan, change: null });

export interface Taken {
  readonly outcome: PlanOutcome;
  readonly ground: Ground;
  readonly precedents: readonly BundlePrecedent[];
}

export const standingsOf = ({ kase, plan, change }: Decidable): BundleStanding[] =>
  bundleStandings(plan, decisionsOn(kase, change));

/** What a plan is judged on: the courses and precedents of today. */
type Judged = Pick<Taken, 'ground' | 'precedents'>;

/** The outcome of what is decided so far, by the rules and precedents of today. */
export async function outcomeOf(
  connection: store.Connection,
  doing: Doing,
  { plan, decisions }: { readonly plan: Plan; readonly decisions: readonly BundleDecision[] },
): Promise<Taken & { readonly verification: readonly Problem[] }> {
  const ground = await groundOf({ connection, loaded: doing.service.loaded }, plan);
  return outcomeOn(doing, { plan, decisions }, { ground, precedents: await precedentsOf(connection, plan) });
}

/** The same for what was read before. */
export function outcomeOn(
  { service }: Doing,
  { plan, decisions }: { readonly plan: Plan; readonly decisions: readonly BundleDecision[] },
  judged: Judged,
): Taken & { readonly verification: readonly Problem[] } {
  const verification = checkRules(service.context(), plan, judged);
  return { outcome: planOutcome(plan, decisions, verification), ...judged, verification };
}

/**
 * Checks and stores the decisions: all of them, or none and why. `as`: the institute in whose name. The plan must be locked.
 */
export async function takeDecisions(
  tx: store.Tx,
  doing: Doing,
  {
    decidable,
    drafts,
    as,
  }: { readonly decidable: Decidable; readonly drafts: readonly DecisionDraft[]; readonly as: string },
  act: store.Act,
): Promise<Result<Taken>> {
  const { kase, plan, change } = decidable;
  const standings = standingsOf(decidable);
  const made = drafts.map((draft) => ({ seen: draft.seen, decision: decisionFrom(draft, { doing, standings, as }) }));
  const precedents = await precedentsOf(tx, plan);
  const context = {
    plan,
    institute: kase.plan.institute,
    decisions: decisionsOn(kase, change),
    reasons: doing.service.process.reasons,
    date: dayOf(doing.caller),
  };
  const wrong = made.flatMap(({ decision }) => [
    ...checkDecision(decision, context),
    ...unknownPrecedent(decision, { plan, precedents, date: context.date }),
  ]);
  if (wrong.length > 0) return failure(...wrong);
  const unknown = await unknownInstitutes(
    tx,
    made.map(({ decision }) => decision),
  );
  if (unknown.length > 0) return failure(...unknown);
  const place = { studyPlan: kase.plan.id, planVersion: kase.plan.version, change };
  const stored = await store.decideBundles(tx, { ...place, decisions: made }, act);
  if (!stored.ok) return stored;
  const decisions = [...context.decisions, ...made.map(({ decision }) => decision)];
  const ground = await groundOf({ connection: tx, loaded: doing.service.loaded }, plan);
  const { verification, ...taken } = outcomeOn(doing, { plan, decisions }, { ground, precedents });
  return success(taken, [...verification]);
}

function decisionFrom(
  { seen: _, ...draft }: DecisionDraft,
  {
    doing: { caller },
    standings,
    as,
  }: { readonly doing: Doing; readonly standings: readonly BundleStanding[]; readonly as: string },
): BundleDecision {
  const standing = standings.find(({ bundle }) => bundle === draft.bundle);
  const known = { bundleKey: standing?.key ?? '', by: caller.actor.user, institute: as, decidedOn: dayOf(caller) };
  return bundleDecisionSchema.parse(JSON.parse(JSON.stringify({ ...draft, ...known })));
}

/** A precedent that a decision follows must speak about this bundle and count today. */
function unknownPrecedent(
  { bundle: id, precedent }: BundleDecision,
  { plan, ...look }: { readonly plan: Plan; readonly precedents: readonly BundlePrecedent[]; readonly date: string },
): Problem[] {
  const bundle = plan.bundles.find((one) => one.id === id);
  if (precedent === null || !bundle) return [];
  const view = precedentsFor(bundle, plan, look);
  if (view.says !== 'reopened' && view.precedents.some((one) => one.id === precedent)) return [];
  const message = `no precedent "${precedent}" counts for the bundle "${id}" today`;
  return [problem('reference-unknown', message, 'Leave it out, or name one that the standing of the plan shows')];
}

async function unknownInstitutes(tx: store.Tx, decisions: readonly BundleDecision[]): Promise<Problem[]> {
  const named = [...new Set(decisions.flatMap((one) => (one.decision === 'pass-on' ? [one.to] : [])))];
  const problems: Problem[] = [];
  for (const id of named)
    if ((await store.findInstitute(tx, id)) === null)
      problems.push(
        problem('reference-unknown', `there is no institute "${id}"`, 'Choose one of the list of institutes'),
      );
  return problems;
}
