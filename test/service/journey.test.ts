/** A student's whole way over HTTP: from the application to the closed recognition. */
import { expect, it } from 'vitest';
import type { Appeal, BundlePrecedent, Plan, PlanVersion, RecognitionCase, StudyPlan } from '../../src/domain/index.ts';
import { verifyAudit } from '../../src/store/index.ts';
import { makeApplication } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { agreeWithHost, fixture, lackingInNotices, makeOffice, send } from './plan-life.ts';

interface Imported {
  readonly version: { readonly id: string };
  readonly created: boolean;
}

/** What the host certifies for a plan: every course with its credits as printed, but one with a credit less, and one failed. */
function transcriptOf({ bundles, host }: Plan): string {
  const rows = bundles.flatMap((bundle) => bundle.host);
  const lines = rows.map(({ code, titles, credits }, index) => {
    const printed = Number(String(credits?.min ?? 5));
    const [points, grade] = [index === 0 ? printed - 0.5 : printed, index === rows.length - 1 ? 'F' : 'B'];
    return `P-17,${host.institution},${code},"${Object.values(titles)[0]}",${points},ECTS,${grade},ects_old,2027-06-02,spring,en,1`;
  });
  return [
    'student,institution,code,title,credits,credit_system,grade,grade_scale,completed_on,term,language,attempt',
    ...lines,
  ].join('\n');
}

