/** The body of a request: read no further than its route allows, and its shape looked at before anything is made of it. */
import type { Context } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { reason } from '../domain/index.ts';
import { environmentOf } from './environment.ts';
import { problemResponse, requestProblem } from './problems.ts';

/**
 * How much a route takes. `note`: a few words, all that a stranger may send; `record`: one thing and what belongs to it; `lists`: the courses
 * of both sides written out; `file`: whole files as text, up to MAX_BODY_BYTES.
 */
export type BodySize = keyof typeof SIZES;

/** `values`: objects, lists and what they hold; `items`: members of one object or list; `depth`: of lists in lists. */
const SIZES = {
  note: { bytes: 8 * 1024, values: 200, items: 100, depth: 8 },
  record: { bytes: 1024 ** 2, values: 50_000, items: 5_000, depth: 32 },
  lists: { bytes: 4 * 1024 ** 2, values: 300_000, items: 10_000, depth: 32 },
  file: { bytes: Number.POSITIVE_INFINITY, values: 300_000, items: 10_000, depth: 32 },
} as const;

/** Reads a body, or answers what is too much of it. What was read is kept by the context. */
export async function readBody(c: Context, size: BodySize): Promise<Response | null> {
  const limits = SIZES[size];
  const bytes = Math.min(limits.bytes, environmentOf(c).maxBodyBytes);
  const tooLarge = (): Response => {
    // The rest of the body stays unread, so this connection cannot be used again.
    c.header('connection', 'close');
    return problemResponse(c, 413, [requestProblem(reason('api-body-too-large', { bytes }))]);
  };
  const refused = await bodyLimit({ maxSize: bytes, onError: tooLarge })(c, async () => undefined);
  if (refused) return refused;
  if (!isJson(c)) return null;
  const shape = shapeOf(new Uint8Array(await c.req.arrayBuffer()), limits);
  if (typeof shape === 'number') {
    c.set('bodyValues', shape);
    return null;
  }
  if (shape === 'too-deep')
    return problemResponse(c, 400, [requestProblem(reason('api-body-too-deep', { count: limits.depth }))]);
  const count = shape === 'too-long' ? limits.items : limits.values;
  return problemResponse(c, 413, [requestProblem(reason(`api-body-${shape}`, { count }))]);
}

export const isJson = (c: Context): boolean =>
  /^application\/(?:[\w.-]+\+)?json\s*(?:;|$)/i.test(c.req.header('content-type') ?? '');

const [QUOTE, BACKSLASH, COMMA] = [0x22, 0x5c, 0x2c];
const OPENING = new Set([0x5b, 0x7b]);
const CLOSING = new Set([0x5d, 0x7d]);

/** How many objects, lists and members a JSON text has, counted over its bytes without making anything of it; or which limit it passes. */
export function shapeOf(
  json: Uint8Array,
  { depth, values, items }: { readonly depth: number; readonly values: number; readonly items: number },
): number | 'too-deep' | 'too-many' | 'too-long' {
  const members = new Uint32Array(depth + 1);
  let [level, total] = [0, 0];
  for (let at = 0; at < json.length; at += 1) {
    const byte = json[at] ?? 0;
    if (byte === QUOTE) at = endOfText(json, at);
    else if (byte === COMMA) {
      total += 1;
      const count = (members[level] ?? 0) + 1;
      members[level] = count;
      if (count >= items) return 'too-long';
    } else if (OPENING.has(byte)) {
      total += 1;
      level += 1;
      if (level > depth) return 'too-deep';
      members[level] = 0;
    } else if (CLOSING.has(byte) && level > 0) level -= 1;
    if (total > values) return 'too-many';
  }
  return total;
}

/** Where the text that begins at a quote ends: at a quote behind an even number of backslashes. */
function endOfText(json: Uint8Array, start: number): number {
  for (let end = json.indexOf(QUOTE, start + 1); end >= 0; end = json.indexOf(QUOTE, end + 1)) {
    let slashes = 0;
    while (json[end - 1 - slashes] === BACKSLASH) slashes += 1;
    if (slashes % 2 === 0) return end;
  }
  return json.length;
}
