/**
 * The demonstration's year: sixty students of two institutes, their applications, plans and recognitions in every state, and what was decided
 * before. Everything is stored by the actions that an office uses, a student at a time, so that a server that is stopped goes on where it was.
 */
import { type Call, type Plan, Rational, type Stay, type Transcript, type User } from '../../domain/index.ts';
import { writeCsv } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { openCatalogue, openCurriculum, openSides } from '../cases/stored.ts';
import { createAgreement } from '../coordinator/agreements.ts';
import { replaceCall } from '../coordinator/calls.ts';
import { importPrecedents } from '../directorate/import-precedents.ts';
import { writeStudentRecord } from '../registrar/students.ts';
import { dayAt, type Service } from '../service/service.ts';
import { readText } from '../tools/files.ts';
import { planAlternatives } from '../tools/plan.ts';
import { apply, rankOneCall } from './competition.ts';
import { callerOf, daysAgo, did, emailOf, staff, userOf } from './office.ts';
import type { InventedYear } from './people.ts';
import { transcriptFileName, transcriptFor, walkStay } from './stays.ts';

type DemonstrationPerson = InventedYear['people'][number];

const CURRICULA = { IEE: 'curriculum_electric_power', IIT: 'curriculum_software' } as const;
const AUTUMN = 5; // the semester in whose place the stays are

/** How much of the year is there. */
export interface Filling {
  readonly done: number;
  readonly total: number;
}

/** Stores what is missing of the year; answers how many students were made.  */
export async function fillDemonstration(
  service: Service,
  { people, precedents, catalogues }: InventedYear,
  {
    onStudent,
    isStopped,
  }: { readonly onStudent?: (filling: Filling) => void; readonly isStopped?: () => boolean } = {},
): Promise<number> {
  const institutes = await institutesOf(service);
  const students = people.filter(({ role }) => role === 'student');
  const act = { at: daysAgo(service, 365), by: store.SYSTEM, action: 'demonstration.load' };
  for (const person of people.filter(({ role }) => role !== 'student')) {
    const name = person.role === 'registrar' ? 'registrar-2' : `${person.role}-iit`;
    if (!(await userOf(service, name))) await makeUser(service, { person, name, institutes }, act);
  }
  await keepCatalogues(service, catalogues, act);
  await decideBefore(service, precedents, institutes);
  await agree(service);
  const plans = planner(service, students);
  const calls = await callsByHost(service);
  const autumn = nextAutumn(calls);
  let made = 0;
  for (const [at, person] of students.entries()) {
    if (isStopped?.()) return made;
    onStudent?.({ done: at, total: students.length });
    const name = person.number?.toLowerCase() ?? '';
    // One that a stopped server has left half way stays there.
    if (await userOf(service, name)) continue;
    const student = await makeUser(service, { person, name, institutes }, act);
    const curriculum = CURRICULA[person.institute ?? 'IEE'];
    const results = await resultsOf(service, curriculum, at);
    await keepRecord(service, { person, student, curriculum, results });
    const call = calls.get(person.call ?? '');
    const application = call ? await apply(service, { person, student, at, call }) : null;
    if (person.host !== null) {
      const plan = await plans(curriculum, person, results);
      await walkStay(service, { person, student, plan, curriculum, application, autumn });
    }
    made += 1;
  }
  await rankCalls(service, calls);
  onStudent?.({ done: students.length, total: students.length });
  return made;
}

/** A file as the host of a stay of the year sends it, to be dropped on the page. */
interface InventedFile {
  readonly name: string;
  readonly text: string;
}

/** One for each stay whose transcript is still to come. */
export async function inventedTranscripts(service: Service, { people }: InventedYear): Promise<InventedFile[]> {
  const files: InventedFile[] = [];
  for (const person of people) {
    const student = person.file === null ? null : await userOf(service, person.number?.toLowerCase() ?? '');
    if (!student) continue;
    const { items } = await store.list(service.store.connection, 'plan', { where: { student: student.id } });
    const [plan] = items;
    const version = plan && (await store.plans.findVersion(service.store.connection, plan.id, plan.version));
    if (version) files.push({ name: transcriptFileName(person), text: transcriptFor(person, version.plan, plan.stay) });
  }
  return files;
}

