/** Fills an empty store with the office of the load test, and says what is in it. Everything is invented; the same seed draws the same. */
import { randomUUID } from 'node:crypto';
import type { Application, Role, User } from '../../src/domain/index.ts';
import * as store from '../../src/store/index.ts';
import { seededRandom } from '../../train/random.ts';
import { must } from '../lib/must.ts';
import { seedApplications, seedCalls } from './applications.ts';
import { seedPrecedents } from './memory.ts';
import type { Courses } from './plans.ts';
import { SIZES } from './sizes.ts';
import { seedPlans } from './study-plans.ts';
import { act, type Held, type Person, type Seeding, type World } from './world.ts';

/** Half of the plans are under way in the directorates: those are what the decisions of the load are made on. */
export async function seed(opened: store.Store, courses: Courses, note: (text: string) => void): Promise<World> {
  const seeding: Seeding = { store: opened, random: seededRandom(41), now: new Date().toISOString() };
  const institutes = await seedInstitutes(seeding);
  const people = await seedPeople(seeding, institutes);
  note('people are there');
  const lists = await seedCourses(seeding, courses);
  note('courses are there');
  const calls = await seedCalls(seeding);
  const applications = await seedApplications(seeding, { calls, students: people.student });
  note('applications and papers are there');
  const { plans, openBundles } = await seedPlans(seeding, { people, applications, made: courses.plans });
  await seedPrecedents(seeding, { institutes, courses });
  await seedNotices(seeding, people.student, applications);
  note('plans, precedents and notices are there');
  const held = (state: Application['state']): Held[] =>
    applications
      .filter((one) => one.state === state)
      .map(({ id, student, revision }) => ({ id, owner: student, revision }));
  return {
    people,
    calls: calls.map(({ id }) => id),
    applications: applications.map(({ id, student }) => ({ id, owner: student })),
    drafts: held('draft'),
    submitted: held('submitted'),
    plans,
    openBundles,
    ...lists,
  };
}

async function seedInstitutes(seeding: Seeding): Promise<string[]> {
  return store.transact(seeding.store, async (tx) => {
    const ids: string[] = [];
    for (let number = 1; number <= SIZES.institutes; number += 1) {
      const draft = { code: `I${number}`, names: { en: `Invented Institute ${number}` } };
      ids.push(must(await store.create(tx, 'institute', draft, act(seeding, 'institute.create'))).id);
    }
    return ids;
  });
}

async function seedPeople(seeding: Seeding, institutes: readonly string[]): Promise<World['people']> {
  const make = async (role: Role, count: number, ofInstitute: boolean): Promise<Person[]> => {
    const people: Person[] = [];
    for (let number = 0; number < count; number += 1) {
      const institute = ofInstitute ? (institutes[number % institutes.length] ?? null) : null;
      people.push(await signedIn(seeding, { role, number, institute }));
    }
    return people;
  };
  return {
    student: await make('student', SIZES.students, true),
    adviser: await make('adviser', SIZES.advisers, true),
    directorate: await make('directorate', SIZES.directorates, true),
    registrar: await make('registrar', SIZES.registrars, false),
    coordinator: await make('coordinator', SIZES.coordinators, false),
    commission: await make('commission', SIZES.commission, false),
    administrator: await make('administrator', 1, false),
  };
}

async function signedIn(
  seeding: Seeding,
  { role, number, institute }: { readonly role: Role; readonly number: number; readonly institute: string | null },
): Promise<Person> {
  const { store: opened, now } = seeding;
  const draft: Omit<User, 'id' | 'revision'> = {
    name: `Invented ${role} ${number}`,
    email: `${role}-${number}@example.org`,
    language: 'en',
    active: true,
    roles: [{ role, institute }],
  };
  const { id } = must(
    await store.transact(opened, (tx) => store.create(tx, 'user', draft, act(seeding, 'user.create'))),
  );
  const secret = randomUUID() + randomUUID();
  const expiresAt = new Date(Date.parse(now) + 12 * 3_600_000).toISOString();
  await store.sessions.create(opened.connection, { secret, user: id, at: now, expiresAt });
  return { id, cookie: `concord_session=${secret}`, institute };
}

async function seedCourses(
  seeding: Seeding,
  { curricula, catalogues }: Courses,
): Promise<Pick<World, 'curricula' | 'catalogues'>> {
  const ids = { curricula: [] as string[], catalogues: [] as string[] };
  await store.transact(seeding.store, async (tx) => {
    for (const curriculum of curricula)
      ids.curricula.push((await store.imports.run(tx, curriculum, act(seeding, 'curriculum.import'))).version.list);
    for (const catalogue of catalogues)
      ids.catalogues.push((await store.imports.run(tx, catalogue, act(seeding, 'catalogue.import'))).version.list);
  });
  return ids;
}

async function seedNotices(
  seeding: Seeding,
  students: readonly Person[],
  applications: readonly Application[],
): Promise<void> {
  await store.transact(seeding.store, async (tx) => {
    for (const { id: to } of students) {
      const about = applications.find(({ student }) => student === to)?.id ?? 'x';
      const notices = Array.from({ length: SIZES.noticesOfAStudent }, (_, index) => ({
        id: `seed ${to} ${index}`,
        key: 'application-submitted',
        to,
        subject: { kind: 'application' as const, id: about },
        parameters: { case: `seed ${index}`, host: 'Invented University' },
      }));
      await store.notices.add(tx, notices, { at: seeding.now, mail: false });
    }
  });
}
