/** Applications of which call and state, as it stands in the address. */
export const STATES_OF_APPLICATIONS = [
  'draft',
  'submitted',
  'eligible',
  'ineligible',
  'awarded',
  'reserved',
  'declined',
  'accepted',
  'away',
  'completed',
  'withdrawn',
] as const;
export type ApplicationState = (typeof STATES_OF_APPLICATIONS)[number];

export interface ApplicationsAddress {
  readonly call?: string;
  readonly state?: ApplicationState;
  readonly text?: string;
}

export function readApplicationsAddress({ call, state, text }: Record<string, unknown>): ApplicationsAddress {
  const known = STATES_OF_APPLICATIONS.find((one) => one === state);
  return {
    ...(typeof call === 'string' && call !== '' && { call: call.slice(0, 100) }),
    ...(known && { state: known }),
    ...(typeof text === 'string' && text !== '' && { text: text.slice(0, 100) }),
  };
}

/** Which paper of an application is looked at. */
export const readPaperAddress = ({ paper }: Record<string, unknown>): { readonly paper?: string } =>
  typeof paper === 'string' && paper !== '' ? { paper: paper.slice(0, 60) } : {};
