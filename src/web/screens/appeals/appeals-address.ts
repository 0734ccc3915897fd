/** Appeals in which state, as it stands in the address. */
export const STATES_OF_APPEALS = ['lodged', 'admitted', 'inadmissible', 'upheld', 'dismissed', 'withdrawn'] as const;
export type AppealState = (typeof STATES_OF_APPEALS)[number];

export function readAppealsAddress({ state }: Record<string, unknown>): { readonly state?: AppealState } {
  const known = STATES_OF_APPEALS.find((one) => one === state);
  return known ? { state: known } : {};
}
