/** One POST: its time-out, its redirects, the size of its answer. */

export interface PostRequest {
  readonly url: URL;
  readonly body: unknown;
  readonly apiKey: string | undefined;
  readonly timeoutMilliseconds: number;
  readonly maxAnswerBytes: number;
}

export interface Answer {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly body: string;
}
/** Why there was no answer: a time-out and the network may pass, the rest not. */
export type Exchange =
  | { readonly ok: true; readonly answer: Answer }
  | {
      readonly ok: false;
      readonly why:
        | 'semantic-timeout'
        | 'semantic-network'
        | 'semantic-aborted'
        | 'semantic-too-large'
        | 'semantic-redirect';
    };

/** Sends the request and reads the answer whole. What fetch throws is not passed on: it may quote the key. */
export async function postJson(request: PostRequest, signal?: AbortSignal): Promise<Exchange> {
  const deadline = startDeadline(request.timeoutMilliseconds, signal);
  try {
    return await exchange(request, deadline.signal);
  } catch {
    if (signal?.aborted) return { ok: false, why: 'semantic-aborted' };
    return { ok: false, why: deadline.expired() ? 'semantic-timeout' : 'semantic-network' };
  } finally {
    deadline.clear();
  }
}

/** One signal for both ends. Not AbortSignal.any: in Node 20 a timeout that only it holds can be collected and never fire. */
function startDeadline(milliseconds: number, signal: AbortSignal | undefined) {
  const controller = new AbortController();
  const stop = () => controller.abort();
  let expired = false;
  const timer = setTimeout(() => {
    expired = true;
    stop();
  }, milliseconds);
  signal?.addEventListener('abort', stop);
  if (signal?.aborted) stop();
  return {
    signal: controller.signal,
    expired: () => expired,
    clear() {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    },
  };
}

async function exchange(request: PostRequest, signal: AbortSignal): Promise<Exchange> {
  let url = request.url;
  for (let followed = 0; followed <= 3; followed++) {
    const response = await send(url, request, signal);
    if (response.status < 300 || response.status > 399) return receive(response, request.maxAnswerBytes);
    await response.body?.cancel();
    const target = redirectTarget(url, response);
    if (target === null) return { ok: false, why: 'semantic-redirect' };
    url = target;
  }
  return { ok: false, why: 'semantic-redirect' };
}

const send = (url: URL, { body, apiKey }: PostRequest, signal: AbortSignal): Promise<Response> =>
  fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
    },
    body: JSON.stringify(body),
    redirect: 'manual',
    signal,
  });

/** Where a redirect may be followed to, or null: the same host, and never from https down to http, for the key goes along. */
export function redirectTarget(from: URL, { status, headers }: Response): URL | null {
  const location = headers.get('location');
  // Those after which a POST may be sent again as it is (RFC 9110 §15.4).
  if (![301, 302, 307, 308].includes(status) || location === null || !URL.canParse(location, from)) return null;
  const to = new URL(location, from);
  const isSafe = to.protocol === 'https:' || to.protocol === from.protocol;
  return to.host === from.host && isSafe ? to : null;
}

async function receive(response: Response, limit: number): Promise<Exchange> {
  const body = await readLimited(response, limit);
  if (body === null) return { ok: false, why: 'semantic-too-large' };
  return { ok: true, answer: { status: response.status, retryAfter: response.headers.get('retry-after'), body } };
}

/** The body as text, or null when it is longer than `limit` bytes, unpacked; the rest is then not read. */
async function readLimited({ body }: Response, limit: number): Promise<string | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.byteLength;
    if (size > limit) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