const institutesOf = async ({ store: { connection } }: Service): Promise<ReadonlyMap<string, string>> => {
  const { items } = await store.list(connection, 'institute', {});
  return new Map(items.map(({ code, id }) => [code, id]));
};

/** Catalogues of the partners that the demonstration does not begin with, each once; called as their files. */
async function keepCatalogues(service: Service, catalogues: InventedYear['catalogues'], act: store.Act): Promise<void> {
  for (const [list, file] of catalogues) {
    if ((await openCatalogue(service, list)).ok) continue;
    const catalogue = await did(readText(service.context(), 'catalogue', file), list);
    await store.transact(service.store, (tx) => store.imports.run(tx, catalogue, act, { list }));
  }
}

/** The calls that students apply for, by the name of the host's catalogue. */
async function callsByHost(service: Service): Promise<ReadonlyMap<string, Call>> {
  const { items } = await store.list(service.store.connection, 'call', { limit: 100 });
  const calls = new Map<string, Call>();
  for (const name of ['fjordgate_en', 'lindenwerder_de', 'beloozersk_ru', 'cedar_hollow_us']) {
    const { institution } = await did(openCatalogue(service, name), name);
    const call = items.find(({ university }) => university === institution);
    if (call) calls.set(name, call);
  }
  return calls;
}

/** The first of the stays on offer: those who go without a call go then. */
function nextAutumn(calls: ReadonlyMap<string, Call>): Stay {
  const stays = [...calls.values()].flatMap(({ stay }) => stay ?? []);
  const [first] = stays.sort((a, b) => (a.start < b.start ? -1 : 1));
  if (!first) throw new Error('demonstration: no call names a stay');
  return first;
}

async function makeUser(
  service: Service,
  {
    person,
    name,
    institutes,
  }: { readonly person: DemonstrationPerson; readonly name: string; readonly institutes: ReadonlyMap<string, string> },
  act: store.Act,
): Promise<User> {
  const institute = person.institute === null ? null : (institutes.get(person.institute) ?? null);
  const roles = [{ role: person.role, institute }];
  const draft = { name: person.name, email: emailOf(name), language: 'en' as const, active: true, roles };
  return did(
    store.transact(service.store, (tx) => store.create(tx, 'user', draft, act)),
    `account of ${name}`,
  );
}

/** With whom the house stands how: agreements in force, one that has ended, and hosts with which there is none. Once each. */
async function agree(service: Service): Promise<void> {
  const { connection } = service.store;
  if ((await store.list(connection, 'agreement', { limit: 1 })).items.length > 0) return;
  const coordinator = callerOf(service, await staff(service, 'coordinator'), daysAgo(service, 200));
  const { items: calls } = await store.list(connection, 'call', { limit: 100 });
  for (const [at, call] of calls.slice(0, 6).entries()) {
    const { university: institution, country, kind, quantity } = call;
    const isOver = at === 3;
    const terms = {
      institution,
      country,
      kind,
      number: `${2024 + (at % 3)}-${17 + at}`,
      validFrom: dayAt(service, daysAgo(service, 900 - at * 40)),
      validTo: dayAt(service, daysAgo(service, isOver ? 60 : -900)),
      quota: quantity + 2,
      tuitionWaived: at !== 3,
      terms: '',
    };
    const { id: agreement } = await did(createAgreement(service, coordinator, terms), `agreement ${institution}`);
    if (!isOver) await did(replaceCall(service, coordinator, { ...call, agreement }), `agreement of ${institution}`);
  }
}

/** What the institutes decided before this year, by their own file of decisions. */
async function decideBefore(
  service: Service,
  precedents: InventedYear['precedents'],
  institutes: ReadonlyMap<string, string>,
): Promise<void> {
  const registrar = callerOf(service, await staff(service, 'registrar'), service.now());
  for (const [code, institute] of institutes) {
    const rows = await Promise.all(
      precedents
        .filter((one) => one.institute === code)
        .map(async (one) => {
          const home = await did(openCurriculum(service, one.curriculum), one.curriculum);
          const host = await did(openCatalogue(service, one.host), one.host);
          const day = dayAt(service, daysAgo(service, one.days_ago));
          return [home.institution, one.home_code, host.institution, one.host_code, one.decision, day];
        }),
    );
    const columns = ['home_institution', 'home_code', 'host_institution', 'host_code', 'decision', 'decided_on'];
    const csv = writeCsv(columns, rows);
    await did(importPrecedents(service, registrar, { csv, institute, dryRun: false }), 'precedents');
  }
}

