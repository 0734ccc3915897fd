/** The applications of the demonstration's year, and the places that the commission has given. */
import { type ApplicantFacts, type Application, Rational, type User } from '../../domain/index.ts';
import { applyRanking, givePoints, rankCall } from '../coordinator/competition.ts';
import { move } from '../moves/move.ts';
import type { Service } from '../service/service.ts';
import { startApplication } from '../student/applications.ts';
import { callerOf, daysAgo, did, staff, stepsFrom } from './office.ts';
import type { InventedYear } from './people.ts';

type Applicant = InventedYear['people'][number];

/** Facts under which every rule of the installed policy says yes; the average differs from student to student. */
const factsOf = (at: number, person: Applicant): Omit<ApplicantFacts, 'points'> => ({
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
const WAY: Readonly<Record<NonNullable<Applicant['application']>, readonly ('submit' | 'find-eligible')[]>> = {
  draft: [],
  withdrawn: [],
  submitted: ['submit'],
  ineligible: ['submit'],
  eligible: ['submit', 'find-eligible'],
  decided: ['submit', 'find-eligible'],
};

/** The student applies for a call; the office and the commission take it as far as the row says. */
export async function apply(
  service: Service,
  {
    person,
    student,
    at,
    call,
  }: { readonly person: Applicant; readonly student: User; readonly at: number; readonly call: string },
): Promise<void> {
  const goal = person.application;
  if (goal === null) return;
  const next = stepsFrom(service, 12);
  const [coordinator, commission] = [await staff(service, 'coordinator'), await staff(service, 'commission')];
  const draft = { call, funding: 'either' as const, facts: factsOf(at, person) };
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
  if (record.state !== 'eligible') return;
  const points = { motivation: Rational.of(60 + ((at * 13) % 40)) };
  const asked = { id: record.id, revision: record.revision, points };
  await did(givePoints(service, callerOf(service, commission, next()), asked), 'points');
}

/** Ranks the applicants of a call, and carries the ranking out where it is decided. */
export async function rank(service: Service, call: string, isDecided: boolean): Promise<void> {
  const by = callerOf(service, await staff(service, 'commission'), daysAgo(service, 6));
  const { number } = await did(rankCall(service, by, call), 'ranking');
  if (isDecided) await did(applyRanking(service, by, { call, number, declineReason: 'no-seat' }), 'places');
}
