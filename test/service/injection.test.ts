/**
 * Hostile texts in every parameter and every field of every route, each sent by somebody who may use the route, in a request that is
 * otherwise as the OpenAPI document describes it. Nothing but the text itself may come of them.
 */
import { sql } from 'kysely';
import { beforeAll, expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import { SUBJECTS, type SubjectKind } from '../../src/app/index.ts';
import type { Institute } from '../../src/domain/index.ts';
import { audit, type Store } from '../../src/store/index.ts';
import { makeInstitute, makeUser } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { type Operation, operationsOf, plainRequest, type Sent, sendTo } from './operations.ts';
import { CSV, knownFor, prepare } from './prepared.ts';
import { type Path, type Resolve, samplesOf, textsIn, withText } from './schema-samples.ts';
import { type Stage, stageFor } from './stage.ts';
import { MAKERS } from './subjects.ts';

/** No log may hold it. */
const MARKER = 'unheard-of@example.org';

const HOSTILE = [
  `' or '1'='1`,
  `x'; drop table users; --`,
  `$1 \${7*7} {{7*7}} %s %00`,
  '%',
  '_',
  '\\',
  '"',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '=HYPERLINK("http://evil.example")',
  '__proto__',
  MARKER,
  'x\u0000y',
  '\ud800',
  '',
  '9'.repeat(400),
];
/** Routes whose texts are kept as they come: there they have to reach the tables. */
const KEPT = [
  'PATCH /api/v1/me',
  'POST /api/v1/me/tokens',
  'POST /api/v1/users',
  'PUT /api/v1/users/{id}',
  'POST /api/v1/institutes',
  'PUT /api/v1/institutes/{id}',
  'POST /api/v1/catalogue-versions',
  'POST /api/v1/curriculum-versions',
  'POST /api/v1/calls',
  'POST /api/v1/calls/import',
  'PUT /api/v1/calls/{id}',
  'POST /api/v1/agreements',
  'PUT /api/v1/agreements/{id}',
  'POST /api/v1/applications',
  'POST /api/v1/applications/{id}/documents/{type}/files',
  'POST /api/v1/study-plans',
  'POST /api/v1/study-plans/{id}/versions',
  'POST /api/v1/study-plans/{id}/decisions',
  'POST /api/v1/passed-on/{id}/decision',
  'POST /api/v1/changes/{id}/decisions',
  'POST /api/v1/transcript-files',
  'POST /api/v1/recognitions/{id}/appeals',
];

/** A body with more fields has some of the texts in each of them, in turn, so that it has them all. */
const LARGE = 24;

/** Puts a text into a request; `forms` are those that its body may have. */
interface Hostile {
  readonly place: string;
  readonly into: (plain: Sent, forms: readonly unknown[]) => Sent;
}

/** What the protocol allows in a header. */
const inHeader = (text: string): string => text.replace(/[^\x20-\x7e]/g, '?').trim();

const inParameters = ({ parameters }: Operation): Hostile[] =>
  HOSTILE.flatMap((text) =>
    parameters.map(({ name, in: part }) => ({
      place: `${part} ${name}`,
      into: (plain: Sent) => {
        // Nothing at all would be another path.
        if (part === 'path') return { ...plain, params: { ...plain.params, [name]: text || ' ' } };
        if (part === 'query') return { ...plain, query: { [name]: text } };
        return { ...plain, headers: { ...plain.headers, [name]: inHeader(text) } };
      },
    })),
  );

/** Every field of every form that the body may have; one that several forms share is tried in the first. */
function inBody(forms: readonly unknown[]): Hostile[] {
  const places = new Map<string, { readonly form: number; readonly path: Path }>();
  for (const [form, body] of forms.entries())
    for (const path of textsIn(body)) if (!places.has(path.join('.'))) places.set(path.join('.'), { form, path });
  const every = places.size > LARGE ? 8 : 1;
  const fields = [...places.values()].flatMap(({ form, path }, at) =>
    HOSTILE.filter((_, index) => (index + at) % every === 0).map((text) => ({
      place: `body ${path.join('.')}`,
      into: (plain: Sent, now: readonly unknown[]) => ({
        ...plain,
        body: withText(now[form], path, (before) => hostileText(path, before, text)),
      }),
    })),
  );
  const keys = HOSTILE.map((text) => ({
    place: 'a key of the body',
    into: (plain: Sent) => ({ ...plain, body: { ...(plain.body as object), [text]: text } }),
  }));
  return forms.length > 0 ? [...fields, ...keys] : [];
}

/** In a table it stands in every cell of a row more, so that the table is read and kept. */
const hostileText = (path: Path, before: string, text: string): string =>
  path.at(-1) === 'csv' && text !== '' ? `${before}\n${Array(CSV.split(',').length).fill(cell(text)).join(',')}` : text;

const cell = (text: string): string => `"${text.replaceAll('"', '""')}"`;

/** After it has taken something a thing is another; what is made anew each time needs other names. */
const changesThing = ({ method, path }: Operation): boolean =>
  method !== 'GET' && (path.includes('{') || ['/api/v1/users', '/api/v1/institutes'].includes(path));

/** Names, columns and types of all tables. */
const shapeOf = async ({ connection }: Store): Promise<unknown[]> =>
  (
    await sql`select table_name, column_name, data_type from information_schema.columns
      where table_schema = current_schema() order by 1, 2`.execute(connection)
  ).rows;

/** Tables of what comes and goes: what signs in, and what is told. */
const PASSING = 'session|token|credential|password|attempt|identities|oidc|idempotency|notices|outbox|kysely';

/** How many rows each other table has. */
async function countsOf({ connection }: Store): Promise<Map<string, number>> {
  const { rows } = await sql<{ tableName: string }>`select table_name from information_schema.tables
    where table_schema = current_schema() and table_name !~ ${PASSING}`.execute(connection);
  const counts = new Map<string, number>();
  for (const { tableName } of rows) {
    const counted = await sql<{ n: string }>`select count(*) as n from ${sql.table(tableName)}`.execute(connection);
    counts.set(tableName, Number(counted.rows[0]?.n));
  }
  return counts;
}

onEveryService('a hostile text', (harness) => {
  let institute: Institute;
  const bystanders: string[] = [];

  beforeAll(async () => {
    const { store } = harness();
    institute = await makeInstitute(store);
    const apart = { owner: await makeUser(store), institute: await makeInstitute(store) };
    for (const kind of Object.keys(SUBJECTS) as SubjectKind[]) bystanders.push(await MAKERS[kind](store, apart));
  });

  /** One thing of each kind that no request is about, as all tables have it. */
  async function seeBystanders(): Promise<unknown[]> {
    const { connection } = harness().store;
    const { rows } = await sql<{ tableName: string }>`select table_name from information_schema.columns
      where table_schema = current_schema() and column_name = 'id' order by 1`.execute(connection);
    const seen: unknown[] = [];
    for (const { tableName } of rows) {
      const found = sql`select * from ${sql.table(tableName)} where id in (${sql.join(bystanders)}) order by id`;
      seen.push(...(await found.execute(connection)).rows);
    }
    return seen;
  }

  /** A fresh stage, and the forms that the body has on it. */
  async function begin(operation: Operation, resolve: Resolve): Promise<{ on: Stage; forms: unknown[] }> {
    const on = await prepare(harness(), operation, await stageFor(harness(), operation.rule, institute));
    const forms = operation.body ? samplesOf(operation.body, resolve, knownFor(operation, on, institute)) : [];
    return { on, forms };
  }

  /** Sends it and looks at the answer. */
  async function answered(operation: Operation, on: Stage, sent: Sent, place: string): Promise<number> {
    const answer = await sendTo(harness(), operation, on, sent);
    const told = `${operation.method} ${operation.path} in ${place}: ${JSON.stringify(sent)}`;
    expect([told, answer.status < 500]).toEqual([told, true]);
    expect(operation.statuses, told).toContain(String(answer.status));
    if (answer.status >= 400) problemDetailsSchema.parse(await answer.json());
    return answer.status;
  }

  /** How often the route took what was sent. */
  async function tryAll(operation: Operation, resolve: Resolve): Promise<number> {
    let { on, forms } = await begin(operation, resolve);
    const plain = await answered(operation, on, plainRequest(operation, on, forms[0]), 'nothing');
    // As it is described it is taken, or refused for what it is about.
    expect([operation.path, plain]).not.toEqual([operation.path, 400]);
    ({ on, forms } = await begin(operation, resolve));
    let taken = 0;
    for (const { place, into } of [...inParameters(operation), ...inBody(forms)]) {
      const status = await answered(operation, on, into(plainRequest(operation, on, forms[0]), forms), place);
      if (status >= 300) continue;
      taken += 1;
      if (changesThing(operation)) ({ on, forms } = await begin(operation, resolve));
    }
    return taken;
  }

  it('is a text like any other, in every parameter and field of every route', { timeout: 900_000 }, async () => {
    const { store, logged } = harness();
    const { operations, resolve } = await operationsOf(harness());
    const before = { shape: await shapeOf(store), counts: await countsOf(store), apart: await seeBystanders() };
    const taking: string[] = [];
    for (const operation of operations) {
      const taken = await tryAll(operation, resolve);
      if (taken > 0 && operation.body) taking.push(`${operation.method} ${operation.path}`);
    }
    expect(taking).toEqual(expect.arrayContaining(KEPT));
    const after = await countsOf(store);
    expect(await shapeOf(store)).toEqual(before.shape);
    expect([...before.counts].filter(([table, rows]) => (after.get(table) ?? 0) < rows)).toEqual([]);
    expect(await seeBystanders()).toEqual(before.apart);
    expect(await audit.verify(store)).toMatchObject({ ok: true });
    expect(logged.join('\n')).not.toContain(MARKER);
  });
});
