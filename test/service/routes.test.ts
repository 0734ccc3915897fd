/**
 * Every route, tried by every role and by strangers, on things of their own, of their institute and of another. Routes are found in the
 * application itself: one that is added later is tried without a line here.
 */
import { OpenAPIHono, z } from '@hono/zod-openapi';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ApiEnv } from '../../src/api/environment.ts';
import { countInFlight, limitRates } from '../../src/api/limits.ts';
import { get, mount, post } from '../../src/api/route.ts';
import { type RuleTarget, rule } from '../../src/api/rule.ts';
import { SUBJECTS, type SubjectKind } from '../../src/app/index.ts';
import {
  ACTIONS,
  type Institute,
  may,
  type Role,
  roleSchema,
  type Subject,
  type User,
} from '../../src/domain/index.ts';
import { MACHINES } from '../../src/mobility/index.ts';
import { makeInstitute, makeUser } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { type Api, type Route, routesOf } from './ruled-routes.ts';
import { subjectOf } from './stage.ts';
import { MAKERS } from './subjects.ts';

/** Whom a thing may belong to, as seen by the one who asks. */
const BELONGINGS = ['own', 'of my institute', 'of another institute'] as const;

interface Try {
  readonly id: string;
  readonly subject: Subject;
}

const kindOf = (on: RuleTarget) => (typeof on === 'object' ? on.kind : on);

/** Kinds whose actions bear the name of another thing. */
const NAMED_BY: ReadonlyMap<SubjectKind, string> = new Map([
  ['passed-on', 'plan'],
  ['catalogue-import', 'catalogue'],
  ['curriculum-import', 'curriculum'],
  ['precedents-import', 'precedent'],
  ['calls-import', 'call'],
  ['users-import', 'user'],
]);

/** A stand-in for routes to come: every kind of thing, under every action of its name, by path and by body. */
function routesOnEveryKind({ environment }: Harness): Api {
  const api = new OpenAPIHono<ApiEnv>();
  const inFlight = countInFlight();
  const rates = limitRates(environment.rates);
  api.use(async (c, next) => {
    c.set('environment', environment);
    c.set('inFlight', inFlight);
    c.set('rates', rates);
    await next();
  });
  const nothing = { summary: 'Nothing', run: () => undefined };
  const tables = (Object.keys(SUBJECTS) as SubjectKind[]).flatMap((kind) =>
    ACTIONS.filter((one) => one.startsWith(`${NAMED_BY.get(kind) ?? kind}.`)).map((action) => ({
      [`${kind} ${action} by path`]: get(`/${kind}/${action}/{thing}`, {
        may: rule(action, { kind, param: 'thing' }),
        ...nothing,
      }),
      [`${kind} ${action} by body`]: post(`/${kind}/${action}`, {
        may: rule(action, { kind, field: 'about' }),
        body: z.looseObject({}),
        ...nothing,
      }),
    })),
  );
  mount(api, tables);
  return api;
}

