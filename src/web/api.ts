/** The one way from the pages to the server: Hono's typed client, and what a refusal is. */
import { hc } from 'hono/client';
import type { ApiClient } from '../api/index.ts';
import { currentLanguage } from './language-choice.ts';

/** What stands against a request, as problem details with a sentence in the reader's language for each problem. */
export interface Refusal {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly problems: readonly { readonly code: string; readonly message?: string; readonly remedy?: string }[];
  /** Seconds after which it is worth another try. */
  readonly retryAfter: number | null;
  /** Where no plan keeps all rules: which they are, and the nearest plans. */
  readonly conflict: unknown;
}

export class RefusedError extends Error {
  readonly refusal: Refusal;
  constructor(refusal: Refusal) {
    super(refusal.problems[0]?.message ?? refusal.title);
    this.name = 'RefusedError';
    this.refusal = refusal;
  }
}

/** Whoever is asked again for a session that has ended; set by the frame. */
export const signedOut = { listener: (): void => {} };

async function send(input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> {
  const headers = new Headers(init.headers);
  headers.set('accept-language', currentLanguage());
  const { method = 'GET' } = init;
  // A lost answer can be asked for again without doing twice what was done.
  if (method === 'POST' && !headers.has('idempotency-key')) headers.set('idempotency-key', crypto.randomUUID());
  return fetch(input, { ...init, headers, credentials: 'same-origin' });
}

// The client is a proxy that makes a path of whatever it is asked for; its types are ours.
const client = hc(globalThis.location?.origin ?? 'http://localhost', { fetch: send }) as unknown as {
  readonly api: { readonly v1: ApiClient };
};
export const api = client.api.v1;

type Good<R> = R extends { readonly status: infer S; json(): Promise<infer B> }
  ? S extends 200 | 201 | 202 | 204
    ? B
    : never
  : never;

/** The body of a good answer. @throws RefusedError for any other. */
export async function answerOf<
  R extends { readonly ok: boolean; readonly status: number; readonly headers: Headers; json(): Promise<unknown> },
>(asked: Promise<R>): Promise<Good<R>> {
  const response = await asked;
  if (!response.ok)
    throw new RefusedError(
      await refusalOf({ status: response.status, headers: response.headers, json: () => response.json() }),
    );
  return (response.status === 204 ? undefined : await response.json()) as Good<R>;
}

/** What a request answers when it is good. */
export type AnswerOf<F extends (...asked: never[]) => Promise<unknown>> = Good<Awaited<ReturnType<F>>>;

async function refusalOf({
  status,
  headers,
  json,
}: {
  readonly status: number;
  readonly headers: Headers;
  json(): Promise<unknown>;
}): Promise<Refusal> {
  const body: unknown = await json().catch(() => null);
  const told = (body ?? {}) as { title?: string; errors?: Refusal['problems']; conflict?: unknown };
  const { title = '', errors = [], conflict = null } = told;
  const code = errors[0]?.code ?? '';
  if (status === 401 && code === 'sign-in-needed') signedOut.listener();
  return { status, code, title, problems: errors, retryAfter: Number(headers.get('retry-after')) || null, conflict };
}
