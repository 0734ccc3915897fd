/**
 * Every route, tried by every role and by strangers, on things of their own, of their institute and of another. Routes are found in the
 * application itself: one that is added later is tried without a line here.
 */
import { beforeAll, expect, it } from 'vitest';
import { isRule, RULE, type Rule, type RuleTarget } from '../../src/api/rule.ts';
import { type Institute, may, type Role, roleSchema, type Subject, type User } from '../../src/domain/index.ts';
import { makeInstitute, makeUser } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { MAKERS } from './subjects.ts';

interface Route extends Rule {
  readonly method: string;
  /** With parameters in braces. */
  readonly path: string;
  readonly statuses: readonly string[];
}

function routesOf({ api }: Harness): Route[] {
  return api.openAPIRegistry.definitions.flatMap((definition) => {
    if (definition.type !== 'route') return [];
    const { method, path, responses } = definition.route;
    const rule: unknown = Reflect.get(definition.route, RULE);
    if (!isRule(rule)) throw new Error(`${method} ${path} has no rule`);
    return [{ ...rule, method, path, statuses: Object.keys(responses) }];
  });
}

/** Whom a thing may belong to, as seen by the one who asks. */
const BELONGINGS = ['own', 'of my institute', 'of another institute'] as const;

interface Try {
  readonly id: string;
  readonly subject: Subject;
}

const kindOf = (on: RuleTarget) => (typeof on === 'object' ? on.kind : on);

onEveryService('the routes', (harness) => {
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
    return Promise.all(
      BELONGINGS.map(async (belonging) => {
        const owner = belonging === 'own' ? user : belonging === 'of my institute' ? colleague : foreigner;
        const institute = belonging === 'of another institute' ? other : mine;
        if (!owner || !institute) throw new Error('made before all');
        const id = await MAKERS[kind](harness().store, { owner, institute });
        return {
          id,
          subject: { owner: kind === 'precedent' ? null : owner.id, institute: kind === 'user' ? null : institute.id },
        };
      }),
    );
  }

  async function send({ method, path, on }: Route, id: string, cookie?: string): Promise<Response> {
    const param = typeof on === 'object' && on !== null && 'param' in on ? on.param : 'id';
    const url = path.replace(`{${param}}`, id).replaceAll(/\{\w+\}/g, 'absent');
    const body = typeof on === 'object' && on !== null && 'field' in on ? { [on.field]: id } : {};
    const sent = method === 'get' || method === 'delete' ? {} : { body };
    return harness().request(method.toUpperCase(), url, { ...sent, ...(cookie !== undefined && { cookie }) });
  }

  /** Whether the rule refused: a handler may refuse for other reasons, which are not tried here. */
  const refusedByRule = async (answer: Response): Promise<boolean> =>
    answer.status === 403 && /"your roles do not include/.test(await answer.clone().text());

  it('all carry a rule, and every operation that answers is documented', () => {
    const routes = routesOf(harness());
    const documented = new Set(routes.map(({ method, path }) => `${method} ${path.replaceAll(/\{(\w+)\}/g, ':$1')}`));
    const pages = ['get /openapi.json', 'get /docs', 'get /docs.css', 'get /'];
    const served = harness().api.routes.filter(({ method }) => method !== 'ALL');
    const unruled = served.map(({ method, path }) => `${method.toLowerCase()} ${path}`);
    expect([...new Set(unruled)].filter((route) => !documented.has(route) && !pages.includes(route))).toEqual([]);
  });

  it('are open to strangers only where nobody is needed', async () => {
    for (const route of routesOf(harness())) {
      const answer = await send(route, 'absent');
      const needed = route.action !== null;
      expect([`${route.method} ${route.path}`, answer.status === 401]).toEqual([
        `${route.method} ${route.path}`,
        needed,
      ]);
    }
  });

  it.each([...roleSchema.options, null] as (Role | null)[])('let %s do what the table of rights says', async (role) => {
    const { store, signedIn } = harness();
    for (const route of routesOf(harness())) {
      // Made anew for each route, because a route may well change or end the account.
      const user = await makeUser(store, { roles: role ? [{ role, institute: mine?.id ?? null }] : [] });
      for (const { id, subject } of await triesOf(route, user)) {
        const answer = await send(route, id, await signedIn(user));
        const actor = { user: user.id, roles: user.roles };
        const allowed =
          route.action === null ||
          (route.on === 'reach' ? reachesAnything(user, route) : may(actor, route.action, subject));
        const place = `${route.method} ${route.path} on ${JSON.stringify(subject)}`;
        expect([place, await refusedByRule(answer)]).toEqual([place, !allowed]);
        expect([place, answer.status]).not.toEqual([place, 401]);
        expect([place, answer.status]).not.toEqual([place, 500]);
        expect(route.statuses, place).toContain(String(answer.status));
      }
    }
  });

  /** A list is for whoever may see one thing of some belonging in it. */
  function reachesAnything(user: User, { action }: Route): boolean {
    const actor = { user: user.id, roles: user.roles };
    const subjects: Subject[] = [{}, { owner: user.id }, { owner: 'x', institute: mine?.id ?? null }];
    return action === null || subjects.some((subject) => may(actor, action, subject));
  }
});
