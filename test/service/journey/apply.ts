/** The first part of the journey: from the call to the place, and the papers until the stay begins. By the typed client. */
import { expect } from 'vitest';
import type { DocumentType } from '../../../src/domain/index.ts';
import type { Harness } from '../harness.ts';
import type { Office } from '../plan-life.ts';
import { based, clientOf, granted } from './client.ts';

export const HOST = 'Fjordgate University of Technology (invented)';
export const STAY = { start: '2027-09-01', end: '2028-01-31' };

const CALL_FILE = [
  'university,city,country,specialty,requirements,tuition_payment,costs,quantity,catalogue_links,deadline',
  `${HOST},Fjordgate,Norway,6B071 Electric Power Engineering,English B2,No tuition fee,14500 NOK a month,1,https://catalogue.fjordgate.example/courses,2027-03-01`,
].join('\n');

/** Under which every rule of the installed policy says yes. */
const FACTS = {
  studyForm: 'full-time' as const,
  yearOfStudy: 2,
  programmeYears: 4,
  gpa: '3.5',
  grades: { excellent: 5, good: 4, satisfactory: 0, unsatisfactory: 0 },
  creditsEarned: '120',
  languages: [{ language: 'en', level: 'B2' as const, validUntil: '2029-01-01' }],
  birthDate: '2007-03-01',
};

const PDF = '%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';

/** The call file is tried, imported, completed by hand and published. Answers the id of the call. */
export async function publishCall(harness: Harness, { coordinator, student }: Office): Promise<string> {
  const { calls } = clientOf(harness, coordinator);
  const importFile = (dryRun: boolean) => granted(calls.import.$post({ json: { csv: CALL_FILE, dryRun }, header: {} }));
  expect((await importFile(true)).calls).toMatchObject([{ outcome: 'new', id: null }]);
  const [imported] = (await importFile(false)).calls;
  const id = imported?.id ?? '';
  expect((await importFile(true)).calls).toMatchObject([{ outcome: 'same', id }]);
  const {
    partnership,
    concerns: _,
    seats: __,
    revision,
    ...draft
  } = await granted(calls[':id'].$get({ param: { id } }));
  expect(partnership).toBe('negotiation-needed');
  const { id: ___, state: ____, applications: _____, ...content } = draft;
  const json = { ...content, stay: STAY, languages: [{ language: 'en', level: 'B2' as const }], grantPlaces: 1 };
  const completed = await granted(calls[':id'].$put({ ...based({ id, revision }), json }));
  const seen = await clientOf(harness, student).calls[':id'].$get({ param: { id } });
  expect(seen.status).toBe(404);
  expect((await granted(calls[':id'].publish.$post(based(completed)))).state).toBe('open');
  return id;
}

/** The student applies, every rule of eligibility says yes, and the commission gives the place, which is accepted. Answers the id. */
export async function winPlace(harness: Harness, office: Office, call: string): Promise<string> {
  const own = clientOf(harness, office.student).applications;
  const draft = await granted(own.$post({ json: { call, funding: 'grant', facts: FACTS }, header: {} }));
  const { id } = draft;
  const { answer, answers } = await granted(own[':id'].eligibility.$get({ param: { id } }));
  expect(answer).toBe('yes');
  expect(answers.every((one) => one.answer === 'yes' && one.source !== '')).toBe(true);
  const submitted = await granted(own[':id'].submit.$post({ ...based(draft), json: {} }));
  const checked = clientOf(harness, office.coordinator).applications[':id'];
  const eligible = await granted(checked['find-eligible'].$post({ ...based(submitted), json: {} }));

  const commission = clientOf(harness, office.commission);
  const points = { points: { motivation: '80' } };
  const scored = await granted(commission.applications[':id'].points.$post({ ...based(eligible), json: points }));
  const { proposals } = await granted(commission.calls[':id'].ranking.$post({ param: { id: call }, header: {} }));
  expect(proposals).toMatchObject([{ application: id, proposal: 'award', funding: 'grant' }]);
  const decision = { decision: 'award' as const };
  const awarded = await granted(commission.applications[':id'].decide.$post({ ...based(scored), json: decision }));
  expect(awarded).toMatchObject({ state: 'awarded', award: { funding: 'grant', rank: 1 } });
  const { seats } = await granted(commission.calls[':id'].ranking.$get({ param: { id: call } }));
  expect(seats).toMatchObject({ quantity: 1, taken: 1, grantsTaken: 1 });
  await granted(own[':id'].accept.$post({ ...based(awarded), json: {} }));
  return id;
}

const readApplication = (harness: Harness, { student }: Office, id: string) =>
  granted(clientOf(harness, student).applications[':id'].$get({ param: { id } }));

/** Papers that are due with the application; the others are due before the stay. */
const EARLY: ReadonlySet<DocumentType> = new Set([
  'application',
  'recommendation-letters',
  'transcript-copy',
  'language-certificate',
]);

/** Hands in the papers of the application, or those of the stay, and has them accepted. One comes back first. */
export async function handInPapers(
  harness: Harness,
  office: Office,
  { id, when, issuedOn }: { readonly id: string; readonly when: 'early' | 'late'; readonly issuedOn: string },
): Promise<void> {
  const own = clientOf(harness, office.student).applications[':id'];
  const check = clientOf(harness, office.coordinator).documents[':id'];
  const checklist = () => granted(own.checklist.$get({ param: { id } }));
  const { items } = await checklist();
  expect(items.map(({ required }) => required)).toEqual(Array(10).fill('yes'));
  for (const { type } of items.filter((item) => EARLY.has(item.type) === (when === 'early'))) {
    const form = { file: new File([PDF], `${type}.pdf`), issuedOn, copies: '2' };
    const handIn = () => granted(own.documents[':type'].files.$post({ param: { id, type }, header: {}, form }));
    const first = await handIn();
    if (type === 'application') await granted(check.return.$post({ ...based(first), json: { reason: 'not-signed' } }));
    const document = type === 'application' ? await handIn() : first;
    expect((await granted(check.accept.$post({ ...based(document), json: {} }))).state).toBe('accepted');
  }
  expect((await checklist()).complete).toBe(when === 'late');
}

/** The office sends the student off: only with all papers and the agreed plan. */
export async function depart(harness: Harness, office: Office, id: string): Promise<void> {
  const { revision } = await readApplication(harness, office, id);
  const { applications } = clientOf(harness, office.coordinator);
  const away = await granted(applications[':id'].depart.$post({ ...based({ id, revision }), json: {} }));
  expect(away.state).toBe('away');
}

/** The case ends: only with the plan closed. */
export async function complete(harness: Harness, office: Office, id: string): Promise<void> {
  const { revision } = await readApplication(harness, office, id);
  const { applications } = clientOf(harness, office.coordinator);
  const completed = await granted(applications[':id'].complete.$post({ ...based({ id, revision }), json: {} }));
  expect(completed.state).toBe('completed');
}

/** That the office can not send the student off yet, for want of `guard`. */
export async function canNotDepart(harness: Harness, office: Office, id: string, guard: string): Promise<void> {
  const { revision } = await readApplication(harness, office, id);
  const { applications } = clientOf(harness, office.coordinator);
  const refused = await applications[':id'].depart.$post({ ...based({ id, revision }), json: {} });
  expect([refused.status, await refused.text()]).toEqual([422, expect.stringContaining(guard)]);
}
