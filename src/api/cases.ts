/** The routes that every kind of case has: pages of those that the caller may see, one of them, and its moves. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';
import {
  type Caller,
  listCases,
  type Move,
  move,
  readCase,
  readTimeline,
  type Service,
  type TimedKind,
  timelineSchema,
} from '../app/index.ts';
import { type Action, caseAboutSchema, type Result, ruleCodeSchema } from '../domain/index.ts';
import type { ApiEnv } from './environment.ts';
import { named, pageOf, pageQuery } from './resource.ts';
import { get, type NoShape, post, type Shape } from './route.ts';
import { rule } from './rule.ts';

type Kind = 'application' | 'document' | 'plan' | 'change' | 'recognition' | 'appeal';

const because = { reason: 'content-differs' };
/** What may be said with a move. */
export const caseBodies = {
  nothing: { body: z.strictObject({}).default({}), example: {} },
  reason: { body: z.strictObject({ reason: ruleCodeSchema }).openapi('Reasoned'), example: because },
  perhapsReason: { body: z.strictObject({ reason: ruleCodeSchema.optional() }).default({}), example: because },
};

/** Which decisions are taken back. */
export const undone = {
  body: z
    .strictObject({ bundles: z.array(z.string().max(100)).min(1).max(200).optional() })
    .default({})
    .openapi('Undone'),
  example: { bundles: ['b1'] },
};

/** A move: by whom, and what is said with it beside the revision, which If-Match names. */
interface MoveContract<K extends Kind, B extends z.ZodType> {
  readonly by: Action;
  readonly summary: string;
  readonly body: B & z.ZodType<Omit<Move<K>, 'kind' | 'id' | 'revision' | 'event'>>;
  readonly example: z.input<B>;
}

const about = named(caseAboutSchema, 'CaseAbout');
/** A record as it is read: with whose it is and where it leads, which moves do not repeat. */
type Read<A extends z.ZodObject> = z.ZodObject<A['shape'] & { readonly about: typeof about }>;
const withAbout = <A extends z.ZodObject>(record: A) => record.extend({ about }) as unknown as Read<A>;

export const cases = <K extends Kind, P extends `/${string}`, A extends z.ZodObject>(
  kind: K,
  { path, record }: { readonly path: P; readonly record: A },
) => {
  const at = `${path}/{id}` as const;
  const read = withAbout(record);
  return {
    path,
    record,
    list: <Q extends Shape>(summary: string, where: Q) =>
      get<P, Caller, NoShape, typeof pageQuery & Q, z.ZodUndefined, ReturnType<typeof pageOf<Read<A>>>>(path, {
        may: rule(`${kind}.read` as Action, 'reach'),
        summary,
        query: { ...pageQuery, ...where },
        answer: pageOf(read),
        run: ({ service, caller, query }) => listCases(service, caller, kind as 'plan', query as never) as never,
      }),
    read: (summary: string) =>
      get<`${P}/{id}`, Caller, NoShape, NoShape, z.ZodUndefined, Read<A>>(at, {
        may: rule(`${kind}.read`, kind),
        summary,
        answer: read,
        run: ({ service, caller, c }) =>
          readCase(service, caller, kind, c.req.param('id') ?? '') as Promise<Result<z.output<Read<A>>>>,
      }),
    /** `GET {path}/{id}/timeline`, of kinds that have one. */
    timeline: (summary: string) =>
      get(`${path}/{id}/timeline` as `${P}/{id}/timeline`, {
        may: rule(`${kind}.read`, kind),
        summary,
        answer: named(timelineSchema, 'Timeline'),
        run: ({ service, caller, c }: { service: Service; caller: Caller; c: Context<ApiEnv> }) =>
          readTimeline(service, caller, kind as TimedKind, c.req.param('id') ?? ''),
      }),
    /** `POST {path}/{id}/{event}` */
    move: <E extends Move<K>['event'], B extends z.ZodType>(
      event: E,
      { by, summary, body, example }: MoveContract<K, B>,
    ) =>
      post<`${P}/{id}/${E}`, Caller, NoShape, NoShape, B, A>(`${path}/{id}/${event}`, {
        may: rule(by, kind),
        summary,
        body,
        example,
        revised: true,
        answer: record,
        run: ({ service, caller, revision, body: words, c }) => {
          const asked = { ...Object(words), kind, id: c.req.param('id') ?? '', revision, event } as Move<K>;
          return move(service, caller, asked) as Promise<Result<z.output<A>>>;
        },
      }),
  };
};
