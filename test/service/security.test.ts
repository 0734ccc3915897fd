/** The OWASP API security top ten of 2023 as far as a test can show it; docs/security.md walks through all of it. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { RULE, type Rule } from '../../src/api/rule.ts';
import { readConfig } from '../../src/config.ts';
import type { User } from '../../src/domain/index.ts';
import { makeUser } from '../store/samples.ts';
import { type Harness, makeHarness, onEveryService, setCookieOf } from './harness.ts';

const SRC = path.resolve(import.meta.dirname, '../../src');

interface Operation {
  readonly [RULE]: Rule;
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: JsonSchema }>> };
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: JsonSchema }[];
}
interface JsonSchema {
  readonly anyOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly $ref?: string;
  readonly additionalProperties?: unknown;
  readonly maximum?: number;
  readonly type?: string;
}

/** The operations of the OpenAPI document, by method and path, with a look-up of its named schemas. */
async function documentOf({ request }: Harness) {
  const { paths, components } = (await (await request('GET', '/openapi.json')).json()) as {
    paths: Record<string, Record<string, Operation>>;
    components: { schemas: Record<string, JsonSchema> };
  };
  const operations = Object.entries(paths).flatMap(([route, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method, route, operation })),
  );
  const resolve = (schema: JsonSchema): JsonSchema =>
    schema.$ref === undefined ? schema : (components.schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {});
  return { operations, resolve };
}

onEveryService('API3, properties', (harness) => {
  it('every body that changes something stored takes the described properties and no others', async () => {
    const { operations, resolve } = await documentOf(harness());
    const types = new Set<string>();
    const loose = operations
      .filter(({ operation }) => !operation[RULE].open || operation[RULE].action === null)
      .flatMap(({ method, route, operation }) => {
        const isStrict = (one: JsonSchema): boolean =>
          (one.anyOf ?? one.oneOf ?? [one]).every((part) => resolve(part).additionalProperties === false);
        const bodies = Object.entries(operation.requestBody?.content ?? {});
        return bodies.flatMap(([type, { schema }]) => {
          types.add(type);
          return isStrict(resolve(schema)) ? [] : [`${method} ${route} as ${type}`];
        });
      });
    expect(loose).toEqual([]);
    expect([...types].sort()).toEqual(['application/json', 'multipart/form-data']);
  });

  it('no answer about accounts, sessions or tokens has a hash or a secret in it', async () => {
    const { request, person } = harness();
    const { cookie, user } = await person('administrator');
    await request('POST', '/api/v1/me/tokens', { cookie, body: { name: 'x', scopes: ['user.read'] } });
    const pages = ['/api/v1/me', '/api/v1/me/tokens', '/api/v1/users', `/api/v1/users/${user.id}/tokens`];
    for (const page of pages) {
      const answer = await request('GET', page, { cookie });
      expect(answer.status).toBe(200);
      expect(await answer.text()).not.toMatch(/hash|secret|salt|password|argon2|[0-9a-f]{64}/i);
    }
  });
});

onEveryService('API4, consumption', (harness) => {
  it('every list has a largest page', async () => {
    const { operations } = await documentOf(harness());
    const limits = operations
      .flatMap(({ operation }) => operation.parameters ?? [])
      .filter(({ name }) => name === 'limit');
    expect(limits.length).toBeGreaterThan(0);
    expect(limits.filter(({ schema }) => (schema.maximum ?? Number.POSITIVE_INFINITY) > 500)).toEqual([]);
  });

  it('a body is read up to a limit, with or without its length announced', async () => {
    const { person, api } = harness();
    const { cookie } = await person('administrator');
    const send = (body: BodyInit) =>
      api.request('/api/v1/institutes', {
        method: 'POST',
        headers: { cookie, 'content-type': 'application/json' },
        body,
        duplex: 'half',
      } as RequestInit);
    const large = 'x'.repeat(2 * 1024 * 1024);
    expect((await send(large)).status).toBe(413);
    expect((await send(new Blob([large]).stream())).status).toBe(413);
    expect((await send('['.repeat(900_000))).status).toBe(400);
  });

  it('one caller has only so many tools at work at once', async () => {
    const open = makeHarness(harness().store, { openTools: true });
    const body = { grade: '1,7', from: 'de' };
    const grade = (address: string) => open.request('POST', '/api/v1/grade', { body, address });
    const statuses = (await Promise.all(Array.from({ length: 30 }, () => grade('192.0.2.7')))).map(
      ({ status }) => status,
    );
    expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(0);
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(8);
    expect((await grade('192.0.2.7')).status).toBe(200);
  });
});

