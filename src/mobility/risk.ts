/** How likely it is that something is wrong with a case, and why: for sorting queues, not for deciding. */
import type { Bundle, BundlePrecedent, ChecklistItem, Plan, Problem, RecognitionCase } from '../domain/index.ts';
import type { BundleStanding } from './decisions.ts';
import { type PrecedentView, precedentsFor } from './precedents.ts';

/** `value` 0 to 1; `keys` name what makes it, most serious first. */
export interface Risk {
  readonly value: number;
  readonly keys: readonly string[];
}

export const NO_RISK: Risk = { value: 0, keys: [] };

/** The largest of several risks, with the keys of all. */
export function joinRisks(risks: readonly Risk[]): Risk {
  const sorted = [...risks].sort((a, b) => b.value - a.value);
  return { value: sorted[0]?.value ?? 0, keys: [...new Set(sorted.flatMap(({ keys }) => keys))] };
}

/** A bundle on an approved precedent carries none; without one it is what its probability leaves, and all of it when none is known. */
export function bundleRisk(bundle: Bundle, { says }: PrecedentView): Risk {
  if (says === 'approved' || says === 'approved-with-bridge') return NO_RISK;
  if (says === 'refused') return { value: 1, keys: ['refused-before'] };
  // Opposite decisions leave it open who is right.
  if (says === 'contradictory') return { value: 0.9, keys: ['precedents-contradict'] };
  const key = says === 'reopened' ? 'precedent-reopened' : 'no-precedent';
  if (bundle.probability === undefined) return { value: 1, keys: ['probability-unknown', key] };
  return { value: 1 - bundle.probability, keys: [key] };
}

export interface PlanLook {
  readonly plan: Plan;
  readonly standings: readonly BundleStanding[];
  readonly verification: readonly Problem[];
  readonly precedents: readonly BundlePrecedent[];
  readonly date: string;
}

/** The weakest bundle that is still open, or all of it when a hard rule is broken. */
export function planRisk({ plan, standings, verification, precedents, date }: PlanLook): Risk {
  const open = new Set(standings.filter(({ state }) => !state.startsWith('approved')).map(({ bundle }) => bundle));
  const bundles = plan.bundles
    .filter(({ id }) => open.has(id))
    .map((bundle) => bundleRisk(bundle, precedentsFor(bundle, plan, { precedents, date })));
  const isBroken = verification.some(({ severity }) => severity === 'error');
  return joinRisks([...(isBroken ? [{ value: 1, keys: ['hard-rule-broken'] }] : []), ...bundles]);
}

/** The share of rows that are flagged. */
export function recognitionRisk(flagged: readonly RecognitionCase['flagged'][number][], rows: number): Risk {
  if (flagged.length === 0) return NO_RISK;
  return {
    value: rows === 0 ? 1 : Math.min(1, flagged.length / rows),
    keys: [...new Set(flagged.map(({ flag }) => flag))],
  };
}

export function documentRisk({ status, required, daysLeft }: ChecklistItem): Risk {
  const risks: Partial<Record<ChecklistItem['status'], number>> = {
    missing: 1,
    returned: 1,
    expired: 1,
    'expires-too-soon': 0.8,
    'too-few': 0.8,
    'to-check': 0.3,
  };
  const value = risks[status] ?? 0;
  if (required === 'no' || value === 0) return NO_RISK;
  const keys = [`document-${status}`];
  return { value, keys: daysLeft !== null && daysLeft < 0 ? ['overdue', ...keys] : keys };
}