onEveryService('the journey', (harness) => {
  it('leads from the application to the closed recognition, and an upheld appeal leads round once more', async () => {
    const office = await makeOffice(harness());
    const { student, directorate, coordinator, registrar, secondRegistrar, commission } = office;
    const call = <T>(...args: Parameters<typeof send> extends [unknown, ...infer R] ? R : never) =>
      send<T>(harness(), ...args);

    // The courses of both sides.
    const csv = fixture('home/curriculum_electric_power.csv');
    const curriculum = await call<Imported>(registrar, ['POST', '/curriculum-versions'], { body: { csv } });
    const host = { csv: fixture('hosts/fjordgate_en.csv'), language: 'en' };
    const catalogue = await call<Imported>(coordinator, ['POST', '/catalogue-versions'], { body: host });
    const again = await call<Imported>(coordinator, ['POST', '/catalogue-versions'], { body: host });
    expect([catalogue.created, again.created, again.version.id]).toEqual([true, false, catalogue.version.id]);

    // The plan, made by the planner for the application.
    const { application } = await makeApplication(harness().store, {
      student: student.user,
      institute: { id: office.institute, revision: 1, code: 'x', names: { en: 'x' } },
    });
    const from = { curriculum: curriculum.version.id, catalogue: catalogue.version.id, semester: 6, minEcts: '10' };
    const drafted = await call<{ plan: StudyPlan; problems: unknown[] }>(student, ['POST', '/study-plans'], {
      body: { application: application.id, source: { from } },
    });
    expect(drafted.plan).toMatchObject({ state: 'draft', application: application.id, institute: office.institute });
    const route = `/study-plans/${drafted.plan.id}`;
    const submitted = await call<StudyPlan>(student, ['POST', `${route}/submit`], { revision: 1, body: {} });
    expect(submitted.state).toBe('submitted');

    // The directorate looks, and approves all of it.
    const standing = await call<{
      bundles: { precedents: { says: string } }[];
      rules: { severity: string }[];
      events: { event: string }[];
    }>(directorate, ['GET', `${route}/standing`]);
    expect(standing.rules).toEqual([]);
    expect(standing.bundles.every(({ precedents }) => precedents.says === 'nothing')).toBe(true);
    expect(standing.events.map(({ event }) => event)).toContain('approve');
    const decided = await call<{ plan: StudyPlan; event: string; problems: unknown[] }>(
      directorate,
      ['POST', `${route}/decisions`],
      { body: { version: 1, seen: 0, whole: { decision: 'approve', comment: 'Said about P-17 alone.' } } },
    );
    expect([decided.plan.state, decided.event, decided.problems]).toEqual(['pre-approved', 'approve', []]);

    // What was decided is remembered, without a person in it, and used at once.
    const { items: precedents } = await call<{ items: BundlePrecedent[] }>(directorate, ['GET', '/precedents']);
    expect(precedents.length).toBe(standing.bundles.length);
    const written = JSON.stringify(precedents);
    for (const personal of [student.user.id, directorate.user.id, 'P-17', drafted.plan.id])
      expect(written).not.toContain(personal);
    const matched = await call<{ results: { matches: { precedents: unknown[] }[] }[] }>(
      student,
      ['POST', '/stored-matches'],
      { body: { curriculum: from.curriculum, catalogue: from.catalogue, semester: 6 } },
    );
    expect(matched.results.flatMap(({ matches }) => matches.flatMap((one) => one.precedents)).length).toBeGreaterThan(
      0,
    );

    // The host agrees: a frozen first version.
    const frozen = await agreeWithHost(harness(), office, decided.plan);
    expect([frozen.state, frozen.version]).toEqual(['frozen', 2]);
    const version = await call<PlanVersion>(student, ['GET', `${route}/versions/2`]);
    expect(version.kind).toBe('first');

    // The transcript comes back and is reconciled.
    const received = await call<{ plan: StudyPlan }>(registrar, ['POST', `${route}/transcripts`], {
      body: { transcript: { csv: transcriptOf(version.plan) } },
    });
    expect(received.plan.state).toBe('returned');
    const prepared = (
      await call<{ recognition: RecognitionCase }>(registrar, ['POST', `${route}/recognitions`], { body: {} })
    ).recognition;
    expect(prepared.flagged.length).toBeGreaterThan(0);
    const ofCase = `/recognitions/${prepared.id}`;

    // A flagged row needs its word and a second person.
    await call(registrar, ['POST', `${ofCase}/sign`], { revision: 1, expected: [422] });
    const resolutions = prepared.flagged.map(({ line }) => ({ line, resolution: 'accepted-as-is' }));
    await call(registrar, ['POST', `${ofCase}/resolutions`], { revision: 1, body: { resolutions } });
    const signed = await call<RecognitionCase>(registrar, ['POST', `${ofCase}/sign`], { revision: 2 });
    expect(signed.state).toBe('second-look');
    await call(registrar, ['POST', `${ofCase}/countersign`], { revision: 3, expected: [422] });
    await call(secondRegistrar, ['POST', `${ofCase}/countersign`], { revision: 3 });
    const issued = await call<RecognitionCase>(registrar, ['POST', `${ofCase}/issue`], { revision: 4 });
    expect(issued).toMatchObject({
      state: 'issued',
      signedBy: registrar.user.id,
      countersignedBy: secondRegistrar.user.id,
    });
    expect((await call<StudyPlan>(student, ['GET', route])).state).toBe('recognised');

    // The protocol as a file, in three forms.
    for (const [format, start] of [
      ['pdf', '%PDF-'],
      ['csv', 'kind,'],
      ['json', '{'],
    ] as const) {
      const file = await harness().request('GET', `/api/v1${ofCase}/protocol?format=${format}`, {
        cookie: student.cookie,
      });
      expect([file.status, file.headers.get('content-disposition')]).toEqual([
        200,
        `attachment; filename="recognition-en.${format}"`,
      ]);
      expect((await file.text()).replace(/^\ufeff/, '').startsWith(start)).toBe(true);
    }

    // The student appeals; upheld, it leads round once more.
    await call(registrar, ['POST', `${ofCase}/close`], { revision: 5, expected: [422] });
    const appeal = await call<Appeal>(student, ['POST', `${ofCase}/appeals`], { body: { ground: 'figure-wrong' } });
    expect(appeal.decidedBy).toEqual([registrar.user.id, secondRegistrar.user.id]);
    await call(student, ['POST', `${ofCase}/appeals`], { body: { ground: 'figure-wrong' }, expected: [409] });
    await call(coordinator, ['POST', `/appeals/${appeal.id}/admit`], { revision: 1 });
    await call(commission, ['POST', `/appeals/${appeal.id}/decision`], {
      revision: 2,
      body: { answer: 'uphold', reason: 'figure-wrong' },
    });
    const reopened = await call<RecognitionCase>(student, ['GET', ofCase]);
    expect(reopened).toMatchObject({ state: 'prepared', signedBy: null, issuedOn: null });
    expect(await call<StudyPlan>(student, ['GET', route])).toMatchObject({
      state: 'reconciled',
      reason: 'figure-wrong',
    });

    // Prepared anew, without the row that nobody recognises, it is signed, issued, accepted and closed.
    const leftOut = reopened.flagged.map(({ line }) => line);
    const second = (
      await call<{ recognition: RecognitionCase }>(registrar, ['POST', `${route}/recognitions`], { body: { leftOut } })
    ).recognition;
    expect((await call<RecognitionCase>(student, ['GET', ofCase])).state).toBe('superseded');
    const last = `/recognitions/${second.id}`;
    const said = second.flagged.map(({ line }) => ({ line, resolution: 'not-recognised' }));
    await call(registrar, ['POST', `${last}/resolutions`], { revision: 1, body: { resolutions: said } });
    await call(registrar, ['POST', `${last}/sign`], { revision: 2 });
    await call(directorate, ['POST', `${last}/countersign`], { revision: 3 });
    await call(registrar, ['POST', `${last}/issue`], { revision: 4 });
    await call(student, ['POST', `${last}/accept`], { revision: 5 });
    const closed = await call<RecognitionCase>(registrar, ['POST', `${last}/close`], { revision: 6 });
    expect(closed.state).toBe('closed');
    const { revision } = await call<StudyPlan>(registrar, ['GET', route]);
    expect((await call<StudyPlan>(registrar, ['POST', `${route}/close`], { revision, body: {} })).state).toBe('closed');

    expect((await verifyAudit(harness().store)).ok).toBe(true);
    const notices = await harness().store.connection.selectFrom('notices').select(['to', 'body']).execute();
    expect(notices.filter(({ to }) => to === student.user.id).length).toBeGreaterThan(3);
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});
