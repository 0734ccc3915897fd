import type { OpenAPIHono } from '@hono/zod-openapi';
import type { AppContext, Fixtures } from '../app/index.ts';

/** What the API needs from outside; made by main.ts, or by a test. */
export interface ApiEnvironment {
  readonly context: () => AppContext;
  readonly fixtures: Fixtures;
  readonly version: string;
  /** Largest request body in bytes. */
  readonly maxBodyBytes: number;
  readonly log: (entry: Readonly<Record<string, unknown>>, message: string) => void;
}

export type Api = OpenAPIHono<{ Variables: { requestId: string } }>;
