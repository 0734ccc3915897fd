/** The typed client of the API, as a page or a script uses it. */
import { connect } from '../../api/connect.ts';
import type { Harness } from '../harness.ts';

export const clientOf = ({ api }: Harness, { cookie }: { readonly cookie: string }) =>
  connect('http://localhost', {
    headers: { cookie, 'sec-fetch-site': 'same-origin' },
    fetch: (input: RequestInfo | URL, init?: RequestInit) => api.request(input.toString(), init),
  });

interface Answer {
  readonly ok: boolean;
  readonly url: string;
  readonly status: number;
  readonly text: () => Promise<string>;
  readonly json: () => Promise<unknown>;
}
type BodyOf<R extends Answer> =
  Extract<R, { readonly ok: true }> extends { json: () => Promise<infer Body> } ? Body : never;

/** The body of an answer that grants what was asked. @throws Error with the problem of any other. */
export async function granted<R extends Answer>(asked: Promise<R>): Promise<BodyOf<R>> {
  const answer = await asked;
  if (!answer.ok) throw new Error(`${answer.url} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as BodyOf<R>;
}

/** What a change is based on. */
export const based = ({ id, revision }: { readonly id: string; readonly revision: number }) => ({
  param: { id },
  header: { 'if-match': `"${revision}"` },
});
