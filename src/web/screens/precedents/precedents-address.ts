/** Which precedents are looked at, as it stands in the address. */
export const WHICH = ['all', 'expiring', 'contradicting', 'reopened', 'replaced'] as const;

export interface PrecedentsAddress {
  readonly which?: (typeof WHICH)[number];
  readonly q?: string;
  /** Name of a host. */
  readonly host?: string;
}

export function readPrecedentsAddress(search: Record<string, unknown>): PrecedentsAddress {
  const which = WHICH.find((one) => one === search.which);
  const text = (value: unknown): string | undefined =>
    typeof value === 'string' && value !== '' ? value.slice(0, 300) : undefined;
  const [q, host] = [text(search.q), text(search.host)];
  return {
    ...(which !== undefined && which !== 'all' && { which }),
    ...(q !== undefined && { q }),
    ...(host !== undefined && { host }),
  };
}
