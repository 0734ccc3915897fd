/** The third part of the journey: the transcript, the recognition, the appeal and the recognition after it, up to the closed plan. */
import { expect } from 'vitest';
import type { Appeal, Plan, PlanVersion, RecognitionCase, StudyPlan } from '../../../src/domain/index.ts';
import type { Harness } from '../harness.ts';
import { type Office, send } from '../plan-life.ts';

/** What the host certifies for a plan: every course with its credits as printed, but one with half a credit less, and one failed. */
function transcriptOf({ bundles, host }: Plan): string {
  const rows = bundles.flatMap((bundle) => bundle.host);
  const lines = rows.map(({ code, titles, credits }, index) => {
    const printed = Number(String(credits?.min ?? 5));
    const [points, grade] = [index === 0 ? printed - 0.5 : printed, index === rows.length - 1 ? 'F' : 'B'];
    return `P-17,${host.institution},${code},"${Object.values(titles)[0]}",${points},ECTS,${grade},ects_old,2028-01-20,autumn,en,1`;
  });
  return [
    'student,institution,code,title,credits,credit_system,grade,grade_scale,completed_on,term,language,attempt',
    ...lines,
  ].join('\n');
}

interface Prepared {
  readonly recognition: RecognitionCase;
}

/** The transcript comes back and is reconciled; a flagged row needs its word and a second person; it is issued. */
export async function recognise(
  harness: Harness,
  { registrar, secondRegistrar, student }: Office,
  { id, version }: StudyPlan,
): Promise<RecognitionCase> {
  const route = `/study-plans/${id}`;
  const agreed = await send<PlanVersion>(harness, registrar, ['GET', `${route}/versions/${version}`]);
  const received = await send<{ plan: StudyPlan }>(harness, registrar, ['POST', `${route}/transcripts`], {
    body: { transcript: { csv: transcriptOf(agreed.plan) } },
  });
  expect(received.plan.state).toBe('returned');
  const { recognition: prepared } = await send<Prepared>(harness, registrar, ['POST', `${route}/recognitions`], {
    body: {},
  });
  expect(prepared.flagged.length).toBeGreaterThan(0);
  const ofCase = `/recognitions/${prepared.id}`;
  await send(harness, registrar, ['POST', `${ofCase}/sign`], { revision: 1, expected: [422] });
  const resolutions = prepared.flagged.map(({ line }) => ({ line, resolution: 'accepted-as-is' }));
  await send(harness, registrar, ['POST', `${ofCase}/resolutions`], { revision: 1, body: { resolutions } });
  const signed = await send<RecognitionCase>(harness, registrar, ['POST', `${ofCase}/sign`], { revision: 2 });
  expect(signed.state).toBe('second-look');
  await send(harness, registrar, ['POST', `${ofCase}/countersign`], { revision: 3, expected: [422] });
  await send(harness, secondRegistrar, ['POST', `${ofCase}/countersign`], { revision: 3 });
  const issued = await send<RecognitionCase>(harness, registrar, ['POST', `${ofCase}/issue`], { revision: 4 });
  expect(issued).toMatchObject({
    state: 'issued',
    signedBy: registrar.user.id,
    countersignedBy: secondRegistrar.user.id,
  });
  expect((await send<StudyPlan>(harness, student, ['GET', route])).state).toBe('recognised');
  return issued;
}

/** The protocol as a file, in three forms. */
export async function readProtocol(harness: Harness, { student }: Office, { id }: RecognitionCase): Promise<void> {
  for (const [format, start] of [
    ['pdf', '%PDF-'],
    ['csv', 'kind,'],
    ['json', '{'],
  ] as const) {
    const file = await harness.request('GET', `/api/v1/recognitions/${id}/protocol?format=${format}`, student);
    expect([file.status, file.headers.get('content-disposition')]).toEqual([
      200,
      `attachment; filename="recognition-en.${format}"`,
    ]);
    expect((await file.text()).replace(/^\ufeff/, '').startsWith(start)).toBe(true);
  }
}

/** The student appeals, once; upheld by somebody who did not decide, it opens the recognition again. */
export async function appeal(
  harness: Harness,
  { student, registrar, secondRegistrar, coordinator, commission }: Office,
  { id, studyPlan }: RecognitionCase,
): Promise<RecognitionCase> {
  const ofCase = `/recognitions/${id}`;
  await send(harness, registrar, ['POST', `${ofCase}/close`], { revision: 5, expected: [422] });
  const lodge = (expected: number[]) =>
    send<Appeal>(harness, student, ['POST', `${ofCase}/appeals`], { body: { ground: 'figure-wrong' }, expected });
  const lodged = await lodge([201]);
  expect(lodged.decidedBy).toEqual([registrar.user.id, secondRegistrar.user.id]);
  await lodge([409]);
  await send(harness, coordinator, ['POST', `/appeals/${lodged.id}/admit`], { revision: 1 });
  await send(harness, commission, ['POST', `/appeals/${lodged.id}/decision`], {
    revision: 2,
    body: { answer: 'uphold', reason: 'figure-wrong' },
  });
  const reopened = await send<RecognitionCase>(harness, student, ['GET', ofCase]);
  expect(reopened).toMatchObject({ state: 'prepared', signedBy: null, issuedOn: null });
  expect(await send<StudyPlan>(harness, student, ['GET', `/study-plans/${studyPlan}`])).toMatchObject({
    state: 'reconciled',
    reason: 'figure-wrong',
  });
  return reopened;
}

/** Prepared anew without the rows that nobody recognises, signed, issued, accepted and closed, and the plan with it. */
export async function recogniseAgain(
  harness: Harness,
  { registrar, directorate, student }: Office,
  { id, studyPlan, flagged }: RecognitionCase,
): Promise<void> {
  const route = `/study-plans/${studyPlan}`;
  const leftOut = flagged.map(({ line }) => line);
  const { recognition: second } = await send<Prepared>(harness, registrar, ['POST', `${route}/recognitions`], {
    body: { leftOut },
  });
  expect((await send<RecognitionCase>(harness, student, ['GET', `/recognitions/${id}`])).state).toBe('superseded');
  const ofCase = `/recognitions/${second.id}`;
  const resolutions = second.flagged.map(({ line }) => ({ line, resolution: 'not-recognised' }));
  await send(harness, registrar, ['POST', `${ofCase}/resolutions`], { revision: 1, body: { resolutions } });
  await send(harness, registrar, ['POST', `${ofCase}/sign`], { revision: 2 });
  await send(harness, directorate, ['POST', `${ofCase}/countersign`], { revision: 3 });
  await send(harness, registrar, ['POST', `${ofCase}/issue`], { revision: 4 });
  await send(harness, student, ['POST', `${ofCase}/accept`], { revision: 5 });
  const closed = await send<RecognitionCase>(harness, registrar, ['POST', `${ofCase}/close`], { revision: 6 });
  expect(closed.state).toBe('closed');
  const { revision } = await send<StudyPlan>(harness, registrar, ['GET', route]);
  const plan = await send<StudyPlan>(harness, registrar, ['POST', `${route}/close`], { revision, body: {} });
  expect(plan.state).toBe('closed');
}
