/** Catalogues in versions and the precedents that rest on their texts; the desk, the audit, and a person's own data, over HTTP. */
import { expect, it } from 'vitest';
import type { BundlePrecedent, QueueItem, StudyPlan } from '../../src/domain/index.ts';
import { precedents, transact } from '../../src/store/index.ts';
import { bundle, planOf, precedent } from '../mobility/plans.ts';
import { act, granted, unique } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';
import { makeOffice, send, submitPlan } from './plan-life.ts';

interface Outcome {
  readonly version: { id: string; number: number } | null;
  readonly created: boolean;
  readonly difference: { added: string[]; removed: string[]; changed: { code: string }[]; unchanged: number };
  readonly precedents: { code: string; reopens: boolean }[];
}

const csvOf = (institution: string, description: string, year = '2026/27') =>
  [
    'institution,academic_year,code,title,description,credits,credit_system',
    `${institution},${year},M-10,Mathematics,"${description}",5,ECTS`,
    `${institution},${year},P-10,Physics,"Motion, heat and light, in ten lectures.",5,ECTS`,
  ].join('\n');
const OLD = 'Limits and derivatives of functions of one variable, with applications.';
const NEW = 'Pottery, glazing and the history of kilns, with an excursion.';

/** A counting precedent of an institute about M-10 of a host, decided on the text that the file has. */
async function remember({ store }: Harness, institute: string, host: string): Promise<BundlePrecedent> {
  const made = precedent('x', bundle('b1', ['MAT1'], ['M-10']), 'approve', { institute, decidedOn: '2026-10-01' });
  const texts = made.host.courses.map((course) => ({
    ...course,
    titles: { en: 'Mathematics' },
    descriptions: { en: OLD },
  }));
  const { id: _, ...draft } = { ...made, host: { institution: host, courses: texts } };
  return granted(await transact(store, (tx) => precedents.create(tx, draft, act('plan.decide'))));
}

onEveryService('catalogues', (harness) => {
  it('are imported once, tried without a trace, and open precedents again whose text moved too far', async () => {
    const office = await makeOffice(harness());
    const { coordinator, directorate } = office;
    const host = `Host ${unique()}`;
    const add = (csv: string, dryRun = false) =>
      send<Outcome>(harness(), coordinator, ['POST', '/catalogue-versions'], { body: { csv, language: 'en', dryRun } });
    const first = await add(csvOf(host, OLD));
    expect([first.created, first.version?.number, first.difference.added]).toEqual([true, 1, ['M-10', 'P-10']]);
    expect((await add(csvOf(host, OLD))).created).toBe(false);
    const { id } = await remember(harness(), office.institute, host);
    const statusNow = async () =>
      (await send<BundlePrecedent>(harness(), directorate, ['GET', `/precedents/${id}`])).status;

    const tried = await add(csvOf(host, NEW), true);
    expect([tried.created, tried.version?.number]).toEqual([false, 1]);
    expect(tried.difference).toMatchObject({ changed: [{ code: 'M-10' }], unchanged: 1 });
    expect(tried.precedents).toMatchObject([{ code: 'M-10', reopens: true }]);
    expect(await statusNow()).toBe('counts');

    // A catalogue of a year gone by changes nothing of today.
    expect((await add(csvOf(host, NEW, '2019/20'))).precedents).toEqual([]);
    const second = await add(csvOf(host, NEW));
    expect([second.created, second.version?.number]).toEqual([true, 2]);
    expect(await statusNow()).toBe('reopened');

    const queue = await send<{ items: QueueItem[] }>(harness(), directorate, ['GET', '/queue/precedents']);
    expect(queue.items).toMatchObject([{ id, reason: 'precedent.reopened' }]);
    const listed = await send<{ items: unknown[]; next: string | null }>(harness(), office.student, [
      'GET',
      `/catalogue-versions/${second.version?.id}/courses?limit=1&text=physics`,
    ]);
    expect(listed).toMatchObject({ items: [{ code: 'P-10' }], next: null });
    const page = await send<{ next: string }>(harness(), office.student, [
      'GET',
      `/catalogue-versions/${second.version?.id}/courses?limit=1`,
    ]);
    const rest = await send<{ items: unknown[] }>(harness(), office.student, [
      'GET',
      `/catalogue-versions/${second.version?.id}/courses?after=${page.next}`,
    ]);
    expect(rest.items).toMatchObject([{ code: 'P-10' }]);
  });

  it('give the texts on which a precedent is decided anew', async () => {
    const office = await makeOffice(harness());
    const host = `Host ${unique()}`;
    const { registrar, coordinator, directorate } = office;
    const { id, home } = await remember(harness(), office.institute, host);
    const decide = (expected: number[], body: object) =>
      send<BundlePrecedent>(harness(), directorate, ['POST', `/precedents/${id}/decision`], { body, expected });
    // Without a curriculum and a catalogue there is no text to bind it to.
    await decide([422], { decision: 'approved' });
    const curriculum = `institution,programme,code,title,credits,credit_system,semester\n"${home.institution}",Power ${unique()},MAT1,Course MAT1,5,ECTS,5`;
    await send(harness(), registrar, ['POST', '/curriculum-versions'], { body: { csv: curriculum } });
    await send(harness(), coordinator, ['POST', '/catalogue-versions'], { body: { csv: csvOf(host, NEW) } });
    await decide([422], { decision: 'refused' });
    const made = await decide([201], { decision: 'refused', reason: 'content-differs' });
    expect(made).toMatchObject({
      decision: 'refused',
      status: 'counts',
      host: { courses: [{ descriptions: { en: NEW } }] },
    });
    await decide([409], { decision: 'approved' });
    const other = await remember(harness(), (await makeOffice(harness())).institute, host);
    const { items } = await send<{ items: { approved: { id: string }[]; refused: { id: string }[] }[] }>(
      harness(),
      registrar,
      ['GET', '/precedents/contradictions'],
    );
    expect(items.some(({ approved, refused }) => approved[0]?.id === other.id && refused[0]?.id === made.id)).toBe(
      true,
    );
    await send(harness(), registrar, ['GET', '/precedents/expiring']);
  });
});

