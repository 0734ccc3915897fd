/** Students as the offices keep them, and whose every case is. */
import { expect, it } from 'vitest';
import type { CaseAbout, RecognitionCase, StudyPlan } from '../../src/domain/index.ts';
import { makeUser, unique } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { agreePlan, makeOffice, type Office, planOfTwo, send, storeCourses, submitPlan } from './plan-life.ts';

interface Kept {
  readonly revision: number;
  readonly number: string | null;
  readonly institute: string;
  readonly results: { readonly rows: readonly { readonly code: string }[] } | null;
}

const FACTS = { number: null, programme: 'Power', curriculum: null, semester: 5, results: null };
const recordOf = ({ student }: Office) => `/students/${student.user.id}/record`;

const writeRecord = (harness: Harness, office: Office, facts: object, revision = 0) =>
  send<Kept>(harness, office.registrar, ['PUT', recordOf(office)], { revision, body: { ...FACTS, ...facts } });

onEveryService('a student', (harness) => {
  it('is kept by the offices with number and results, is found by both, and nobody else reads the record', async () => {
    const [office, elsewhere] = [await makeOffice(harness()), await makeOffice(harness())];
    const number = `20-${unique()}`;
    const empty = await send<Kept>(harness(), office.registrar, ['GET', recordOf(office)]);
    expect(empty).toMatchObject({ revision: 0, number: null, institute: office.institute });
    const csv = 'code,title,credits,credit_system,grade,grade_scale\nMAT1,Algebra,5,ECTS,A-,kz_2018';
    const kept = await writeRecord(harness(), office, { number, results: { csv } });
    expect(kept).toMatchObject({ revision: 1, number, results: { rows: [{ code: 'MAT1' }] } });
    // A record that was made or written meanwhile is not written over, and a number is one student's.
    const write = (of: Office, revision: number, body: object) =>
      harness().request('PUT', `/api/v1${recordOf(of)}`, {
        cookie: of.adviser.cookie,
        headers: { 'if-match': `"${revision}"` },
        body: { ...FACTS, ...body },
      });
    expect((await write(office, 0, {})).status).toBe(412);
    expect((await write(elsewhere, 0, { number })).status).toBe(409);
    expect((await write(office, 1, { curriculum: 'absent' })).status).toBe(422);
    expect((await write(office, 1, { number, semester: 6 })).status).toBe(200);
    const statuses = async (path: string) => {
      const people = [office.student, office.adviser, office.directorate, office.registrar, elsewhere.directorate];
      const answers = people.map(({ cookie }) => harness().request('GET', `/api/v1${path}`, { cookie }));
      return (await Promise.all(answers)).map(({ status }) => status);
    };
    expect(await statuses(recordOf(office))).toEqual([200, 200, 200, 200, 403]);
    const found = async (person: { cookie: string }, text: string) =>
      (await send<{ items: { id: string }[] }>(harness(), person, ['GET', `/students?text=${text}`])).items.map(
        ({ id }) => id,
      );
    expect(await found(office.registrar, number.toUpperCase())).toEqual([office.student.user.id]);
    expect(await found(office.adviser, number)).toEqual([office.student.user.id]);
    expect(await found(elsewhere.adviser, number)).toEqual([]);
    expect(await found(office.registrar, '%25')).toEqual([]);
    const stranger = await makeUser(harness().store);
    const unknown = await harness().request('GET', `/api/v1/students/${stranger.id}/record`, office.registrar);
    expect(unknown.status).toBe(404);
  });

  it('is named with programme, host and term in every queue and case, to those who may read the record', async () => {
    const office = await makeOffice(harness());
    const number = `20-${unique()}`;
    await writeRecord(harness(), office, { number });
    const given = planOfTwo();
    const plan = await submitPlan(harness(), office, given);
    const { user } = office.student;
    const about = {
      student: { id: user.id, number, name: user.name },
      // The plan names none, the office's record does.
      programme: 'Power',
      host: given.host.institution,
      term: given.request.term,
    };
    const queue = await send<{ items: { id: string; about: CaseAbout | null }[] }>(harness(), office.directorate, [
      'GET',
      '/queue?kind=plan',
    ]);
    expect(queue.items.find(({ id }) => id === plan.id)?.about).toMatchObject(about);
    const listed = await send<{ items: object[] }>(harness(), office.registrar, [
      'GET',
      `/study-plans?student=${user.id}`,
    ]);
    expect(listed.items).toMatchObject([{ id: plan.id, about }]);
    expect(await send(harness(), office.student, ['GET', `/study-plans/${plan.id}`])).toMatchObject({ about });
  });

  it('is listed with the plan that was made last, and with a withdrawn one only where there is no other', async () => {
    const office = await makeOffice(harness());
    const listed = async () =>
      (await send<{ items: { plan: object | null }[] }>(harness(), office.adviser, ['GET', '/students'])).items;
    expect(await listed()).toMatchObject([{ plan: null }]);
    const given = planOfTwo();
    const first = await submitPlan(harness(), office, given);
    const stands = { id: first.id, state: 'submitted', host: given.host.institution };
    expect(await listed()).toMatchObject([{ plan: stands }]);
    const { clock } = harness();
    clock.at = new Date(Date.parse(clock.at) + 1000).toISOString();
    const second = await submitPlan(harness(), office, planOfTwo());
    expect(await listed()).toMatchObject([{ plan: { id: second.id } }]);
    for (const { id, revision } of [second, first])
      await send(harness(), office.student, ['POST', `/study-plans/${id}/withdraw`], {
        revision,
        body: { reason: 'illness' },
      });
    expect(await listed()).toMatchObject([{ plan: { id: second.id, state: 'withdrawn' } }]);
  });

  it('is not named to another institute that a bundle was passed on to', async () => {
    const [office, other] = [await makeOffice(harness()), await makeOffice(harness())];
    const plan = await submitPlan(harness(), office, planOfTwo());
    const whole = { decision: 'pass-on', to: other.institute };
    const body = { version: plan.version, seen: 0, whole };
    await send(harness(), office.directorate, ['POST', `/study-plans/${plan.id}/decisions`], { body });
    const { items } = await send<{ items: { isPassedOn: boolean; about: unknown }[] }>(harness(), other.directorate, [
      'GET',
      '/queue',
    ]);
    expect(items.filter(({ isPassedOn }) => isPassedOn)).toMatchObject([{ about: null }, { about: null }]);
  });

  it('has results so far that recognitions count, unless others are given', async () => {
    const office = await makeOffice(harness());
    const csv = 'code,title,credits,credit_system,grade,grade_scale\nALG1,Algebra,10,ECTS,B,kz_2018';
    await writeRecord(harness(), office, { results: { csv } });
    const given = planOfTwo();
    await storeCourses(harness(), given);
    const { id } = await agreePlan(harness(), office, given);
    const transcript = {
      csv: 'code,title,credits,credit_system,grade,grade_scale\nM-10,Mathematics,5,ECTS,A,kz_2018\nP-10,Physics,5,ECTS,A,kz_2018',
    };
    await send(harness(), office.registrar, ['POST', `/study-plans/${id}/transcripts`], { body: { transcript } });
    const prepare = async (body: object) =>
      (
        await send<{ recognition: RecognitionCase }>(
          harness(),
          office.registrar,
          ['POST', `/study-plans/${id}/recognitions`],
          { body },
        )
      ).recognition.recognition.gpa;
    // B is 3.0 over ten credits, A is 4.0 over ten.
    expect(await prepare({})).toMatchObject({ before: '3', after: '3.5' });
    const other = { csv: csv.replace(',B,', ',C,') };
    expect(await prepare({ soFar: other })).toMatchObject({ before: '2', after: '3' });
  });

  it('is known by the plans of an adviser: what was passed is not planned again', async () => {
    const office = await makeOffice(harness());
    const given = planOfTwo();
    await storeCourses(harness(), given);
    const csv = 'code,title,credits,credit_system,grade,grade_scale\nMAT1,Algebra,5,ECTS,A,kz_2018';
    await writeRecord(harness(), office, { results: { csv } });
    type Lists = { items: { list: { id: string; institution: string } }[] };
    const lists = async (kind: string, institution: string) => {
      const { items } = await send<Lists>(harness(), office.adviser, ['GET', `/${kind}`]);
      return items.find(({ list }) => list.institution === institution)?.list.id;
    };
    const curriculum = { id: await lists('curricula', given.home.institution) };
    const host = { id: await lists('catalogues', given.host.institution) };
    const body = { student: office.student.user.id, curriculum, host, minEcts: '0' };
    const drafted = await send<{ plan: StudyPlan }>(harness(), office.adviser, ['POST', '/study-plans'], { body });
    const version = await send<{ plan: { request: { passed?: { home: string[] } } } }>(harness(), office.adviser, [
      'GET',
      `/study-plans/${drafted.plan.id}/versions/1`,
    ]);
    expect(version.plan.request.passed?.home).toEqual(['MAT1']);
  });
});
