/** What the routes of stored things have in common: pages, records with a revision, and moves. */
import { z } from '@hono/zod-openapi';
import { isCursor } from '../app/index.ts';
import { type Problem, problemSchema, type Result } from '../domain/index.ts';
import { get, type NoShape, post, put, type Ran, type RouteInput } from './route.ts';
import type { Guard } from './rule.ts';

/** A schema of the domain under its name in the OpenAPI document; the domain knows nothing of that. */
export const named = <T extends z.ZodType>(schema: T, name: string): T => schema.clone().openapi(name);

/** The query of every list that comes in pages. */
export const pageQuery = {
  after: z.string().max(2000).refine(isCursor, 'api-cursor').optional().openapi({
    description: 'the "next" of the page before',
    example: 'the next of the page before',
  }),
  limit: z.coerce.number().int().min(1).max(500).default(50).openapi({ example: 50 }),
};

export const pageOf = <T extends z.ZodType>(item: T) =>
  z.object({
    items: z.array(item),
    next: z.string().nullable().describe('what the next page is asked with as "after"; null on the last'),
  });

/** A list that is short enough for one page. */
export const listOf = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item) });

export const problems = z.array(problemSchema).describe('rejected rows and warnings; empty when everything was used');

/** A result that shows on the wire what was noticed on the way, and before. */
export const noticed = <T extends object>(
  run: Result<T>,
  before: readonly Problem[] = [],
): Result<T & { problems: Problem[] }> =>
  run.ok ? { ...run, value: { ...run.value, problems: [...before, ...run.problems] } } : run;

/** A result under a name of the answer. */
export const under = <K extends string, T>(name: K, run: Result<T>): Result<Record<K, T>> =>
  run.ok ? { ...run, value: { [name]: run.value } as Record<K, T> } : run;

interface ResourceSchemas<A extends z.ZodType, D extends z.ZodType> {
  readonly record: A;
  readonly draft: D;
  readonly example: z.input<D>;
}

type Run<C, P extends string, A extends z.ZodType, B extends z.ZodType = z.ZodUndefined> = (
  asked: RouteInput<C, P, NoShape, NoShape, B>,
) => Ran<z.output<A>> | Promise<Ran<z.output<A>>>;

/** The routes of a stored thing at its path: one of them, a new one, another content of one. */
export const resource = <P extends `/${string}`, A extends z.ZodType, D extends z.ZodType>(
  path: P,
  { record, draft, example }: ResourceSchemas<A, D>,
) => ({
  read: <C>(may: Guard<C>, summary: string, run: Run<C, `${P}/{id}`, A>) =>
    get<`${P}/{id}`, C, NoShape, NoShape, z.ZodUndefined, A>(`${path}/{id}`, { may, summary, answer: record, run }),
  create: <C>(may: Guard<C>, summary: string, run: Run<C, P, A, D>) =>
    post<P, C, NoShape, NoShape, D, A, 201>(path, {
      may,
      summary,
      body: draft,
      example,
      answer: record,
      status: 201,
      run,
    }),
  replace: <C>(may: Guard<C>, summary: string, run: Run<C, `${P}/{id}`, A, D>) =>
    put<`${P}/{id}`, C, NoShape, NoShape, D, A>(`${path}/{id}`, {
      may,
      summary,
      body: draft,
      example,
      answer: record,
      run,
    }),
});
