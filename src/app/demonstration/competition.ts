/** The applications of the demonstration's year, and the places that the commission has given. */
import { type ApplicantFacts, type Application, type Call, Rational, type User } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { applyRanking, givePoints, rankCall } from '../coordinator/competition.ts';
import { uploadDocument } from '../coordinator/documents.ts';
import { move } from '../moves/move.ts';
import type { Service } from '../service/service.ts';
import { lodgeAppeal } from '../student/answers.ts';
import { startApplication } from '../student/applications.ts';
import { callerOf, daysAgo, did, staff, stepsFrom } from './office.ts';
import { inventedPaper } from './papers.ts';
import type { InventedYear } from './people.ts';

type InventedPerson = InventedYear['people'][number];

/** Facts under which every rule of the installed policy says yes; the average differs from student to student. */
const factsOf = (at: number, person: InventedPerson): Omit<ApplicantFacts, 'points'> => ({
  studyForm: person.application === 'ineligible' ? 'part-time' : 'full-time',
  yearOfStudy: 2,
  programmeYears: 4,
  gpa: Rational.of(310 + ((at * 37) % 85), 100),
  grades: { excellent: 6 + (at % 9), good: 8, satisfactory: 0, unsatisfactory: 0 },
  creditsEarned: Rational.of(120),
  languages: [
    { language: 'en', level: at % 3 === 0 ? 'C1' : 'B2', validUntil: null },
    { language: 'ru', level: 'C1', validUntil: null },
    { language: 'de', level: 'B2', validUntil: null },
  ],
  birthDate: '2006-03-01',
});

/** States that an application has left before it stands in each of them. */
const WAY: Readonly<Record<NonNullable<InventedPerson['application']>, readonly ('submit' | 'find-eligible')[]>> = {
  draft: [],
  withdrawn: [],
  submitted: ['submit'],
  ineligible: ['submit'],
  eligible: ['submit', 'find-eligible'],
  unscored: ['submit', 'find-eligible'],
  decided: ['submit', 'find-eligible'],
};

/** The student applies for a call; the office and the commission take it as far as the row says. Null where the row names no application. */
export async function apply(
  service: Service,
  {
    person,
    student,
    at,
    call,
  }: { readonly person: InventedPerson; readonly student: User; readonly at: number; readonly call: Call },
): Promise<Application | null> {
  const goal = person.application;
  if (goal === null) return null;
  const { next } = stepsFrom(service, 20);
  const [coordinator, commission] = [await staff(service, 'coordinator'), await staff(service, 'commission')];
  const draft = { call: call.id, funding: 'either' as const, facts: factsOf(at, person) };
  let record: Application = await did(
    startApplication(service, callerOf(service, student, next()), draft),
    'application',
  );
  const step = async (
    by: User,
    event: 'submit' | 'find-eligible' | 'find-ineligible' | 'withdraw',
    reason?: string,
  ) => {
    const asked = { kind: 'application' as const, id: record.id, revision: record.revision, event, reason };
    record = await did(move(service, callerOf(service, by, next()), asked), `${person.number} ${event}`);
  };
  for (const event of WAY[goal]) await step(event === 'submit' ? student : coordinator, event);
  if (goal === 'ineligible') await step(coordinator, 'find-ineligible', 'study-form');
  if (goal === 'withdrawn') await step(student, 'withdraw');
  if (record.state === 'submitted' || record.state === 'eligible')
    await handIn(service, { application: record.id, student, coordinator, at, next });
  if (goal === 'ineligible')
    await appeal(service, { application: record.id, student, coordinator, lodged: next(), admitted: next() });
  if (record.state !== 'eligible' || goal === 'unscored') return record;
  const points = { motivation: Rational.of(60 + ((at * 13) % 40)) };
  const asked = { id: record.id, revision: record.revision, points };
  return did(givePoints(service, callerOf(service, commission, next()), asked), 'points');
}

interface HandedIn {
  readonly application: string;
  readonly student: User;
  readonly coordinator: User;
  readonly at: number;
  readonly next: () => string;
}

/** Papers of an applicant: one accepted or returned, others that wait to be checked; not everybody is that far. */
async function handIn(service: Service, { application, student, coordinator, at, next }: HandedIn): Promise<void> {
  const types = (['application', 'language-certificate', 'recommendation-letters'] as const).slice(0, 1 + (at % 3));
  for (const [place, type] of types.entries()) {
    const file = { name: `${type}.pdf`, content: inventedPaper(`${type}, invented, of ${student.name}`) };
    const sent = { application, type, file, copies: type === 'recommendation-letters' ? 2 : 1 };
    const { id, revision } = await did(uploadDocument(service, callerOf(service, student, next()), sent), type);
    if (place > 0) continue;
    const checked = at % 4 === 0 ? { event: 'return' as const, reason: 'not-signed' } : { event: 'accept' as const };
    const asked = { kind: 'document' as const, id, revision, ...checked };
    await did(move(service, callerOf(service, coordinator, next()), asked), `${type} ${checked.event}`);
  }
}

/** Against a refusal, and admitted to the commission where `admitted` says when. */
async function appeal(
  service: Service,
  {
    application: id,
    student,
    coordinator,
    lodged,
    admitted,
  }: Pick<HandedIn, 'application' | 'student' | 'coordinator'> & {
    readonly lodged: string;
    readonly admitted: string | null;
  },
): Promise<void> {
  const text = 'My transcript of this term was not looked at.';
  const asked = { subject: { kind: 'application' as const, id }, ground: 'new-evidence', text };
  const made = await did(lodgeAppeal(service, callerOf(service, student, lodged), asked), 'appeal');
  if (admitted === null) return;
  const step = { kind: 'appeal' as const, id: made.id, revision: made.revision, event: 'admit' as const };
  await did(move(service, callerOf(service, coordinator, admitted), step), 'appeal admitted');
}

/** Ranks the applicants of a call, and carries the ranking out where it is decided. */
export async function rankOneCall(service: Service, call: string, isDecided: boolean): Promise<void> {
  const by = callerOf(service, await staff(service, 'commission'), daysAgo(service, 6));
  const { number } = await did(rankCall(service, by, call), 'ranking');
  if (!isDecided) return;
  await did(applyRanking(service, by, { call, number, declineReason: 'no-seat' }), 'places');
  const { connection } = service.store;
  const [declined] = (await store.list(connection, 'application', { where: { call, state: 'declined' } })).items;
  const student = declined && (await store.find(connection, 'user', declined.student));
  if (!student) return;
  const coordinator = await staff(service, 'coordinator');
  const lodged = daysAgo(service, 1);
  await appeal(service, { application: declined.id, student, coordinator, lodged, admitted: null });
}
