/** A route: its contract as data, and one call. What all routes share (headers, errors, status, ETag, documentation) is made of it here. */
import { createRoute, type OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { idSchema, type Result } from '../domain/index.ts';
import type { BodySize } from './body.ts';
import { type ApiEnv, type ApiEnvironment, environmentOf } from './environment.ts';
import { said } from './language.ts';
import { errorAnswers, refused } from './problems.ts';
import { type Guard, guardOf, RULE, usersOf } from './rule.ts';
import { formatQuery, isList, sendList, wantsXlsx, XLSX } from './spreadsheet.ts';
import { validate } from './validate.ts';

type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';
export type Shape = Readonly<Record<string, z.ZodType>>;
export type NoShape = Readonly<Record<never, z.ZodType>>;
type ParamsIn<P extends string> = P extends `${string}{${infer Name}}${infer Rest}` ? Name | ParamsIn<Rest> : never;

/** What the call of a route is given: the parameters of the path by their names, and the rest of the request. */
export type RouteInput<C, P extends string, X extends Shape, Q extends Shape, B extends z.ZodType> = {
  readonly [K in ParamsIn<P>]: K extends keyof X ? z.output<X[K]> : string;
} & {
  readonly service: ApiEnvironment['service'];
  readonly caller: C;
  readonly query: z.output<z.ZodObject<Q>>;
  readonly body: z.output<B>;
  /** Of If-Match; 0 where the route asks for none. */
  readonly revision: number;
  /** For cookies, files and redirects. */
  readonly c: Context<ApiEnv>;
};

interface Contract<
  C,
  P extends string,
  X extends Shape,
  Q extends Shape,
  B extends z.ZodType,
  A extends z.ZodType,
  S extends number,
> {
  readonly may: Guard<C>;
  readonly summary: string;
  /** Of parameters of the path that are no plain ids. */
  readonly params?: X;
  readonly query?: Q;
  /** What stands in the query is somebody else's to say. */
  readonly anyQuery?: boolean;
  /** One that takes `undefined` makes the body optional. */
  readonly body?: B;
  readonly example?: z.input<B>;
  /** The body is a form with a file. */
  readonly form?: boolean;
  /** How large the body may be. Left out: `note` of strangers, `lists` of tools, `file` of a form, else `record`. */
  readonly size?: BodySize;
  /** Whether If-Match says what the request is based on: always of PUT and PATCH, else where it is said here. */
  readonly revised?: boolean;
  /** Whether it takes an Idempotency-Key: every POST that names no revision does, but for one whose answer is a secret, which is not kept. */
  readonly once?: boolean;
  /** Left out: nothing, and the status is 204. */
  readonly answer?: A;
  readonly status?: S;
  /** What the answer is, where the summary does not tell. */
  readonly says?: string;
  /** The revision that the answer bears, where it is not that of the answer itself. */
  readonly etag?: (value: z.output<A>) => number | undefined;
  /** Media types of an answer that is a file. */
  readonly files?: readonly string[];
  /** Other good answers. */
  readonly also?: RouteConfig['responses'];
  readonly run: (asked: RouteInput<C, P, X, Q, B>) => Ran<z.output<A>> | Promise<Ran<z.output<A>>>;
}

/** What a call answers: a value, a value that may fail, or, where neither does, the response itself. */
export type Ran<T> = Result<T> | T | Response;

export interface Route<
  M extends string = string,
  P extends string = string,
  W = { readonly input: object; readonly output: unknown; readonly status: number },
> {
  readonly method: M;
  readonly path: P;
  /** As the application and the OpenAPI document take it. */
  readonly config: (operationId: string) => RouteConfig;
  readonly handle: (c: Context<ApiEnv>) => Promise<Response>;
  /** For the types of the client alone. */
  readonly wire?: W;
}

/** Routes by their operation ids. */
export type Table = Readonly<Record<string, Route>>;

/** What the client sends; a part of which nothing is needed may be left out. */
type Input<M, P extends string, Q extends Shape, B extends z.ZodType> = ([ParamsIn<P>] extends [never]
  ? object
  : { param: { [K in ParamsIn<P>]: string } }) &
  ([keyof Q] extends [never]
    ? object
    : object extends z.input<z.ZodObject<Q>>
      ? { query?: z.input<z.ZodObject<Q>> }
      : { query: z.input<z.ZodObject<Q>> }) &
  (M extends 'put' | 'patch' ? { header: { 'if-match': string } } : { header?: Partial<Record<string, string>> }) &
  (B extends z.ZodUndefined
    ? object
    : z.input<B> extends { file: File }
      ? { form: z.input<B> }
      : undefined extends z.input<B>
        ? { json?: z.input<B> }
        : { json: z.input<B> });

/** An id in an address. */
export const idParam = idSchema.clone().openapi({ example: '0199a3c4-2f6b-7c31-9d3e-5b1f0c8a7e21' });
const ifMatch = z
  .string()
  .regex(/^"\d{1,9}"$/, 'api-etag-form')
  .transform((tag) => Number(tag.slice(1, -1)))
  .openapi({ type: 'string', description: 'the ETag that came with what was read', example: '"3"' });
const onceKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/, 'api-key-form')
  .optional()
  .openapi({
    description: 'any new text for a new request, the same for one that is sent again',
    example: 'autumn-plan-1',
  });

