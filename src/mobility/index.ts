/** The process as pure rules: who may do what when, what is missing, who waits for whom, and what is remembered. */
export { isStillProposed, proposalsAboveTie } from './apply-ranking.ts';
export { decideByPrecedent, isFullyOnPrecedent } from './bulk.ts';
export { bundleKey } from './bundle-key.ts';
export { addDays, addMonths, ageOn, daysBetween, isLongerThan, monthsBegun } from './calendar.ts';
export { caseEnd, ENDING, type WholeCase } from './case-end.ts';
export { checkChange } from './changes.ts';
export { checkDecision, reasonsFor } from './check-decision.ts';
export { type ChecklistCase, checkDocument, checkDocuments, type DocumentRule, isComplete } from './checklist.ts';
export { type Applicant, type Ranking, rankApplicants } from './competition.ts';
export {
  type BundleStanding,
  bundleStandings,
  bundlesBeyond,
  decidingInstitute,
  type PlanOutcome,
  planOutcome,
} from './decisions.ts';
export { checkEligibility, type EligibilityCase } from './eligibility.ts';
export {
  type ApplicationLook,
  appealEnd,
  appealHolds,
  applicationHolds,
  documentHolds,
  planHolds,
  recognitionHolds,
  SEATED,
} from './holds.ts';
export { importedPrecedent } from './imported-precedent.ts';
export * from './machines/index.ts';
export {
  type Deadline,
  type Happened,
  type NoticeValues,
  noticeReasons,
  noticesOf,
  type People,
  remindersOn,
} from './notices.ts';
export {
  type CostTotal,
  callConcerns,
  costsOf,
  partnershipOn,
} from './partnership.ts';
export { movePrecedents, type NewVersion } from './precedent-moves.ts';
export {
  type Contradiction,
  courseText,
  type DecidedBundle,
  findContradictions,
  findExpiring,
  type Hash,
  type PrecedentView,
  precedentOf,
  precedentsFor,
  renewPrecedent,
  replacedBy,
} from './precedents.ts';
export { awaitedRoles, byDeadlineAndRisk, precedentQueue, queueFor, type Waiting, waitingFor } from './queues.ts';
export { type Disposal, disposalsOn, eraseOnRequest, type Held } from './retention.ts';
export { documentRisk, joinRisks, type PlanLook, planRisk, type Risk, recognitionRisk } from './risk.ts';
export { proposeSeats, type Seats } from './seats.ts';
export { textDistance } from './text-distance.ts';
export { compareTranscripts, transcriptDifferenceSchema } from './transcript-difference.ts';