onEveryService('injection', (harness) => {
  it('a filter finds what holds the text itself', async () => {
    const { request, person, store } = harness();
    const { cookie } = await person('administrator');
    await makeUser(store, { name: `Miles O'Brien 100%` });
    const find = async (text: string) => {
      const answer = await request('GET', `/api/v1/users?text=${encodeURIComponent(text)}`, { cookie });
      return ((await answer.json()) as { items: User[] }).items.map(({ name }) => name);
    };
    expect(await find(`O'B`)).toEqual([`Miles O'Brien 100%`]);
    expect(await find('0%')).toEqual([`Miles O'Brien 100%`]);
    expect(await find('%0')).toEqual([]);
  });

  it('a cursor that somebody made up is a bad request', async () => {
    const { request, person } = harness();
    const { cookie } = await person('administrator');
    const cursors = [
      ['x', '\u0000'],
      [0, '\u0000'],
      ['', `' or 1=1`],
    ];
    for (const cursor of cursors) {
      const after = Buffer.from(JSON.stringify(cursor)).toString('base64url');
      expect((await request('GET', `/api/v1/users?after=${after}`, { cookie })).status).toBeLessThan(500);
    }
  });
});

onEveryService('requests from other sites', (harness) => {
  it('can not use the cookie: forms and texts need to come from here, JSON is never allowed by CORS', async () => {
    const { api, person } = harness();
    const { cookie } = await person();
    const post = (headers: Record<string, string>) =>
      api.request('/api/v1/me/sign-out', { method: 'POST', headers: { cookie, ...headers } });
    const other = 'https://evil.example';
    expect((await post({ origin: other })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
      expect((await post({ origin: other, 'content-type': type, 'sec-fetch-site': 'cross-site' })).status).toBe(403);
    const asked = await api.request('/api/v1/me', {
      method: 'OPTIONS',
      headers: { origin: other, 'access-control-request-method': 'PATCH' },
    });
    expect([...asked.headers.keys()].filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect((await post({ origin: 'http://localhost' })).status).toBe(204);
  });
});

onEveryService('API8, configuration', (harness) => {
  it('every answer has the headers that keep a browser safe, errors too', async () => {
    const { request, person } = harness();
    const { cookie } = await person();
    for (const [route, sent] of [
      ['/api/v1/me', { cookie }],
      ['/api/v1/me', {}],
      ['/api/v1/nothing', {}],
      ['/docs', {}],
    ] as const) {
      const { headers } = await request('GET', route, sent);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
      expect(headers.get('referrer-policy')).toBe('no-referrer');
      if (route.startsWith('/api/')) expect(headers.get('cache-control')).toBe('private, no-cache');
    }
  });

  it('does not start where passwords would travel in the open', () => {
    expect(() => readConfig({ PUBLIC_URL: 'http://concord.example' })).toThrow('PUBLIC_URL');
    expect(() => readConfig({ OIDC_ISSUER: 'http://id.example', OIDC_CLIENT_ID: 'x' })).toThrow('OIDC_ISSUER');
    expect(() => readConfig({ OIDC_ISSUER: 'https://id.example' })).toThrow('OIDC_CLIENT_ID');
    expect(readConfig({ PUBLIC_URL: 'http://localhost:8080' }).CONCORD_OPEN_TOOLS).toBeUndefined();
    expect(readConfig({ PUBLIC_URL: 'https://concord.example', CONCORD_OPEN_TOOLS: '' }).PUBLIC_URL).toBeDefined();
  });
});

onEveryService('errors', (harness) => {
  it('an error of ours tells a stranger nothing but a number to name', async () => {
    const { store } = harness();
    const connection = new Proxy(store.connection, {
      get: () => {
        throw new Error('password=hunter2 at /srv/secret');
      },
    });
    const broken = makeHarness({ ...store, connection });
    const answer = await broken.request('POST', '/api/v1/sign-in', { body: { email: 'a@example.org', password: 'b' } });
    const text = await answer.text();
    expect([answer.status, setCookieOf(answer, 'concord_session')]).toEqual([500, null]);
    expect(text).not.toMatch(/hunter2|srv|\.ts|Error/);
    expect(broken.logged.join('\n')).toContain(answer.headers.get('x-request-id') ?? 'none');
  });
});

/** Files that open connections: to addresses of the configuration, never of a request. */
const CALLERS = [
  'api/sign-in/openid.ts',
  'doctor-checks.ts',
  'mailer.ts',
  'metrics.ts',
  'semantic/post-json.ts',
  'serve.ts',
  'store/dialects/postgresql.ts',
  // In the browser, to the server that the page came from: its policy admits no other.
  'web/api.ts',
  'web/newer-build.ts',
];

it('API7: nothing but what the configuration names is ever called', () => {
  const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const calling = files.filter((name) =>
    /\bfetch\(|'node:(https?|http2|net|tls|dgram)'|'(undici|openid-client|pg|nodemailer|@hono\/node-server)'/.test(
      readFileSync(path.join(SRC, name), 'utf8'),
    ),
  );
  expect(calling.filter((name) => !CALLERS.includes(name))).toEqual([]);
});