type AnyContract = Omit<
  Contract<never, string, Shape, Shape, z.ZodType, z.ZodType, number>,
  'may' | 'etag' | 'run' | 'example'
> & { readonly may: Omit<Guard<unknown>, 'caller'>; readonly example?: unknown };

const isRevised = (method: string, { revised }: AnyContract): boolean =>
  revised ?? (method === 'put' || method === 'patch');

function requestOf(method: string, path: string, contract: AnyContract) {
  const { may, params, query, anyQuery, body, example, form, once, answer } = contract;
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  // What names its revision cannot be done twice.
  const isOnce = once ?? (method === 'post' && may.rule.action !== null && !may.isTool && !isRevised(method, contract));
  const headers = {
    ...(isRevised(method, contract) && { 'if-match': ifMatch }),
    ...(isOnce && { 'idempotency-key': onceKey }),
  };
  const request = {
    ...(names.length > 0 && {
      params: z.object(Object.fromEntries(names.map((name) => [name, params?.[name] ?? idParam]))),
    }),
    query: anyQuery
      ? z.looseObject({})
      : z.strictObject({ ...query, ...(method === 'get' && isList(answer) && formatQuery) }),
    ...(Object.keys(headers).length > 0 && { headers: z.object(headers) }),
    ...(body && {
      body: {
        required: !body.safeParse(undefined).success,
        content: {
          [form ? 'multipart/form-data' : 'application/json']: {
            schema: body,
            ...(example !== undefined && { example }),
          },
        },
      },
    }),
  };
  return { request };
}

function answerOf(summary: string, contract: AnyContract & { readonly etag?: unknown }, isTable: boolean) {
  const { answer, files, says = summary, etag } = contract;
  if (files) {
    const binary = { schema: z.string().openapi({ format: 'binary' }) };
    return { description: says, content: Object.fromEntries(files.map((type) => [type, binary])) };
  }
  if (!answer) return { description: says };
  const bears = etag !== undefined || (answer instanceof z.ZodObject && 'revision' in answer.shape);
  const etagHeader = {
    ETag: { description: 'the revision, for If-Match', schema: { type: 'string' as const, example: '"3"' } },
  };
  return {
    description: says,
    content: {
      'application/json': { schema: answer },
      ...(isTable && { [XLSX]: { schema: z.string().openapi({ format: 'binary' }) } }),
    },
    ...(bears && { headers: etagHeader }),
  };
}

const statusOf = ({ answer, files, status }: AnyContract): number => status ?? (answer || files ? 200 : 204);

function sizeOf({ may: { rule, isTool }, body, form, size }: AnyContract): BodySize | null {
  if (!body) return null;
  if (rule.action === null) return 'note';
  return size ?? (form ? 'file' : isTool ? 'lists' : 'record');
}

