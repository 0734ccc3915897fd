/** The student answers the directorate's questions. */
import { type DecisionDraft, failure, type Result, type StudyPlan, studyPlanSchema } from '../../domain/index.ts';
import { MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, staleVersion, subjectOf } from '../cases/plan-case.ts';
import { asPlan, takeDecisions } from '../cases/take-decisions.ts';
import { tellOfPlan } from '../moves/plan.ts';
import { refuse, takeStep } from '../moves/step.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export interface PlanAnswers {
  readonly studyPlan: string;
  readonly version: number;
  readonly answers: readonly Extract<DecisionDraft, { decision: 'answer' }>[];
}

/** With the last answer the plan is the directorate's again. */
export const answerQuestions = (service: Service, caller: Caller, asked: PlanAnswers): Promise<Result<StudyPlan>> =>
  write(service, caller, { action: 'plan.answer', answer: studyPlanSchema }, async (tx, act) => {
    const doing = { service, caller };
    const kase = await lockPlanCase(tx, asked.studyPlan);
    if (!kase.ok) return kase;
    const { plan, version } = kase.value;
    if (plan.version !== asked.version) return failure(staleVersion(asked.version, plan.version));
    if (plan.state !== 'asked')
      return refuse('event-not-possible', `the plan is "${plan.state}"`, 'No question is open');
    const decidable = asPlan(kase.value);
    const taken = await takeDecisions(tx, doing, { decidable, drafts: asked.answers, as: plan.institute }, act);
    if (!taken.ok) return taken;
    const { holds } = taken.value.outcome;
    if (!holds['questions-answered']) return { ok: true, value: plan, problems: [] };
    const happening = { state: plan.state, event: 'answer', subject: subjectOf(plan), holds } as const;
    const step = takeStep(doing, { machine: MACHINES.plan, ...happening });
    if (!step.ok) return step;
    const moved = await store.updateStudyPlan(tx, { plan: { ...plan, state: step.value.to } }, act);
    if (moved.ok) await tellOfPlan(tx, doing, { event: 'answer', plan: moved.value, version });
    return moved;
  });
