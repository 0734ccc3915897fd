/** Syllabuses of host courses: handed in by the student, read by those who read the plan, and as a description only where somebody asks. */
import { expect, it } from 'vitest';
import { inventedPaper } from '../../src/app/demonstration/papers.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, type Office, planOfTwo, send, storeCourses, submitPlan } from './plan-life.ts';

interface Syllabus {
  readonly id: string;
  readonly course: string;
  readonly name: string;
  readonly mediaType: string;
}

async function planned(harness: Harness, office: Office): Promise<string> {
  const plan = planOfTwo();
  await storeCourses(harness, plan);
  return (await submitPlan(harness, office, plan)).id;
}

const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
  0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
]);
/** As a server hands a request over: from whom it came. */
const CONNECTION = { incoming: { socket: { remoteAddress: '127.0.0.1' } } };

onEveryService('the syllabus of a host course', (harness) => {
  const handIn = (
    who: { cookie: string },
    plan: string,
    {
      course = 'M-10',
      content = inventedPaper('Matrices and vectors'),
    }: { course?: string; content?: Uint8Array } = {},
  ): Promise<Response> => {
    const form = new FormData();
    form.append('file', new File([new Uint8Array(content)], 'syllabus.pdf'));
    form.append('course', course);
    const headers = { cookie: who.cookie, 'sec-fetch-site': 'same-origin' };
    const url = `/api/v1/study-plans/${plan}/syllabi`;
    return Promise.resolve(harness().api.request(url, { method: 'POST', headers, body: form }, CONNECTION));
  };

  it('is handed in, listed, shown and taken away', async () => {
    const office = await makeOffice(harness());
    const { student, adviser, directorate, administrator } = office;
    const plan = await planned(harness(), office);
    const answer = await handIn(student, plan);
    expect(answer.status).toBe(201);
    const made = (await answer.json()) as Syllabus;
    expect(made).toMatchObject({ course: 'M-10', name: 'syllabus.pdf', mediaType: 'application/pdf' });
    const route = `/study-plans/${plan}/syllabi`;
    for (const reader of [student, adviser, directorate])
      expect((await send<{ items: Syllabus[] }>(harness(), reader, ['GET', route])).items).toHaveLength(1);
    const file = await harness().request('GET', `/api/v1${route}/${made.id}/file?show=true`, adviser);
    expect(file.headers.get('content-disposition')).toMatch(/^inline; /);
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(inventedPaper('Matrices and vectors'));
    // It is the student's own: handed out with everything that is kept of the person.
    const own = await harness().request('GET', `/api/v1/users/${student.user.id}/personal-data`, student);
    const paper = Buffer.from(inventedPaper('Matrices and vectors')).toString('base64');
    expect(await own.json()).toMatchObject({ studyPlans: [{ syllabi: [{ course: 'M-10', base64: paper }] }] });
    const stranger = await makeOffice(harness());
    for (const other of [administrator, stranger.adviser, stranger.student]) {
      await send(harness(), other, ['GET', route], { expected: [403] });
      expect((await handIn(other, plan)).status).toBe(403);
    }
    await send(harness(), directorate, ['DELETE', `${route}/${made.id}`], { expected: [403] });
    await send(harness(), student, ['DELETE', `${route}/${made.id}`], { expected: [200, 204] });
    await send(harness(), student, ['DELETE', `${route}/${made.id}`], { expected: [404] });
  });

  it('is found by its course of the catalogue out of the plans within reach, each text once', async () => {
    const office = await makeOffice(harness());
    const stranger = await makeOffice(harness());
    const two = planOfTwo();
    await storeCourses(harness(), two);
    const { id } = await submitPlan(harness(), office, two);
    const other = await planned(harness(), office);
    const made = (await (await handIn(office.student, id)).json()) as Syllabus;
    await handIn(office.student, id);
    await handIn(office.student, id, { course: 'P-10', content: inventedPaper('Mechanics') });
    // The same code at another host is another course.
    await handIn(office.student, other, { content: inventedPaper('Something else') });
    const { items } = await send<{ items: { latest: { id: string } }[] }>(harness(), office.adviser, [
      'GET',
      `/catalogues?institution=${encodeURIComponent(two.host.institution)}`,
    ]);
    const route = `/catalogue-versions/${items[0]?.latest.id}/courses/M-10/syllabi`;
    const found = (who: Office['adviser']) => send<{ items: Syllabus[] }>(harness(), who, ['GET', route]);
    for (const reader of [office.student, office.adviser, office.directorate]) {
      const syllabi = (await found(reader)).items;
      expect(syllabi.map(({ course, name }) => [course, name])).toEqual([['M-10', 'syllabus.pdf']]);
      expect(syllabi[0]).toMatchObject({ sha256: (made as Syllabus & { sha256: string }).sha256 });
    }
    for (const outsider of [stranger.adviser, stranger.student]) expect((await found(outsider)).items).toEqual([]);
    await send(harness(), office.administrator, ['GET', route], { expected: [403] });
  });

  it('is of a course of the plan, and a file that can be shown', async () => {
    const office = await makeOffice(harness());
    const plan = await planned(harness(), office);
    expect((await handIn(office.student, plan, { course: 'Z-99' })).status).toBe(422);
    const text = new TextEncoder().encode('<html><script>alert(1)</script></html>');
    expect((await handIn(office.student, plan, { content: text })).status).toBeGreaterThanOrEqual(400);
  });

  it('is read as the description of its course when that is asked, and nothing is kept of it', async () => {
    const office = await makeOffice(harness());
    const plan = await planned(harness(), office);
    const made = (await (await handIn(office.student, plan)).json()) as Syllabus;
    const route = `/study-plans/${plan}/syllabi/${made.id}/reading`;
    const courses = () => send<object>(harness(), office.adviser, ['GET', `/study-plans/${plan}/courses`]);
    const before = await courses();
    const reading = await send<{ text: string; pairs: { home: string }[] }>(harness(), office.adviser, ['GET', route]);
    expect(reading.text).toContain('Matrices and vectors');
    expect(reading.pairs.map(({ home }) => home)).toEqual(['MAT1']);
    expect(await courses()).toEqual(before);
    const picture = (await (await handIn(office.student, plan, { content: PNG })).json()) as Syllabus;
    await send(harness(), office.adviser, ['GET', `/study-plans/${plan}/syllabi/${picture.id}/reading`], {
      expected: [400, 415, 422],
    });
  });
});
