export { answerQuestions } from './answer.ts';
export { approveByPrecedent, bulkOutcomeSchema } from './bulk.ts';
export { answerOnChange, listChanges, moveChange, proposeChange, readChange } from './changes.ts';
export { decidePlan, planDecidedSchema } from './decide.ts';
export { changeDecidedSchema, decideChange } from './decide-change.ts';
export { draftStudyPlan, editStudyPlan, type PlanSource } from './draft.ts';
export { moveStudyPlan, type PlanMove } from './move.ts';
export { decidePassedOn, passedOnDecidedSchema, passedOnSchema, readPassedOn } from './passed-on.ts';
export {
  listPlanVersions,
  listStudyPlans,
  planStandingSchema,
  planVersionSummarySchema,
  readPlanStanding,
  readPlanVersion,
  readStudyPlan,
} from './read.ts';
