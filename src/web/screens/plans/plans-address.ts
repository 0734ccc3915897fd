/** Plans of which state, as it stands in the address. */
export const STATES_OF_PLANS = [
  'draft',
  'submitted',
  'asked',
  'pre-approved',
  'with-host',
  'frozen',
  'returned',
  'reconciled',
  'recognised',
  'closed',
  'withdrawn',
] as const;
export type PlanState = (typeof STATES_OF_PLANS)[number];

export function readPlansAddress(search: Record<string, unknown>): { readonly state?: PlanState } {
  const state = STATES_OF_PLANS.find((one) => one === search.state);
  return state ? { state } : {};
}
