/**
 * Requests that nobody would write: what the OpenAPI document describes, with values of other kinds, missing and unknown fields, foreign ids and
 * strange parameters, sent by one role or a stranger. The same seed sends the same.
 */
import { SUBJECTS, type SubjectKind } from '../../src/app/index.ts';
import { type Action, type Grant, type Institute, RIGHTS, type Role } from '../../src/domain/index.ts';
import { seededRandom } from '../../train/random.ts';
import { makeInstitute, makeUser } from '../store/samples.ts';
import type { Harness } from './harness.ts';
import { type Operation, operationsOf, plainRequest, type Sent, sendTo } from './operations.ts';
import { knownFor } from './prepared.ts';
import { type Resolve, samplesOf } from './schema-samples.ts';
import { MAKERS } from './subjects.ts';

/** Values of every kind that JSON has, at their edges. */
const STRANGE: readonly unknown[] = [
  ...[
    null,
    true,
    0,
    -1,
    1e308,
    2 ** 53,
    0.1,
    '',
    ' ',
    'x',
    '-0',
    '1/0',
    '1e999',
    'NaN',
    '2026-02-30',
    '9999-12-31',
    '\u0000',
  ],
  ...['😀'.repeat(50), 'x'.repeat(20_000), '../..', '%', 'null', '[]', [], {}, [[]], [null], { a: { b: [] } }],
];

interface Choosing {
  readonly random: () => number;
  readonly of: <T>(items: readonly T[]) => T;
}

function choosing(seed: number): Choosing {
  const random = seededRandom(seed);
  return { random, of: (items) => items[Math.floor(random() * items.length)] as (typeof items)[number] };
}

/** The value with about one place in it changed. */
function disturbed(value: unknown, chosen: Choosing): unknown {
  const { random, of } = chosen;
  if (random() < 0.15) return of(STRANGE);
  if (Array.isArray(value)) {
    if (random() < 0.2) return [...value, ...value, of(STRANGE)];
    const at = Math.floor(random() * value.length);
    return value.map((item, index) => (index === at ? disturbed(item, chosen) : item));
  }
  if (typeof value !== 'object' || value === null) return of(STRANGE);
  const entries = Object.entries(value);
  const [name] = of(entries) ?? [''];
  if (random() < 0.15) return Object.fromEntries(entries.filter(([key]) => key !== name));
  if (random() < 0.1) return { ...value, [of(['__proto__', 'constructor', 'unknown', ''])]: of(STRANGE) };
  return { ...value, [name]: disturbed(Reflect.get(value, name), chosen) };
}

/** A value as a parameter is written. */
const written = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value)).slice(0, 500);

interface Target {
  readonly operation: Operation;
  readonly resolve: Resolve;
  readonly institute: Institute;
  readonly things: ReadonlyMap<SubjectKind, string>;
  readonly cookie: string;
}

/** Mostly the thing that the route is about. */
function idFor({ operation: { rule }, things }: Target, { random, of }: Choosing): string {
  const kind = typeof rule.on === 'object' && rule.on !== null ? rule.on.kind : null;
  const own = things.get(kind as SubjectKind);
  return own !== undefined && random() < 0.8 ? own : of([...things.values(), 'absent']);
}

function requestOf(target: Target, chosen: Choosing): Sent {
  const { operation, resolve, institute, things, cookie } = target;
  const { random, of } = chosen;
  const stage = { id: idFor(target, chosen), cookie };
  const forms = operation.body ? samplesOf(operation.body, resolve, knownFor(operation, stage, institute)) : [];
  const plain = plainRequest(operation, stage, of(forms));
  const query = operation.parameters
    .filter((one) => one.in === 'query' && random() < 0.4)
    .map(({ name }): [string, string] => [name, random() < 0.5 ? of([...things.values()]) : written(of(STRANGE))]);
  return {
    params: Object.fromEntries(
      Object.entries(plain.params).map(([name, value]) => [name, random() < 0.1 ? written(of(STRANGE)) || ' ' : value]),
    ),
    query: { ...plain.query, ...Object.fromEntries(query) },
    headers:
      random() < 0.2
        ? { ...plain.headers, 'if-match': of(['"0"', '*', '"x"', 'W/"1"', '"99999999999999999999"']) }
        : plain.headers,
    body: random() < 0.6 ? disturbed(plain.body, chosen) : plain.body,
  };
}

/** One thing of each kind, whose and of the caller's institute, and some that are not there. */
async function thingsFor({ store }: Harness, institute: Institute): Promise<Map<SubjectKind, string>> {
  const owner = await makeUser(store);
  const things = new Map<SubjectKind, string>();
  for (const kind of Object.keys(SUBJECTS) as SubjectKind[])
    things.set(kind, await MAKERS[kind](store, { owner, institute }));
  return things;
}

/** After so many requests somebody new goes on with new things: the ones before have signed out, or ended them. */
const WITH_ONE = 100;

const mayBe = (role: Role | null, action: Action): boolean => {
  const grants: readonly Grant[] = RIGHTS[action];
  return grants.some((grant) => grant.role === role || (role !== null && grant.role === 'authenticated'));
};

/** Answers what failed, as a person can send it again, and how often each status came. */
export async function fuzz(
  harness: Harness,
  { role, requests, seed }: { readonly role: Role | null; readonly requests: number; readonly seed: number },
): Promise<{ readonly failures: string[]; readonly statuses: ReadonlyMap<number, number> }> {
  const chosen = choosing(seed);
  const { operations, resolve } = await operationsOf(harness);
  const institute = await makeInstitute(harness.store);
  const failures: string[] = [];
  const statuses = new Map<number, number>();
  let things: ReadonlyMap<SubjectKind, string> = new Map();
  // What the role may do is what lies behind the doors; the rest is tried too.
  const own = operations.filter(({ rule: { action } }) => action === null || mayBe(role, action));
  let cookie = '';
  for (let sent = 0; sent < requests; sent += 1) {
    if (sent % WITH_ONE === 0) {
      things = await thingsFor(harness, institute);
      cookie = role === null ? '' : (await harness.person(role, institute.id)).cookie;
    }
    const operation = chosen.of(chosen.random() < 0.8 ? own : operations);
    const request = requestOf({ operation, resolve, institute, things, cookie }, chosen);
    const { status } = await sendTo(harness, operation, { id: '', cookie }, request);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
    if (status >= 500)
      failures.push(`${status} ${operation.method} ${operation.path} ${JSON.stringify(request).slice(0, 600)}`);
  }
  return { failures, statuses };
}
