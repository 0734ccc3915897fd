export { type AppType, createApi } from './app.ts';
export type { ApiEnvironment } from './environment.ts';
