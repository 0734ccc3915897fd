/** One sequence of writes, and what of all sequences is there afterwards. Everything in it is invented. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { catalogueSchema } from '../../src/domain/index.ts';
import {
  type Act,
  audit,
  create,
  imports,
  notices,
  openStore,
  type Store,
  type StoreOptions,
  transact,
  update,
} from '../../src/store/index.ts';
import { must } from '../lib/must.ts';

const COURSES = 20;
/** Parts that a sequence leaves, see {@link findSequences}. */
const PARTS = 9;

/** Ten tables in one transaction: an institute, its director, a notice with its mail, a catalogue, the institute again; four events. */
export async function writeSequence(store: Store, number: number): Promise<void> {
  const at = new Date(Date.UTC(2026, 0, 1) + number * 1000).toISOString();
  const act: Act = { at, by: 'system', action: 'bench.write' };
  await transact(store, async (tx) => {
    const draft = { id: `i-${number}`, code: `c-${number}`, names: { en: 'An invented institute' } };
    const institute = must(await create(tx, 'institute', draft, act));
    const user = `u-${number}`;
    const director = {
      id: user,
      name: 'An Invented Person',
      email: `${user}@example.org`,
      language: 'en' as const,
      active: true,
      roles: [{ role: 'directorate' as const, institute: institute.id }],
    };
    must(await create(tx, 'user', director, act));
    const subject = { kind: 'call' as const, id: institute.id };
    await notices.add(tx, [{ id: `n-${number}`, key: 'bench', to: user, subject, parameters: {} }], { at, mail: true });
    await imports.run(tx, catalogueOf(number), act);
    must(await update(tx, 'institute', { ...institute, names: { en: 'Changed' } }, act));
  });
}

/** Enough bytes that a kill can come in the middle of them. */
const catalogueOf = (number: number) =>
  catalogueSchema.parse({
    institution: `h-${number}`,
    courses: Array.from({ length: COURSES }, (_, index) => ({
      code: `C${index}`,
      titles: { en: createHash('sha512').update(`${number}/${index}`).digest('hex').repeat(4) },
    })),
  });

/** What is in a store after a kill. */
export interface Finding {
  /** Milliseconds until it was open and its tables up to date. */
  readonly opening: number;
  /** Numbers of the sequences that are there. */
  readonly whole: readonly number[];
  /** Numbers of those of which a part is missing. */
  readonly torn: readonly number[];
  readonly auditVerifies: boolean;
}

export async function openAndInspect(options: StoreOptions): Promise<{ store: Store; finding: Finding }> {
  const started = performance.now();
  const store = await openStore(options);
  const opening = performance.now() - started;
  const { ok: auditVerifies } = await audit.verify(store);
  return { store, finding: { opening, ...(await findSequences(store)), auditVerifies } };
}

async function findSequences(store: Store): Promise<Pick<Finding, 'whole' | 'torn'>> {
  const { rows } = await sql<{ number: number; parts: number }>`
    with parts (name, part) as (
      select id, 'institute' from institutes where revision = 2
      union all select id, 'user' from users
      union all select "user", 'role' from user_roles
      union all select id, 'notice' from notices
      union all select id, 'mail' from outbox
      union all select institution, 'catalogue' from course_lists
      union all select l.institution, 'courses' from course_lists l
        join course_list_versions v on v.list = l.id join course_list_entries e on e.version = v.id
        join courses c on c.hash = e.hash group by 1 having count(*) = ${COURSES}
      union all select subject_id, 'events' from events where subject_kind = 'institute' group by 1 having count(*) = 2
      union all select subject_id, 'user event' from events where subject_kind = 'user'
    )
    select substr(name, 3)::integer as number, count(distinct part)::integer as parts from parts group by 1`.execute(
    store.connection,
  );
  const numbersOf = (matching: (parts: number) => boolean) =>
    rows.filter(({ parts }) => matching(parts)).map(({ number }) => number);
  return { whole: numbersOf((parts) => parts === PARTS), torn: numbersOf((parts) => parts !== PARTS) };
}