onEveryService('the audit and personal data', (harness) => {
  it('show an administrator what was done to a thing, and that nothing was altered', async () => {
    const office = await makeOffice(harness());
    const { administrator, student } = office;
    const plan = await submitPlan(harness(), office, planOf(bundle('b1', ['MAT1'], ['M-10'])));
    const { items } = await send<{ items: { action: string; actor: string }[] }>(harness(), administrator, [
      'GET',
      `/audit/events?kind=${encodeURIComponent('study plan')}&id=${plan.id}`,
    ]);
    expect(items.map(({ action, actor }) => [action, actor])).toEqual([
      ['plan.create', student.user.id],
      ['plan.submit', student.user.id],
    ]);
    const head = await send<{ count: number }>(harness(), administrator, ['POST', '/audit/verification'], { body: {} });
    await send(harness(), administrator, ['POST', '/audit/verification'], { body: { anchors: [head] } });
    const forged = { anchors: [{ count: 1, hash: 'f'.repeat(64) }] };
    await send(harness(), administrator, ['POST', '/audit/verification'], { body: forged, expected: [422] });
  });

  it('are handed to the person they are about, and erased as far as the case allows', async () => {
    const office = await makeOffice(harness());
    const { administrator, student } = office;
    const plan: StudyPlan = await submitPlan(harness(), office, planOf(bundle('b1', ['MAT1'], ['M-10'])));
    const route = `/users/${student.user.id}`;
    const data = await send<{ studyPlans: { plan: { id: string } }[] }>(harness(), student, [
      'GET',
      `${route}/personal-data`,
    ]);
    expect(data.studyPlans.map((one) => one.plan.id)).toEqual([plan.id]);
    await send(harness(), office.directorate, ['GET', `${route}/personal-data`], { expected: [403] });

    const erase = (dryRun: boolean) =>
      send<{ now: { of: string }[]; later: { of: string }[] }>(harness(), administrator, ['POST', `${route}/erasure`], {
        body: { dryRun },
      });
    const running = await erase(true);
    expect(running.later.map(({ of }) => of)).toContain('user');
    const { revision } = await send<StudyPlan>(harness(), student, ['GET', `/study-plans/${plan.id}`]);
    await send(harness(), student, ['POST', `/study-plans/${plan.id}/withdraw`], {
      revision,
      body: { reason: 'illness' },
    });
    const settled = await erase(false);
    expect(settled.now.map(({ of }) => of)).toContain('user');
    const erased = await send<{ name: string; active: boolean }>(harness(), administrator, ['GET', route]);
    expect(erased).toMatchObject({ name: 'erased', active: false });
  });
});
