/** Requests without the described form: each fault as a problem that names its field. */
import type { RouteConfig } from '@hono/zod-openapi';
import { z } from '@hono/zod-openapi';
import { closest, distance } from 'fastest-levenshtein';
import type { Context } from 'hono';
import type { Problem } from '../domain/index.ts';
import { problemResponse, requestProblem } from './problems.ts';

type Issue = z.core.$ZodIssue;
type Part = 'query' | 'param' | 'header' | 'json' | 'form' | 'cookie';

const PARTS: Readonly<Record<Part, string>> = {
  query: 'query parameter',
  param: 'part of the address',
  header: 'header',
  json: 'field',
  form: 'field',
  cookie: 'cookie',
};

/** Answers a request that failed the validation of one of its parts. */
export function refuseForm(c: Context, request: RouteConfig['request'], part: Part, error: z.ZodError): Response {
  const unnamed = error.issues.some(({ path, input }) => path[0] === 'if-match' && input === undefined);
  if (part === 'header' && unnamed && c.req.header('if-match') === undefined)
    return problemResponse(c, 428, [NO_REVISION]);
  const schema = part === 'query' ? request?.query : bodySchema(request);
  return problemResponse(
    c,
    400,
    error.issues.flatMap(innermost).flatMap((issue) => problemsOf(issue, part, schema)),
  );
}

function bodySchema(request: RouteConfig['request']): unknown {
  const [content = {}] = Object.values(request?.body?.content ?? {});
  return Reflect.get(content, 'schema');
}

function problemsOf(issue: Issue, part: Part, schema: unknown): Problem[] {
  const place = issue.path.map(String).join('.');
  const mend = 'See /docs for what this request takes';
  if (issue.code === 'unrecognized_keys') {
    const known = schema instanceof z.ZodType ? namesAt(schema, issue.path) : [];
    return issue.keys.map((name) => ({
      ...requestProblem(`there is no ${PARTS[part]} "${name}"`, remedyFor(name, known), place || part),
      value: name,
    }));
  }
  const named = place === '' ? 'the request' : `the ${PARTS[part]} "${place}"`;
  return [{ ...requestProblem(`${named}: ${issue.message}`, mend, place || part), source: part }];
}

function remedyFor(name: string, known: readonly string[]): string {
  if (known.length === 0) return 'Leave it out: none is taken here';
  const near = closest(name, [...known]);
  return distance(name, near) <= Math.max(2, name.length / 2)
    ? `Did you mean "${near}"? Else leave it out`
    : `Leave it out, or take one of ${known.join(', ')}`;
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
  if (!nearest || depthOf(nearest) < 0 || (second && compare(nearest, second) === 0))
    return [{ ...issue, message: 'this is missing or has none of the forms that fit here' }];
  return nearest.flatMap(innermost).map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] }));
}

const NO_REVISION = {
  ...requestProblem('the request does not say which revision it is based on', 'Send If-Match with the ETag you read'),
  code: 'precondition-needed',
} as const;
