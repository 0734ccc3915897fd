/** What students say to decisions: answers to questions, and appeals. */
import {
  type Appeal,
  appealSchema,
  type ChangeProposal,
  changeProposalSchema,
  type DecisionDraft,
  type Result,
  reason,
  type StudyPlan,
  studyPlanSchema,
} from '../../domain/index.ts';
import { reasonsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { asPlan, decisionsOn, loadPlanCase, lockPlanCase, subjectOf } from '../cases/plan-case.ts';
import { checkVersion, takeDecisions } from '../cases/take-decisions.ts';
import { follow, tellCreated } from '../moves/move.ts';
import { CHANGE } from '../moves/plan.ts';
import { appealsAbout } from '../moves/recognition.ts';
import { permit } from '../service/authorise.ts';
import { refuseState } from '../service/records.ts';
import { type Caller, dayOf, found, need, refuse, type Service, write } from '../service/service.ts';

type Answers = readonly Extract<DecisionDraft, { decision: 'answer' }>[];

/** With the last answer the plan is the directorate's again. */
export const answerQuestions = (
  service: Service,
  caller: Caller,
  asked: {
    readonly studyPlan: string;
    readonly version: number;
    readonly answers: Answers;
  },
): Promise<Result<StudyPlan>> =>
  write(service, caller, { action: 'plan.answer', answer: studyPlanSchema }, async (work) => {
    const found = await lockPlanCase(work, asked.studyPlan);
    const { record, subject } = found;
    permit(work, 'plan.answer', subject);
    checkVersion(found, asked.version);
    if (record.state !== 'asked') refuseState('plan', record.state, 'no-question-open');
    const judged = await takeDecisions(work, asPlan(found), { drafts: asked.answers, as: record.institute });
    if (!judged.outcome.holds['questions-answered']) return record;
    return follow(work, 'plan', { found, event: 'answer', input: { judged } });
  });

/** The student's answers to questions about a change. */
export const answerOnChange = (
  service: Service,
  caller: Caller,
  asked: {
    readonly id: string;
    readonly answers: Answers;
  },
): Promise<Result<ChangeProposal>> =>
  write(service, caller, { action: 'change.answer', answer: changeProposalSchema }, async (work) => {
    const found = await CHANGE.lock(work, asked.id, 'answer');
    const { record: change, subject, plan } = found;
    permit(work, 'plan.answer', subject);
    if (change.state !== 'asked') refuseState('change', change.state, 'no-question-open');
    const decidable = { found: plan, plan: change.plan, change };
    const judged = await takeDecisions(work, decidable, { drafts: asked.answers, as: plan.record.institute });
    if (!judged.outcome.holds['questions-answered']) return change;
    return follow(work, 'change', { found, event: 'answer', input: { judged } });
  });

/** One appeal about a thing at a time. One that comes too late is taken, and answered so. `ground`: code of the ground. */
export const lodgeAppeal = (
  service: Service,
  caller: Caller,
  { subject, ground, text }: Pick<Appeal, 'subject' | 'ground' | 'text'>,
): Promise<Result<Appeal>> =>
  write(service, caller, { action: 'appeal.lodge', answer: appealSchema }, async (work) => {
    const decided = await appealable(work.tx, subject);
    const grounds = reasonsFor(service.process.reasons, 'appeal-ground', dayOf(caller)).map(({ id }) => id);
    if (!grounds.includes(ground))
      refuse('reason-missing', reason('stated-reason-unknown', { reason: ground, possible: grounds }));
    const earlier = await appealsAbout(work.tx, subject.id, decided.student);
    if (earlier.some(({ state }) => state === 'lodged' || state === 'admitted'))
      refuse('already-exists', reason('appeal-open-already'));
    const answer = { reason: null, outcome: null };
    const draft = { ...decided, subject, ground, text, state: 'lodged' as const, lodgedOn: dayOf(caller), ...answer };
    const record = need(await store.create(work.tx, 'appeal', draft, work.act));
    await tellCreated(work, 'appeal', { record, subject: subjectOf(record) });
    return record;
  });

type Decided = Pick<Appeal, 'student' | 'institute' | 'decidedOn' | 'decidedBy'>;

/** The decision on a thing that can be appealed against now; without one the work ends. */
export const appealable = (connection: store.Connection, { kind, id }: Appeal['subject']): Promise<Decided> =>
  APPEALABLE[kind](connection, id);

const APPEALABLE: Readonly<
  Record<Appeal['subject']['kind'], (connection: store.Connection, id: string) => Promise<Decided>>
> = {
  application: async (connection, id) => {
    const record = found('application', id, await store.find(connection, 'application', id));
    const { student, institute, state, refusal } = record;
    if (refusal === null) return refuseState('application', state, 'nothing-refused');
    return { student, institute, decidedOn: refusal.on, decidedBy: [refusal.by] };
  },
  plan: async (connection, id) => {
    const plan = await loadPlanCase(connection, id);
    const { student, institute, state } = plan.record;
    const refusals = decisionsOn(asPlan(plan)).filter(({ decision }) => decision === 'refuse');
    const [decidedOn] = refusals
      .map((one) => one.decidedOn)
      .sort()
      .reverse();
    if (state !== 'draft' || decidedOn === undefined) return refuseState('plan', state, 'nothing-refused');
    return { student, institute, decidedOn, decidedBy: [...new Set(refusals.map(({ by }) => by))] };
  },
  recognition: async (connection, id) => {
    const record = found('recognition', id, await store.find(connection, 'recognition', id));
    const { student, institute, state, issuedOn, signedBy, countersignedBy } = record;
    if ((state !== 'issued' && state !== 'closed') || issuedOn === null)
      return refuseState('recognition', state, 'recognition-not-issued');
    const decidedBy = [signedBy, countersignedBy].filter((user) => user !== null);
    return { student, institute, decidedOn: issuedOn, decidedBy };
  },
};
