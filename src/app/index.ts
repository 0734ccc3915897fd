/** The door: what the API, the command line and the wiring call, by whose job it is. */
export type { Embedder } from '../semantic/index.ts';
export { isCursor, openStore, type Page, type Store } from '../store/index.ts';
// everybody's own account and desk
export { identifyBySession, identifyByToken } from './account/identify.ts';
export { recallOpenId, rememberOpenId, signInVouched, type Vouched } from './account/openid.ts';
export { changePassword, changeProfile } from './account/profile.ts';
export { type SignedIn, signIn, signOut, signOutEverywhere } from './account/sign-in.ts';
export { createToken, listTokens, revokeToken } from './account/tokens.ts';
// the administrator
export { listAuditEvents, proveAudit } from './administrator/audit.ts';
export { type DemonstrationAccount, loadDemonstration } from './administrator/demonstration.ts';
export { ensureAdministrator, oneTimePasswordFor, oneTimePasswordIn } from './administrator/first-start.ts';
export { createInstitute, listInstitutes, replaceInstitute } from './administrator/institutes.ts';
export { erasePersonal, erasureSchema, exportPersonal } from './administrator/personal-data.ts';
export {
  createUser,
  listUsers,
  readUser,
  replaceUser,
  resetPassword,
  signOutUser,
} from './administrator/users.ts';
// the adviser
export { listChanges, proposeChange } from './adviser/changes.ts';
export {
  courseListItemSchema,
  courseVersionSchema,
  listCourseLists,
  listCourses,
  readCourseVersion,
} from './adviser/course-lists.ts';
export { draftStudyPlan, editStudyPlan, type PlanSource } from './adviser/draft.ts';
export {
  listPlanVersions,
  planStandingSchema,
  planVersionSummarySchema,
  readPlanStanding,
  readPlanVersion,
} from './adviser/study-plans.ts';
export { openCatalogue, openCurriculum, openPrecedents } from './cases/stored-sides.ts';
// the clock
export { deliverMail, type Mail, type SendMail } from './clock/mail.ts';
export { type Disposed, runRetention } from './clock/retention.ts';
export { type DayDone, runDay } from './clock/run-day.ts';
// the coordinator and the commission
export * from './coordinator/agreements.ts';
export { applyRanking, rankingAppliedSchema } from './coordinator/apply-ranking.ts';
export * from './coordinator/calls.ts';
export { MAX_DOCUMENT_BYTES } from './coordinator/check-file.ts';
export { decideApplication, givePoints, rankCall, readStanding } from './coordinator/competition.ts';
export { downloadDocument, listDocuments, uploadDocument } from './coordinator/documents.ts';
export * from './coordinator/import-calls.ts';
export { listMyNotices, listOutbox, markMyNoticesRead, reviveOutboxMessage } from './desk/notices.ts';
export { readPrecedentQueue, readQueue } from './desk/queue.ts';
// the directorate
export { approveByPrecedent, bulkOutcomeSchema } from './directorate/bulk.ts';
export { changeDecidedSchema, decideChange, decidePlan, planDecidedSchema } from './directorate/decide.ts';
export { decidePrecedent } from './directorate/decide-precedent.ts';
export { importPrecedents, precedentImportSchema } from './directorate/import-precedents.ts';
export { decidePassedOn, passedOnDecidedSchema, passedOnSchema, readPassedOn } from './directorate/passed-on.ts';
export {
  contradictionSchema,
  listContradictions,
  listExpiring,
  listPrecedents,
  readPrecedent,
} from './directorate/precedents.ts';
// the moves of records from state to state
export {
  type Move,
  move,
} from './moves/move.ts';
// the registrar
export { importCourses, importOutcomeSchema } from './registrar/import-courses.ts';
export { prepareRecognition } from './registrar/prepare.ts';
export {
  acceptRecognition,
  bulkConfirmationSchema,
  confirmRecognitions,
  protocolOf,
  resolveRows,
} from './registrar/recognitions.ts';
export {
  listTranscripts,
  receivedSchema,
  receiveTranscript,
  storedTranscriptSchema,
  transcriptTrialSchema,
  tryTranscript,
} from './registrar/transcripts.ts';
// what every action stands on
export { authorise, type Target } from './service/authorise.ts';
export { errorForLog } from './service/error-for-log.ts';
export { keepLists, type LoadedLists } from './service/loaded-lists.ts';
export { DEFAULT_PEOPLE_SETTINGS, type PeopleSettings } from './service/people-settings.ts';
export { listCases, readRecord } from './service/records.ts';
export { type Caller, hashRequest, type Once, type Service } from './service/service.ts';
export { backUp, restoreBackup, type Storage, verifyStoredAudit } from './service/storage.ts';
export { SUBJECTS, type SubjectKind } from './service/subjects.ts';
// the student
export { answerOnChange, answerQuestions } from './student/answers.ts';
export { lodgeAppeal } from './student/appeals.ts';
export {
  type ApplicationDraft,
  correctFacts,
  editApplication,
  readChecklist,
  readCosts,
  readEligibility,
  readPossibleEvents,
  startApplication,
} from './student/applications.ts';
export { readBuiltRules, readBuiltTexts, writeBuiltRules } from './tools/built-rules.ts';
// tools: what is computed from files alone
export { type CompareRequest, compareHosts, comparisonToJson } from './tools/compare-hosts.ts';
export { type AppContext, dayIn, type Home } from './tools/context.ts';
export { averageOf, averageOfFile, convertCredits, convertOneGrade, type GivenGrades } from './tools/convert.ts';
export { type Fixtures, loadFixtures } from './tools/fixtures.ts';
export { createIndexStore, indexCatalogue, MAX_INDEX_BYTES } from './tools/index-file.ts';
export { type InputFile, MAX_INPUT_BYTES } from './tools/input.ts';
export { type MatchFilesRun, match, matchBatch, matchesToCsv, matchesToJson, matchFiles } from './tools/match.ts';
export { matchSides } from './tools/match-sides.ts';
export { startMatchThreads } from './tools/match-threads.ts';
export { amendStay, planAlternatives, planStay, planToJson, type ReadPlanFiles, readPlanFiles } from './tools/plan.ts';
export {
  compareUnderPolicy,
  type RecogniseRequest,
  type RecognitionDifference,
  readRecogniseFiles,
  recognise,
  recognitionToCsv,
  recognitionToJson,
  recognitionToPdf,
} from './tools/recognise.ts';
export { checkPolicyFile, loadProcessRules, loadRules, loadSentences, loadTexts } from './tools/rules.ts';
export { addSemantics, SEMANTIC_CANDIDATES } from './tools/semantic.ts';
export { startSolverThread } from './tools/solver-thread.ts';
export type { PlanOptions, Sides } from './tools/stay.ts';
export { readCatalogueText, readCurriculumText, readTranscriptText } from './tools/texts.ts';
