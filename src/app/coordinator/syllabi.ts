/** Syllabuses of host courses: handed in to a plan by the student, and read as the course's description by whoever asks for that. Nothing in the catalogue changes. */
import { may, type Plan, type Result, reason } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import { loadPlanCase } from '../cases/plan-case.ts';
import { openCatalogue, openCurriculum } from '../cases/stored.ts';
import { refuseState } from '../service/records.ts';
import {
  attempt,
  type Caller,
  found,
  need,
  refuse,
  resultOf,
  type Service,
  workOf,
  write,
} from '../service/service.ts';
import { matchBatch } from '../tools/match.ts';
import { openWith } from '../tools/papers.ts';
import { checkFile, type UploadedFile } from './check-file.ts';

/** More than a plan has courses would only fill the disk. */
const MOST_OF_PLAN = 40;

export const uploadSyllabus = (
  service: Service,
  caller: Caller,
  { plan: id, course, file: uploaded }: { readonly plan: string; readonly course: string; readonly file: UploadedFile },
): Promise<Result<store.Syllabus>> =>
  write(service, caller, { action: 'syllabus.upload', answer: null }, async ({ tx, act }) => {
    const file = need(await checkFile(uploaded));
    const { record, version } = await loadPlanCase(tx, id);
    if (record.state === 'withdrawn' || record.state === 'closed')
      refuseState('plan', record.state, 'syllabus-plan-over');
    const codes = version.plan.bundles.flatMap(({ host }) => host.map(({ code }) => code));
    if (!codes.includes(course))
      refuse('reference-unknown', reason('syllabus-course-unknown', { course, possible: codes }), { column: 'course' });
    if ((await store.syllabi.list(tx, id)).length >= MOST_OF_PLAN)
      refuse('event-not-possible', reason('syllabus-too-many', { count: MOST_OF_PLAN }));
    const made = await store.syllabi.add(tx, {
      ...{ studyPlan: id, course, name: file.name, mediaType: file.mediaType, content: file.content },
      ...{ uploadedBy: caller.actor.user, uploadedAt: act.at },
    });
    store.recordEvent(tx, act, { kind: 'syllabus', id: made.id, before: null, after: made.sha256 });
    return made;
  });

export const listSyllabi = ({ store: { connection } }: Service, plan: string): Promise<store.Syllabus[]> =>
  store.syllabi.list(connection, plan);

/** Those of a course of a stored catalogue that stand in plans within the caller's reach, the newest first and each text once. */
export const listCourseSyllabi = (
  service: Service,
  caller: Caller,
  { catalogue, code }: { readonly catalogue: string; readonly code: string },
): Promise<Result<store.Syllabus[]>> =>
  attempt(async () => {
    const { connection } = service.store;
    const { institution } = need(await openCatalogue(service, catalogue));
    const handedIn = await store.syllabi.ofCourse(connection, code);
    const plans = await store.findMany(connection, 'plan', [...new Set(handedIn.map(({ studyPlan }) => studyPlan))]);
    const within = plans.filter(({ student: owner, institute }) =>
      may(caller.actor, 'plan.read', { owner, institute }),
    );
    const hosts = await aboutCases(
      workOf(service, caller),
      'plan',
      within.map(({ id }) => id),
    );
    const there = handedIn.filter(({ studyPlan }) => hosts.get(studyPlan)?.host === institution);
    return there.filter(({ sha256 }, at) => there.findIndex((one) => one.sha256 === sha256) === at);
  });

interface Named {
  readonly plan: string;
  readonly id: string;
}

export const removeSyllabus = (service: Service, caller: Caller, { plan, id }: Named): Promise<Result<null>> =>
  write(service, caller, { action: 'syllabus.upload', answer: null }, async ({ tx, act }) => {
    if (!(await store.syllabi.remove(tx, { studyPlan: plan, id }))) refuse('not-found', reason('nothing-with-id'));
    store.recordEvent(tx, act, { kind: 'syllabus', id, before: null, after: null });
    return null;
  });

