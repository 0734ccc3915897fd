export { createApi } from './app.ts';
export type { ApiClient } from './client.ts';
export type { ApiEnvironment } from './environment.ts';

import type { OpenIdClient, OpenIdSettings } from './sign-in/openid.ts';

export type { OpenIdClient };

/** Loaded only where a provider is configured. */
export const openIdClient = async (settings: OpenIdSettings): Promise<OpenIdClient> =>
  (await import('./sign-in/openid.ts')).openIdClient(settings);
