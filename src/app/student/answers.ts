/** The student answers the questions of the directorate about a plan or a change. */
import {
  type ChangeProposal,
  changeProposalSchema,
  type DecisionDraft,
  type Result,
  reason,
  type StudyPlan,
  studyPlanSchema,
} from '../../domain/index.ts';
import { stateOf } from '../../mobility/index.ts';
import { asPlan, lockPlanCase } from '../cases/plan-case.ts';
import { checkVersion, takeDecisions } from '../cases/take-decisions.ts';
import { follow } from '../moves/move.ts';
import { CHANGE } from '../moves/plan.ts';
import { permit } from '../service/authorise.ts';
import { type Caller, refuse, type Service, write } from '../service/service.ts';

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
    if (record.state !== 'asked')
      refuse('event-not-possible', reason('no-question-open', { state: stateOf('plan', record.state) }));
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
    if (change.state !== 'asked')
      refuse('event-not-possible', reason('no-question-open', { state: stateOf('change', change.state) }));
    const decidable = { found: plan, plan: change.plan, change };
    const judged = await takeDecisions(work, decidable, { drafts: asked.answers, as: plan.record.institute });
    if (!judged.outcome.holds['questions-answered']) return change;
    return follow(work, 'change', { found, event: 'answer', input: { judged } });
  });