/** The best plans of each programme at each host, each made once, and as many as somebody of the year has. */
function planner(service: Service, students: readonly DemonstrationPerson[]) {
  const kept = new Map<string, Promise<readonly Plan[]>>();
  const countOf = (curriculum: string, host: string | null): number => {
    const there = students.filter((one) => one.host === host && CURRICULA[one.institute ?? 'IEE'] === curriculum);
    return Math.max(...there.map(({ variant }) => variant ?? 1));
  };
  const make = async (curriculum: string, host: string, soFar: Transcript): Promise<readonly Plan[]> => {
    const sides = await did(openSides(service, { curriculum, catalogue: host }), 'sides');
    const options = {
      semester: [AUTUMN, AUTUMN + 1],
      minEcts: Rational.of(12),
      count: countOf(curriculum, host),
      soFar,
    };
    // What was decided in the year itself does not change the plans of those who come after.
    const plans = await did(
      planAlternatives(service.context(), { ...sides, precedents: [] }, options),
      `plan at ${host}`,
    );
    return plans.map(({ plan }) => plan);
  };
  return async (curriculum: string, { host, variant }: DemonstrationPerson, soFar: Transcript): Promise<Plan> => {
    const key = `${curriculum} ${host}`;
    const plans = kept.get(key) ?? make(curriculum, host ?? '', soFar);
    kept.set(key, plans);
    const found = (await plans).at((variant ?? 1) - 1) ?? (await plans).at(-1);
    if (!found) throw new Error(`demonstration: no plan at ${host}`);
    return found;
  };
}

const GRADES = ['A', 'B+', 'A-', 'B', 'B+', 'C+', 'A-'];

/** What a student has passed in the first four semesters. */
async function resultsOf(service: Service, curriculum: string, at: number): Promise<Transcript> {
  const { courses, institution } = await did(openCurriculum(service, curriculum), 'curriculum');
  const passed = courses.filter(({ semester }) => semester !== null && semester < AUTUMN);
  const columns = ['institution', 'code', 'title', 'credits', 'credit_system', 'grade', 'grade_scale'];
  const rows = passed.map(({ code, titles, credits }, index) => [
    institution,
    code,
    titles.en ?? code,
    credits?.min ?? null,
    credits?.unit ?? '',
    GRADES[(index * 3 + at) % GRADES.length] ?? 'B',
    'kz_2018',
  ]);
  const read = await readText(service.context(), 'transcript', writeCsv(columns, rows));
  if (!read.ok) throw new Error(`demonstration: ${JSON.stringify(read.problems)}`);
  return { ...read.value, student: null };
}

async function keepRecord(
  service: Service,
  {
    person,
    student,
    curriculum,
    results,
  }: {
    readonly person: DemonstrationPerson;
    readonly student: User;
    readonly curriculum: string;
    readonly results: Transcript;
  },
): Promise<void> {
  const registrar = callerOf(service, await staff(service, 'registrar'), daysAgo(service, 364));
  const { programme } = await did(openCurriculum(service, curriculum), curriculum);
  const facts = { number: person.number, programme, curriculum, semester: AUTUMN - 1, results };
  await did(
    writeStudentRecord(service, registrar, { id: student.id, revision: 0, ...facts }),
    `record of ${person.number}`,
  );
}

/** Once each: a second start finds them ranked. */
async function rankCalls(service: Service, calls: ReadonlyMap<string, Call>): Promise<void> {
  for (const [host, { id }] of calls) {
    if (host === 'beloozersk_ru' || (await store.results.find(service.store.connection, 'ranking', id))) continue;
    await rankOneCall(service, id, host === 'fjordgate_en');
  }
}
