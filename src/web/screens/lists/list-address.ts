/** What of a list is shown, as its address says it. */
export interface ListAddress {
  readonly q?: string;
}

export const readListAddress = ({ q }: Record<string, unknown>): ListAddress =>
  typeof q === 'string' && q !== '' ? { q } : {};
