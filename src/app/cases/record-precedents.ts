/** What a directorate decided becomes memory, in the transaction of the decision. */
import { createHash, randomUUID } from 'node:crypto';
import type { BundleDecision, BundlePrecedent, Plan, PrecedentPolicy, Problem } from '../../domain/index.ts';
import { type BundleStanding, precedentOf, precedentsFor, replacedBy } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf } from '../moves/step.ts';
import type { Ground } from './plan-courses.ts';
import { precedentPolicy } from './precedents.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

export interface Decided {
  readonly plan: Plan;
  readonly standings: readonly BundleStanding[];
  readonly ground: Ground;
  /** Those there are about the plan's courses. */
  readonly precedents: readonly BundlePrecedent[];
}

/**
 * Makes a precedent of each approval and refusal that rests on none. Where the store lacks the text of a course nothing can be bound to
 * it: that bundle makes no precedent, and a warning says so.
 */
export async function recordPrecedents(
  tx: store.Tx,
  doing: Doing,
  decided: Decided,
  act: store.Act,
): Promise<Problem[]> {
  const policy = precedentPolicy(doing);
  if (!policy.ok) return policy.problems;
  const problems: Problem[] = [];
  for (const { bundle: id, decision } of decided.standings) {
    const bundle = decided.plan.bundles.find((one) => one.id === id);
    if (!bundle || !decision || decision.precedent !== null) continue;
    if (
      isRemembered(decision, precedentsFor(bundle, decided.plan, { ...decided, date: dayOf(doing.caller) }).precedents)
    )
      continue;
    const made = precedentFrom(decision, { bundle, decided, policy: policy.value });
    problems.push(...made.problems.map((problem) => ({ ...problem, severity: 'warning' as const })));
    if (made.ok && made.value) await replaceBy(tx, made.value, decided.precedents, act);
  }
  return problems;
}

/** A decision of an earlier round, whose bundle has not changed since, was remembered then. */
const isRemembered = ({ institute, decidedOn, decision }: BundleDecision, known: readonly BundlePrecedent[]): boolean =>
  known.some(
    (one) =>
      one.institute === institute &&
      one.decidedOn === decidedOn &&
      (one.decision === 'refused') === (decision === 'refuse'),
  );

function precedentFrom(
  decision: BundleDecision,
  {
    bundle,
    decided: { plan, ground },
    policy,
  }: { readonly bundle: Plan['bundles'][number]; readonly decided: Decided; readonly policy: PrecedentPolicy },
) {
  const courses = { home: ground.home ?? [], host: ground.host ?? [] };
  return precedentOf({ id: randomUUID(), decision, bundle, plan, courses }, policy, sha256);
}

/** Stores a precedent in the place of the same institute's earlier ones on the same courses. */
export async function replaceBy(
  tx: store.Tx,
  made: BundlePrecedent,
  known: readonly BundlePrecedent[],
  act: store.Act,
): Promise<BundlePrecedent> {
  const { id } = made;
  for (const old of replacedBy(made, known))
    await store.setPrecedentStatus(tx, { id: old.id, from: old.status, to: 'replaced', because: null }, act);
  const created = await store.createPrecedent(tx, made, act);
  if (!created.ok) throw new Error(`the precedent ${id} could not be stored: ${created.problems[0]?.message}`);
  return created.value;
}
