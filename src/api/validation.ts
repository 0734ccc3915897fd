/** Requests without the described form: each fault as a problem that names its field. */
import { type RouteConfig, z } from '@hono/zod-openapi';

import { closest, distance } from 'fastest-levenshtein';
import type { Context } from 'hono';
import { type Problem, problem, type Reason, reason } from '../domain/index.ts';
import { problemResponse, requestProblem } from './problems.ts';

type Issue = z.core.$ZodIssue;
export type Part = 'query' | 'param' | 'header' | 'json' | 'form' | 'cookie';

/** Answers a request that failed the validation of one of its parts. */
export function refuseForm(
  c: Context,
  request: RouteConfig['request'],
  { target: part, error, data }: { readonly target: Part; readonly error: z.ZodError; readonly data?: unknown },
): Response {
  const unnamed = error.issues.some(({ path }) => path[0] === 'if-match');
  if (part === 'header' && unnamed && c.req.header('if-match') === undefined)
    return problemResponse(c, 428, [problem('precondition-needed', reason('api-revision-missing'))]);
  const [content = {}] = Object.values(request?.body?.content ?? {});
  const schema = part === 'query' ? request?.query : Reflect.get(content, 'schema');
  const problems: Problem[] = [];
  for (const issue of error.issues.slice(0, MOST_PROBLEMS))
    for (const inner of innermost(issue)) problems.push(...problemsOf(inner, { part, schema, data }));
  return problemResponse(c, 400, problems.slice(0, MOST_PROBLEMS));
}

/** Nobody mends more at a time, and each costs time to word. */
export const MOST_PROBLEMS = 100;

/** A place of the request in words. */
function placeOf(part: Part, name: string): Reason {
  if (name === '') return reason('api-place-body');
  if (part === 'query' || part === 'param' || part === 'header') return reason(`api-place-${part}`, { name });
  return reason('api-place-field', { name });
}

function problemsOf(
  issue: Issue,
  { part, schema, data }: { readonly part: Part; readonly schema: unknown; readonly data: unknown },
): Problem[] {
  const name = issue.path.map(String).join('.');
  const at = { source: part, column: name || part };
  const place = placeOf(part, name);
  const given: unknown = issue.path.reduce((value, key) => Reflect.get(Object(value), key), data);
  if (issue.code !== 'unrecognized_keys')
    return [requestProblem(given === undefined ? reason('api-missing', { place }) : faultOf(issue, place, given), at)];
  const known = schema instanceof z.ZodType ? namesAt(schema, issue.path) : [];
  return issue.keys.map((key) => {
    const unknown = placeOf(part, [...issue.path, key].map(String).join('.'));
    return requestProblem(unknownName(key, unknown, known), at);
  });
}

function unknownName(name: string, place: Reason, known: readonly string[]): Reason {
  if (known.length === 0) return reason('api-unknown-none', { place });
  const near = closest(name, [...known]);
  const isNear = distance(name, near) <= Math.max(2, name.length / 2);
  return isNear ? reason('api-unknown-near', { place, near }) : reason('api-unknown-known', { place, known });
}

const OUT_OF_RANGE: Partial<Readonly<Record<string, readonly ['long' | 'many', 'short' | 'few']>>> = {
  string: ['long', 'short'],
  array: ['many', 'few'],
};

/** What might have been meant, the likest first: a closed list may have hundreds of values. */
function nearestOf(known: readonly string[], given: unknown): readonly string[] {
  const most = 20;
  return known.length <= most
    ? known
    : known.toSorted((a, b) => distance(a, String(given)) - distance(b, String(given))).slice(0, most);
}

function faultOf(issue: Issue, place: Reason, given: unknown): Reason {
  const own: unknown = issue.code === 'custom' ? issue.params?.reason : null;
  // What the checks of a schema say that are its own: by their params, or by the code in place of a message.
  const ownCodes = [
    'api-cursor',
    'api-columns',
    'api-home-course',
    'api-ends-before-start',
    'api-etag-form',
    'api-key-form',
    'api-no-language',
    'api-not-a-number',
    'api-range-reversed',
  ] as const;
  const custom = ownCodes.find((code) => code === (own ?? issue.message));
  if (custom) return reason(custom, { place });
  switch (issue.code) {
    case 'invalid_type':
      return reason('api-wrong-type', { place, expected: issue.expected });
    case 'invalid_value':
      return reason('api-not-one-of', { place, known: nearestOf(issue.values.map(String), given) });
    case 'invalid_format':
      return reason('api-wrong-format', { place, format: issue.format });
    case 'too_big':
      return reason(`api-too-${OUT_OF_RANGE[issue.origin]?.[0] ?? 'large'}`, { place, limit: Number(issue.maximum) });
    case 'too_small':
      return reason(`api-too-${OUT_OF_RANGE[issue.origin]?.[1] ?? 'small'}`, { place, limit: Number(issue.minimum) });
    case 'invalid_union':
      return reason('api-no-form', { place });
    default:
      return reason('api-unfit', { place });
  }
}

/** The names that an object may have at a place of a schema. */
function namesAt(schema: z.core.$ZodType, [key, ...rest]: readonly PropertyKey[]): string[] {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'object': {
      if (key === undefined) return Object.keys(def.shape);
      const inner = def.shape[String(key)];
      return inner ? namesAt(inner, rest) : [];
    }
    case 'array':
      return key === undefined ? [] : namesAt(def.element, rest);
    case 'record':
      return key === undefined ? [] : namesAt(def.valueType, rest);
    case 'union':
      return [...new Set(def.options.flatMap((option) => namesAt(option, key === undefined ? [] : [key, ...rest])))];
    case 'pipe':
      return namesAt(def.in, key === undefined ? [] : [key, ...rest]);
    case 'optional':
    case 'nullable':
    case 'default':
    case 'prefault':
    case 'readonly':
      return namesAt(def.innerType, key === undefined ? [] : [key, ...rest]);
    default:
      return [];
  }
}

/**
 * A value that fits none of several forms: told by the faults of the form that it comes nearest to, which is the one whose faults
 * lie deepest and then the one with the fewest; where two come equally near, a form is asked for.
 */
function innermost(issue: Issue): Issue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depthOf = (form: readonly Issue[]): number =>
    form.some(({ code, path }) => code === 'invalid_type' && path.length === 0)
      ? -1
      : Math.max(0, ...form.map(({ path }) => path.length));
  const compare = (a: readonly Issue[], b: readonly Issue[]): number => depthOf(b) - depthOf(a) || a.length - b.length;
  const [nearest, second] = [...issue.errors].sort(compare);
  if (!nearest || depthOf(nearest) < 0 || (second && compare(nearest, second) === 0)) return [issue];
  return nearest.flatMap(innermost).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}