export const downloadSyllabus = async (
  { store: { connection } }: Service,
  { plan, id }: Named,
): Promise<Result<store.Syllabus & { readonly content: Uint8Array }>> =>
  resultOf('document', id, await store.syllabi.read(connection, { studyPlan: plan, id }));

/** What the engine makes of it: how likely each home course of the bundle is replaced as the catalogue stands, and with this text in it. */
interface SyllabusReading {
  readonly text: string;
  readonly pairs: { readonly home: string; readonly before: number | null; readonly after: number | null }[];
}

/** Longer than any syllabus: the rest of a book is left out. */
const MOST_CHARACTERS = 20_000;

/** Its text, and the match with it in the place of the course's description. A photograph has no text, and says so. Nothing is kept. */
export const readSyllabus = (service: Service, { plan: id, id: syllabus }: Named): Promise<Result<SyllabusReading>> =>
  attempt(async () => {
    const { connection } = service.store;
    const file = found('document', syllabus, await store.syllabi.read(connection, { studyPlan: id, id: syllabus }));
    const text = await textOf(service, file);
    const { plan } = (await loadPlanCase(connection, id)).version;
    const pairs = await compareSyllabus(service, plan, { course: file.course, text });
    return { text, pairs };
  });

async function textOf(
  service: Service,
  { name, content }: { readonly name: string; readonly content: Uint8Array },
): Promise<string> {
  const opened = await openWith(service.context(), { name, bytes: content }, {});
  const grids = opened.ok ? (opened.value.grids?.grids ?? []) : [];
  const lines = grids.flatMap(({ lines: above, rows }) => [
    ...above.map((line) => line.text),
    ...rows.map(({ cells }) => cells.map((cell) => cell.text).join(' ')),
  ]);
  const text = lines
    .map((line) => line.replaceAll(/\s+/g, ' ').trim())
    .filter((line) => line !== '')
    .join('\n');
  if (text === '') refuse('file-not-readable', reason('syllabus-without-text'));
  return text.slice(0, MOST_CHARACTERS);
}

async function compareSyllabus(
  service: Service,
  plan: Plan,
  { course, text }: { readonly course: string; readonly text: string },
): Promise<SyllabusReading['pairs']> {
  const { home, host, bundles } = plan;
  const [curriculumVersion, catalogueVersion] = await store.courseLists.latestOf(service.store.connection, [
    { kind: 'curriculum', institution: home.institution, academicYear: null, programme: home.programme },
    { kind: 'catalogue', institution: host.institution, academicYear: host.academicYear, programme: null },
  ]);
  const bundle = bundles.find((one) => one.host.some(({ code }) => code === course));
  if (!curriculumVersion || !catalogueVersion || !bundle) return [];
  const curriculum = need(await openCurriculum(service, curriculumVersion.id));
  const catalogue = need(await openCatalogue(service, catalogueVersion.id));
  const codes = (bundle.home.length > 0 ? bundle.home : (bundle.fills ?? [])).map(({ code }) => code);
  const asked = curriculum.courses.filter(({ code }) => codes.includes(code));
  const described = catalogue.courses.map((one) =>
    // In whatever language it is: the engine reads the letters.
    one.code === course ? { ...one, descriptions: { [one.languages[0] ?? 'en']: text } } : one,
  );
  const chances = async (courses: typeof catalogue.courses): Promise<ReadonlyMap<string, number>> => {
    const { results } = await matchBatch(service.context(), {
      ...{ home: asked, host: courses, top: 100 },
      ...{ homeInstitution: curriculum.institution, hostInstitution: catalogue.institution },
    });
    return new Map(
      results.flatMap(({ homeCode, matches }) => {
        const match = matches.find(({ hostCode }) => hostCode === course);
        return match ? [[homeCode, match.probability ?? match.score] as const] : [];
      }),
    );
  };
  const [before, after] = [await chances(catalogue.courses), await chances(described)];
  return codes.map((code) => ({ home: code, before: before.get(code) ?? null, after: after.get(code) ?? null }));
}