function configOf(operationId: string, method: Method, path: string, contract: AnyContract): RouteConfig {
  const { may, summary, also } = contract;
  return createRoute({
    operationId,
    method,
    path,
    tags: usersOf(may),
    summary,
    [RULE]: may.rule,
    ...guardOf(may, sizeOf(contract)),
    ...requestOf(method, path, contract),
    responses: {
      [statusOf(contract)]: answerOf(summary, contract, method === 'get' && isList(contract.answer)),
      ...also,
      ...errorAnswers(may.rule.action, method, isRevised(method, contract)),
    },
  });
}

function askedOf(c: Context<ApiEnv>, { form, answer }: AnyContract): object {
  // `valid` of a context whose route is not known to the types here.
  const valid = c.req.valid.bind(c.req) as (
    target: 'param' | 'query' | 'header' | 'json' | 'form',
  ) => Readonly<Record<string, unknown>> | undefined;
  return {
    ...valid('param'),
    service: environmentOf(c).service,
    caller: c.get('caller'),
    query: isList(answer) ? omitFormat(valid('query')) : valid('query'),
    body: valid(form ? 'form' : 'json'),
    revision: valid('header')?.['if-match'] ?? 0,
    c,
  };
}

/** In which form a list is answered is not what it is asked by. */
const omitFormat = ({ format: _, ...query }: Readonly<Record<string, unknown>> = {}): object => query;

const isResult = (run: unknown): run is Result<unknown> =>
  typeof run === 'object' && run !== null && 'ok' in run && 'problems' in run;

/** The one way to answer: a value with its status and ETag, or what stands against it as problem details. */
function reply(
  c: Context<ApiEnv>,
  run: unknown,
  contract: AnyContract & { readonly etag?: (value: never) => number | undefined },
): Response | Promise<Response> {
  if (run instanceof Response) return run;
  if (isResult(run) && !run.ok) return refused(c, run, contract.may.isTool);
  const value = (isResult(run) && run.ok ? run.value : run) as never;
  const revision: unknown = contract.etag ? contract.etag(value) : Reflect.get(Object(value), 'revision');
  if (typeof revision === 'number') c.header('etag', `"${revision}"`);
  if (c.req.method === 'GET' && isList(contract.answer) && wantsXlsx(c)) return sendList(c, said(c, value));
  return contract.answer ? c.json(said(c, value), statusOf(contract) as 200) : c.body(null, 204);
}

const verb =
  <M extends Method>(method: M) =>
  <
    P extends string,
    C,
    X extends Shape = NoShape,
    Q extends Shape = NoShape,
    B extends z.ZodType = z.ZodUndefined,
    A extends z.ZodType = z.ZodUnknown,
    S extends number = 200,
  >(
    path: P,
    contract: Contract<C, P, X, Q, B, A, S>,
  ): Route<M, P, { input: Input<M, P, Q, B>; output: z.output<A>; status: S }> => ({
    method,
    path,
    config: (operationId) => configOf(operationId, method, path, contract),
    handle: async (c) => reply(c, await contract.run(askedOf(c, contract) as RouteInput<C, P, X, Q, B>), contract),
  });

export const get = verb('get');
export const post = verb('post');
export const put = verb('put');
export const patch = verb('patch');
export const remove = verb('delete');

/**
 * Puts the routes of tables into an application. Of two paths that fit a request the one without a parameter is asked first.
 * @throws Error when two routes have one operation id.
 */
export function mount(api: OpenAPIHono<ApiEnv>, tables: readonly Table[]): void {
  const routes = tables.flatMap((table) => Object.entries(table));
  const ids = new Set(routes.map(([operationId]) => operationId));
  if (ids.size < routes.length) throw new Error('two routes have one operation id');
  // "{" comes after every letter.
  routes.sort(([, { path: a }], [, { path: b }]) => (a < b ? -1 : a > b ? 1 : 0));
  for (const [operationId, { config, handle }] of routes) {
    const { middleware, ...route } = config(operationId);
    api.openAPIRegistry.registerPath(route);
    const guard = [middleware ?? []].flat();
    api.on([route.method], [route.path.replaceAll(/\{(\w+)\}/g, ':$1')], ...guard, validate(route.request), handle);
  }
}
