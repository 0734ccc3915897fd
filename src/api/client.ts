/**
 * Types of the client of hono/client, worked out for the routes that are used alone: Hono's own are worked out for all at once, which is
 * more than the compiler does for hundreds.
 */
import type { ClientRequestOptions, ClientResponse } from 'hono/client';
import type { JSONParsed } from 'hono/utils/types';
import type { Routes } from './app.ts';
import type { ProblemDetails, ProblemStatus } from './problems.ts';
import type { Route } from './route.ts';

/** The part of a path after `At`, up to the next slash; of a path that is not known as it stands, nothing. */
type Segment<P, At extends string> = P extends `${At}/${infer Rest}`
  ? string extends Rest
    ? never
    : Rest extends `${infer Head}/${string}`
      ? string extends Head
        ? never
        : Head
      : Rest
  : never;
/** A parameter as the client names it. */
type Shown<S> = S extends `${infer Head}{${infer Name}}${infer Tail}` ? `${Head}:${Name}${Tail}` : S;

type Wire<R> = R extends Route<string, string, infer W extends NonNullable<Route['wire']>> ? W : never;
type Answer<W extends NonNullable<Route['wire']>> =
  | ClientResponse<JSONParsed<W['output']>, W['status'], 'json'>
  | ClientResponse<JSONParsed<ProblemDetails>, ProblemStatus, 'json'>;
type Call<W extends NonNullable<Route['wire']>> = object extends W['input']
  ? (asked?: W['input'], options?: ClientRequestOptions) => Promise<Answer<W>>
  : (asked: W['input'], options?: ClientRequestOptions) => Promise<Answer<W>>;

type At<R, P extends string> = R extends { readonly path: P } ? R : never;
type Method<R> = R extends Route ? R['method'] : never;
type With<R, M extends string> = R extends { readonly method: M } ? R : never;

/** What stands at a path and below it. A property is worked out when it is asked for. */
type Tree<R extends Route, P extends string> = {
  readonly [M in Method<At<R, P>> as `$${M}`]: Call<Wire<With<At<R, P>, M>>>;
} & {
  readonly [S in Segment<R['path'], P> as Shown<S>]: Tree<R, `${P}/${S}`>;
};

/** Of `hc(...).api.v1`. */
export type ApiClient = Tree<Routes, '/api/v1'>;
