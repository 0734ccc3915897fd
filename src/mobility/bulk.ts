/** Decisions that can be made together, because all of them were made before. */
import type { Actor, BundleDecision, StudyPlan } from '../domain/index.ts';
import { bundleKey } from './decisions.ts';
import { precedentsFor } from './precedents.ts';
import type { PlanLook } from './risk.ts';

/**
 * True when every bundle of a submitted plan is approved or rests on an approved precedent that nothing contradicts, and the plan breaks
 * no hard rule. A bridging task is a person's choice each time, so a precedent with one does not count here.
 */
export function isFullyOnPrecedent({ plan, standings, verification, precedents, date }: PlanLook): boolean {
  if (plan.bundles.length === 0 || verification.some(({ severity }) => severity === 'error')) return false;
  return plan.bundles.every((bundle) => {
    const state = standings.find((one) => one.bundle === bundle.id)?.state ?? 'open';
    if (state !== 'open') return state.startsWith('approved');
    return precedentsFor(bundle, plan, { precedents, date }).says === 'approved';
  });
}

/** The decisions that approve the open bundles of such a plan by their newest precedents; none when it is not fully on precedent. */
export function decideByPrecedent(
  look: PlanLook,
  { institute }: Pick<StudyPlan, 'institute'>,
  { user }: Pick<Actor, 'user'>,
): BundleDecision[] {
  if (!isFullyOnPrecedent(look)) return [];
  const open = new Set(look.standings.filter(({ state }) => state === 'open').map(({ bundle }) => bundle));
  return look.plan.bundles
    .filter(({ id }) => open.has(id))
    .map((bundle) => ({
      decision: 'approve',
      bundle: bundle.id,
      bundleKey: bundleKey(bundle),
      by: user,
      institute,
      decidedOn: look.date,
      precedent: precedentsFor(bundle, look.plan, look).precedents[0]?.id ?? null,
      comment: '',
    }));
}
