export { type AppType, createApi } from './app.ts';
export type { ApiEnvironment } from './environment.ts';
export { type OpenIdClient, openIdClient } from './sign-in/openid.ts';