onEveryService('rights', (harness) => {
  let [mine, other]: Institute[] = [];
  let [colleague, foreigner]: User[] = [];
  beforeAll(async () => {
    const { store } = harness();
    [mine, other] = [await makeInstitute(store), await makeInstitute(store)];
    [colleague, foreigner] = [await makeUser(store), await makeUser(store)];
  });

  /** What a route is tried on: things of each belonging where its rule names a kind, else once. */
  async function triesOf({ on }: Route, user: User): Promise<Try[]> {
    if (on === null || on === 'house' || on === 'reach') return [{ id: 'absent', subject: {} }];
    if (on === 'self') return [{ id: 'absent', subject: { owner: user.id } }];
    const kind = kindOf(on);
    if (kind === 'house' || kind === 'self' || kind === 'reach') return [];
    return Promise.all(BELONGINGS.map((belonging) => thingOf(kind, belonging, user)));
  }

  const made = new Map<string, Promise<Try>>();

  /** A thing of this kind and belonging; for the same owner it is made once. */
  function thingOf(kind: SubjectKind, belonging: (typeof BELONGINGS)[number], user: User): Promise<Try> {
    const owner = belonging === 'own' ? user : belonging === 'of my institute' ? colleague : foreigner;
    const institute = belonging === 'of another institute' ? other : mine;
    if (!owner || !institute) throw new Error('made before all');
    const key = `${kind} ${owner.id} ${institute.id}`;
    const make = async (): Promise<Try> => {
      const id = await MAKERS[kind](harness().store, { owner, institute });
      return { id, subject: subjectOf(kind, owner, institute) };
    };
    const thing = made.get(key) ?? make();
    made.set(key, thing);
    return thing;
  }

  async function send(api: Api, { method, path, on }: Route, id: string, cookie?: string): Promise<Response> {
    const param = typeof on === 'object' && on !== null && 'param' in on ? on.param : 'id';
    const url = path.replace(`{${param}}`, id).replaceAll(/\{\w+\}/g, 'absent');
    const body = typeof on === 'object' && on !== null && 'field' in on ? { [on.field]: id } : {};
    const sent = method === 'get' || method === 'delete' ? {} : { body };
    return harness().request(method.toUpperCase(), url, { ...sent, ...(cookie !== undefined && { cookie }) }, api);
  }

  /** Whether the rule refused: a handler may refuse for other reasons, which are not tried here. */
  const refusedByRule = async (answer: Response): Promise<boolean> =>
    answer.status === 403 && /"your roles do not include/.test(await answer.clone().text());

  /** Tries every route of an application with one role, on everything that it may be about. */
  async function tryAll(api: Api, role: Role | null, same?: User): Promise<void> {
    const { store, signedIn } = harness();
    for (const route of routesOf(api)) {
      // Made anew for each route, because a route may well change or end the account.
      const user = same ?? (await personOf(store, role));
      for (const { id, subject } of await triesOf(route, user)) {
        const answer = await send(api, route, id, await signedIn(user));
        const place = `${route.method} ${route.path} on ${JSON.stringify(subject)}`;
        expect([place, await refusedByRule(answer)]).toEqual([place, !allows(route, user, subject)]);
        expect([place, answer.status]).not.toEqual([place, 401]);
        expect([place, answer.status]).not.toEqual([place, 500]);
        expect(route.statuses, place).toContain(String(answer.status));
      }
    }
  }

  /** By the table, which has its own tests. A list is for whoever may see one thing of some belonging in it. */
  function allows({ action, on }: Route, user: User, subject: Subject): boolean {
    if (action === null) return true;
    const actor = { user: user.id, roles: user.roles };
    const listed: Subject[] = [{}, { owner: user.id }, { owner: 'x', institute: mine?.id ?? null }];
    return (on === 'reach' ? listed : [subject]).some((one) => may(actor, action, one));
  }

  const personOf = (store: Harness['store'], role: Role | null): Promise<User> =>
    makeUser(store, { roles: role ? [{ role, institute: mine?.id ?? null }] : [] });

  const EVERYBODY: (Role | null)[] = [...roleSchema.options, null];

  describe('of the routes', () => {
    it('are declared by each, and every operation that answers is documented', () => {
      const { api } = harness();
      const ruled = routesOf(api).map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`);
      const pages = ['get /openapi.json', 'get /docs', 'get /docs/:operation', 'get /docs.css', 'get /'];
      const served = api.routes.filter(({ method }) => method !== 'ALL');
      const names = new Set(served.map(({ method, path }) => `${method.toLowerCase()} ${path}`));
      expect([...names].filter((name) => !ruled.includes(name) && !pages.includes(name))).toEqual([]);
    });

    it('are used: each action of the table by a route, or by a step of a life', () => {
      const routed = routesOf(harness().api).flatMap(({ action }) => action ?? []);
      const steps = Object.values(MACHINES).flatMap(({ transitions }) => transitions.map(({ who }) => who));
      const used = new Set<string>([...routed, ...steps]);
      expect(ACTIONS.filter((action) => !used.has(action))).toEqual([]);
    });

    it('are given to strangers only where nobody is needed', async () => {
      const { api } = harness();
      for (const route of routesOf(api)) {
        const place = `${route.method} ${route.path}`;
        const answer = await send(api, route, 'absent');
        expect([place, answer.status === 401]).toEqual([place, route.action !== null]);
      }
    });

    it.each(EVERYBODY)('are those of the table for %s', (role) => tryAll(harness().api, role));
  });

  describe('over every kind of thing', () => {
    it('are asked of each kind', () => {
      const kinds = routesOf(routesOnEveryKind(harness())).map(({ on }) => on && kindOf(on));
      expect([...new Set(kinds)].sort()).toEqual(Object.keys(SUBJECTS).sort());
    });

    it.each(EVERYBODY)('are those of the table for %s', async (role) =>
      tryAll(routesOnEveryKind(harness()), role, await personOf(harness().store, role)),
    );

    it('do not tell what is absent from what may not be seen, to those who may never see such a thing', async () => {
      const { person } = harness();
      const api = routesOnEveryKind(harness());
      const route = routesOf(api).find(({ method, path }) => method === 'get' && path.startsWith('/plan/plan.read/'));
      if (route === undefined) throw new Error('made above');
      const [student, administrator] = [await person('student'), await person('administrator')];
      expect((await send(api, route, 'absent', student.cookie)).status).toBe(404);
      expect((await send(api, route, 'absent', administrator.cookie)).status).toBe(403);
    });
  });
});
