/** What a route needs beyond the form of its request, so that what is sent to it is taken and stored. */
import { sql } from 'kysely';
import type { Institute } from '../../src/domain/index.ts';
import { recordEvent, transact } from '../../src/store/index.ts';
import { RECORDS, type RecordKind } from '../../src/store/records/kinds.ts';
import { hashesOf, rowsOf } from '../../src/store/records/read.ts';
import { AT, act, makeAgreement, makeCall, makeInstitute, unique } from '../store/samples.ts';
import type { Harness } from './harness.ts';
import type { Operation } from './operations.ts';
import { Either, type Known } from './schema-samples.ts';
import type { Stage } from './stage.ts';

/** Columns and a row of every table that routes read: courses, transcripts and calls. */
export const CSV = [
  'institution,academic_year,programme,code,title,credits,credit_system,grade,university,quantity,deadline,city',
  'Home,2026/27,Power,MAT1,Algebra,5,ECTS,A,University,2,2027-03-01,Brno',
].join('\n');

interface Prepared {
  /** Values for fields of the body; of what was made for it. */
  readonly known?: (made: string) => Known;
  /** A record that the path names, where the rule names none. */
  readonly make?: (harness: Harness) => Promise<{ readonly id: string }>;
  /** Brings the thing into a state in which the route takes something. */
  readonly bring?: {
    readonly kind: RecordKind;
    readonly state: string;
    readonly more?: Readonly<Record<string, unknown>>;
    /** A column that is emptied. */
    readonly without?: string;
  };
}

/** Said of a list as its file says it; text has no sheets. */
const said = {
  institution: 'Home',
  academicYear: '2026/27',
  columns: { title: 'title' },
  sheet: new Either(undefined, 'A'),
};

const call = ({ store }: Harness) => makeCall(store);
const bundle = { version: 1, seen: 0, bundle: 'b1', precedent: null, reason: 'content-differs' };

const PREPARED: Readonly<Record<string, Prepared>> = {
  'POST /api/v1/me/tokens': { known: () => ({ scopes: ['catalogue.read'] }) },
  'POST /api/v1/catalogue-versions': { known: () => said },
  'POST /api/v1/curriculum-versions': { known: () => said },
  'POST /api/v1/retention/release': { known: () => ({ day: AT.slice(0, 10) }) },
  'PUT /api/v1/institutes/{id}': { make: ({ store }) => makeInstitute(store) },
  'GET /api/v1/institutes/{id}': { make: ({ store }) => makeInstitute(store) },
  'POST /api/v1/calls': { known: () => ({ agreement: null }) },
  'PUT /api/v1/calls/{id}': { make: call, known: () => ({ agreement: null }) },
  'POST /api/v1/calls/{id}/ranking': { make: call },
  'PUT /api/v1/agreements/{id}': { make: ({ store }) => makeAgreement(store) },
  'POST /api/v1/applications': { make: call, known: (made) => ({ call: made }) },
  'PUT /api/v1/applications/{id}': { bring: { kind: 'application', state: 'draft' } },
  'POST /api/v1/applications/{id}/points': { known: () => ({ points: { motivation: '80' } }) },
  'POST /api/v1/study-plans': { known: () => ({ application: undefined, student: undefined }) },
  // Of no application, whose host and days another text would not have.
  'POST /api/v1/study-plans/{id}/versions': { bring: { kind: 'plan', state: 'draft', without: 'application' } },
  'POST /api/v1/study-plans/{id}/decisions': { known: () => bundle },
  'POST /api/v1/study-plans/{id}/transcripts': { bring: { kind: 'plan', state: 'frozen' } },
  'POST /api/v1/study-plans/{id}/withdraw': { known: () => ({ reason: 'stay-cancelled' }) },
  'POST /api/v1/passed-on/{id}/decision': { known: () => ({ ...bundle, seen: 1 }) },
  'POST /api/v1/changes/{id}/decisions': { known: () => bundle },
  'POST /api/v1/recognitions/{id}/appeals': {
    bring: { kind: 'recognition', state: 'issued', more: { issuedOn: '2026-11-01' } },
    known: () => ({ ground: 'figure-wrong' }),
  },
};

const preparedFor = ({ method, path }: Operation): Prepared => PREPARED[`${method} ${path}`] ?? {};

/** The stage with the thing of the route in a state in which it can be used. */
export async function prepare(harness: Harness, operation: Operation, stage: Stage): Promise<Stage> {
  const { make, bring } = preparedFor(operation);
  if (bring) {
    const more = sql`body || ${JSON.stringify(bring.more ?? {})}::jsonb`;
    const { table, subject } = RECORDS[bring.kind];
    await transact(harness.store, async (tx) => {
      const emptied = bring.without ? sql`, ${sql.ref(bring.without)} = null` : sql``;
      const changed = sql`state = ${bring.state}, body = ${more}${emptied}`;
      await sql`update ${sql.table(table)} set ${changed} where id = ${stage.id}`.execute(tx);
      const from = sql`${sql.table(table)} as one where id = ${stage.id}`;
      const [row] = await rowsOf(tx, bring.kind, { from });
      const after = (row && hashesOf(bring.kind, row)[0]) ?? null;
      recordEvent(tx, act('test.bring'), { kind: subject, id: stage.id, before: null, after });
    });
  }
  return make ? { ...stage, id: (await make(harness)).id } : stage;
}

/** Values for the fields of its body: ids of things that are there, and what may be there only once. */
export function knownFor(operation: Operation, { id }: Stage, institute: Institute): Known {
  const { on } = operation.rule;
  return {
    csv: CSV,
    institute: institute.id,
    to: institute.id,
    email: `${unique()}@example.org`,
    code: `C-${unique()}`,
    ...preparedFor(operation).known?.(id),
    ...(typeof on === 'object' && on !== null && 'field' in on && { [on.field]: id }),
  };
}
