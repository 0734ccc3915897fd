/** What the OpenAPI document and its pages say of each operation. */
import { z } from '@hono/zod-openapi';
import type { InferRequestType, InferResponseType } from 'hono/client';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { USERS } from '../../src/api/rule.ts';
import { connect } from './connect.ts';
import { type RunningServer, startServer } from './server.ts';

let server: RunningServer;
beforeAll(async () => {
  server = await startServer();
}, 60_000);
afterAll(() => server.stop());

const read = async (path: string): Promise<string> => (await fetch(server.url + path)).text();

interface Described {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly {
    name: string;
    in: string;
    example?: unknown;
    schema: { example?: unknown; enum?: unknown[]; default?: unknown; type?: string; format?: string };
  }[];
}

async function operations(): Promise<(Described & { readonly name: string })[]> {
  const { paths } = JSON.parse(await read('/openapi.json')) as { paths: Record<string, Record<string, Described>> };
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, described]) => ({ ...described, name: `${method} ${path}` })),
  );
}

describe('each operation', () => {
  it('has an id of its own, a summary, and the users whose it is', async () => {
    const all = await operations();
    expect(all.length).toBeGreaterThan(140);
    const ids = all.map(({ operationId }) => operationId);
    expect(ids.filter((id, at) => id === undefined || ids.indexOf(id) !== at)).toEqual([]);
    for (const { name, tags = [], summary } of all) {
      expect([name, tags.length]).not.toEqual([name, 0]);
      expect([name, tags.filter((tag) => !USERS.some((user) => user === tag))]).toEqual([name, []]);
      expect([name, summary]).not.toEqual([name, '']);
    }
  });

  it('has an example of its body, which its schema takes', () => {
    const bodies = server.api.openAPIRegistry.definitions.flatMap((definition) => {
      if (definition.type !== 'route') return [];
      const { method, path, request } = definition.route;
      const [content] = Object.values(request?.body?.content ?? {});
      if (content === undefined) return [];
      const [schema, example]: unknown[] = [Reflect.get(content, 'schema'), Reflect.get(content, 'example')];
      return [{ name: `${method} ${path}`, schema, example }];
    });
    expect(bodies.length).toBeGreaterThan(60);
    for (const { name, schema, example } of bodies) {
      expect([name, example]).not.toEqual([name, undefined]);
      if (!(schema instanceof z.ZodType)) throw new Error(`${name} has no schema`);
      expect([name, schema.safeParse(example).error?.issues]).toEqual([name, undefined]);
    }
  });

  it('has an example of each parameter, or a few values to choose from', async () => {
    const bare = (await operations()).flatMap(({ name, parameters = [] }) =>
      parameters
        .filter(({ example, schema }) => (example ?? schema.example ?? schema.enum ?? schema.default) === undefined)
        .map((parameter) => `${name} ${parameter.name}`),
    );
    expect(bare).toEqual([]);
  });
});

describe('the pages', () => {
  it('open at once: an index by users, and a page for each operation', async () => {
    const started = performance.now();
    const index = await read('/docs');
    expect(performance.now() - started).toBeLessThan(1000);
    expect(index.length).toBeLessThan(100_000);
    for (const user of USERS) expect(index).toContain(`<h2>${user}</h2>`);
    for (const { operationId } of await operations()) expect(index).toContain(`href="/docs/${operationId}"`);
    const page = await read('/docs/draftStudyPlan');
    expect(page).toContain('curriculum_software');
    expect(page).toContain('<summary><code>StudyPlan</code></summary>');
    expect((await fetch(`${server.url}/docs/nothing`)).status).toBe(404);
  });

  it('need no script and no other host', async () => {
    for (const path of ['/docs', '/docs/plan']) {
      const page = await read(path);
      expect(page).not.toContain('<script');
      expect(page).not.toMatch(/(src|href)="https?:/);
    }
  });
});

describe('the types of the client', () => {
  const client = connect('http://localhost', {});

  it('are those of the contracts', () => {
    type Institutes = (typeof client)['institutes'];
    expectTypeOf<InferRequestType<Institutes['$post']>['json']['code']>().toEqualTypeOf<string>();
    expectTypeOf<InferResponseType<Institutes['$post'], 201>['revision']>().toEqualTypeOf<number>();
    expectTypeOf<InferRequestType<Institutes[':id']['$put']>['header']>().toEqualTypeOf<{ 'if-match': string }>();
    expectTypeOf<InferResponseType<Institutes['$post'], 409>['detail']>().toEqualTypeOf<string>();
    expectTypeOf<InferRequestType<(typeof client)['users']['$get']>>().toHaveProperty('query');
    expectTypeOf<InferResponseType<(typeof client)['credits']['$post'], 200>['credits']>().toEqualTypeOf<string>();
    // @ts-expect-error there is no such route
    expect(() => client.institutes.nothing.$get()).toBeDefined();
  });
});
