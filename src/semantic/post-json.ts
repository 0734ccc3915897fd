/** One POST: its time-out, its redirects, the size of its answer. */

/** Why there was no answer: a time-out and the network may pass, the rest not. */
export type Exchange =
  | { readonly ok: true; readonly status: number; readonly retryAfter: string | null; readonly body: string }
  | { readonly ok: false; readonly why: `semantic-${'timeout' | 'network' | 'aborted' | 'too-large' | 'redirect'}` };

/** Posts to one address, again and again. */
export class JsonPost {
  readonly #to: {
    readonly url: URL;
    readonly apiKey: string | undefined;
    readonly timeoutMilliseconds: number;
    readonly maxAnswerBytes: number;
  };

  constructor(to: {
    readonly url: URL;
    readonly apiKey: string | undefined;
    readonly timeoutMilliseconds: number;
    readonly maxAnswerBytes: number;
  }) {
    this.#to = to;
  }

  /** Sends the body and reads the answer whole. What fetch throws is not passed on: it may quote the key. */
  async send(body: unknown, signal?: AbortSignal): Promise<Exchange> {
    // One signal for both ends. Not AbortSignal.any: in Node 20 a timeout that only it holds can be collected and never fire.
    const controller = new AbortController();
    const stop = (): void => controller.abort();
    let expired = false;
    const timer = setTimeout(() => {
      expired = true;
      stop();
    }, this.#to.timeoutMilliseconds);
    signal?.addEventListener('abort', stop);
    if (signal?.aborted) stop();
    try {
      return await this.#follow(JSON.stringify(body), controller.signal);
    } catch {
      if (signal?.aborted) return { ok: false, why: 'semantic-aborted' };
      return { ok: false, why: expired ? 'semantic-timeout' : 'semantic-network' };
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  /** At most three redirects. */
  async #follow(body: string, signal: AbortSignal): Promise<Exchange> {
    const { apiKey } = this.#to;
    let { url } = this.#to;
    for (let followed = 0; followed <= 3; followed++) {
      const response = await fetch(url, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          accept: 'application/json',
          ...(apiKey !== undefined && { authorization: `Bearer ${apiKey}` }),
        },
        body,
        redirect: 'manual',
        signal,
      });
      if (response.status < 300 || response.status > 399) return this.#receive(response);
      await response.body?.cancel();
      const target = redirectTarget(url, response);
      if (target === null) break;
      url = target;
    }
    return { ok: false, why: 'semantic-redirect' };
  }

  /** A body that is longer than allowed, unpacked, is not read to its end. */
  async #receive({ status, headers, body }: Response): Promise<Exchange> {
    const chunks: Uint8Array[] = [];
    let size = 0;
    for await (const chunk of body ?? []) {
      size += chunk.byteLength;
      if (size > this.#to.maxAnswerBytes) return { ok: false, why: 'semantic-too-large' };
      chunks.push(chunk);
    }
    return { ok: true, status, retryAfter: headers.get('retry-after'), body: Buffer.concat(chunks).toString('utf8') };
  }
}

/** Where a redirect may be followed to, or null: the same host, and never from https down to http, for the key goes along. */
export function redirectTarget(from: URL, { status, headers }: Response): URL | null {
  const location = headers.get('location');
  // Those after which a POST may be sent again as it is (RFC 9110 §15.4).
  if (![301, 302, 307, 308].includes(status) || location === null || !URL.canParse(location, from)) return null;
  const to = new URL(location, from);
  const isSafe = to.protocol === 'https:' || to.protocol === from.protocol;
  return to.host === from.host && isSafe ? to : null;
}
