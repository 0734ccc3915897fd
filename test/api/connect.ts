/** The typed client of the API, as a page or a script uses it. */
import { type ClientRequestOptions, hc } from 'hono/client';
import type { ApiClient } from '../../src/api/index.ts';

export const connect = (url: string, options: ClientRequestOptions): ApiClient =>
  (hc(url, options) as unknown as { readonly api: { readonly v1: ApiClient } }).api.v1;
