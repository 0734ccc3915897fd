/** Which mail is looked at, as it stands in the address. */
export const MAIL_STATES = ['waiting', 'sent', 'dead'] as const;

export function readMailAddress(search: Record<string, unknown>): { state?: (typeof MAIL_STATES)[number] } {
  const state = MAIL_STATES.find((one) => one === search.state);
  return state ? { state } : {};
}
