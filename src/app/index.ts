/** The door: what the API, the command line and the wiring call. Every action of the people's folders is outside by being exported. */

export type { SubjectBook } from '../matching/index.ts';
export type { Embedder } from '../semantic/index.ts';
export { type DatabaseFacts, isCursor, openStore, type Page, type Store } from '../store/index.ts';
export * from './account/own-account.ts';
export * from './account/sign-in.ts';
export { anchorAudit } from './administrator/anchors.ts';
export * from './administrator/demonstration.ts';
export * from './administrator/institutes.ts';
export * from './administrator/operation.ts';
export * from './administrator/personal-data.ts';
export * from './administrator/users.ts';
export { amendStudyPlan } from './adviser/amend-study-plan.ts';
export * from './adviser/course-lists.ts';
export { keepIndexes } from './adviser/every-host.ts';
export { type CourseSearch, courseSearchSchema, searchCourses } from './adviser/search-courses.ts';
export * from './adviser/share-links.ts';
export * from './adviser/study-plans.ts';
export { listCases, readCase } from './cases/about.ts';
export { openCatalogue, openCurriculum, openPrecedents } from './cases/stored.ts';
export { readTimeline, type TimedKind, timelineSchema } from './cases/timeline.ts';
export * from './clock/mail.ts';
export * from './clock/retention.ts';
export * from './clock/run-day.ts';
export { doubtTime } from './clock/trusted-time.ts';
export * from './coordinator/agreements.ts';
export * from './coordinator/calls.ts';
export { MAX_DOCUMENT_BYTES } from './coordinator/check-file.ts';
export * from './coordinator/competition.ts';
export * from './coordinator/documents.ts';
export * from './coordinator/import-calls.ts';
export * from './coordinator/rests.ts';
export * from './coordinator/syllabi.ts';
export { type InventedYear, loadYear, stageSchema } from './demonstration/people.ts';
export { type Filling, fillDemonstration, inventedTranscripts } from './demonstration/year.ts';
export * from './desk/notices.ts';
export * from './desk/possible-events.ts';
export * from './desk/queue.ts';
export * from './directorate/decide.ts';
export * from './directorate/import-precedents.ts';
export * from './directorate/passed-on.ts';
export * from './directorate/precedents.ts';
export { decisionReportSchema, reportDecisions } from './directorate/report.ts';
export { decisionReportAsCsv } from './directorate/report-file.ts';
export * from './directorate/supersede.ts';
export * from './imports/imports.ts';
export { type ImportEffect, importEffectSchemas } from './imports/kinds.ts';
export { importRowSchema, listImportRows } from './imports/rows.ts';
export * from './jobs/jobs.ts';
export { jobRequestSchema } from './jobs/kinds.ts';
export { addHourly, addSketches, startWorking } from './jobs/work.ts';
export { type Move, move } from './moves/move.ts';
export { settleDecisions } from './moves/settle.ts';
export * from './papers/competition.ts';
export * from './papers/letters.ts';
export * from './papers/plans.ts';
export * from './papers/protocol.ts';
export { type BulkMove, bulkRecognitionsSchema, moveRecognitions } from './registrar/bulk.ts';
export * from './registrar/export.ts';
export * from './registrar/import-courses.ts';
export * from './registrar/policy-effects.ts';
export { prepareRecognition, type RecognitionRequest, tryPolicy } from './registrar/prepare.ts';
export * from './registrar/recognitions.ts';
export {
  keptStudentSchema,
  listStudents,
  readStudentRecord,
  type StudentFacts,
  writeStudentRecord,
} from './registrar/students.ts';
export * from './registrar/transcript-file-views.ts';
export * from './registrar/transcript-files.ts';
export {
  listTranscripts,
  receivedSchema,
  receiveTranscript,
  storedTranscriptSchema,
  transcriptTrialSchema,
  tryTranscript,
} from './registrar/transcripts.ts';
export { authorise, SUBJECTS, type SubjectKind, type Target } from './service/authorise.ts';
export { keepLists, type LoadedLists } from './service/loaded-lists.ts';
export { readRecord, reasonsInForce } from './service/records.ts';
export {
  type Caller,
  DEFAULT_PEOPLE_SETTINGS,
  errorForLog,
  hashRequest,
  isDatabaseAway,
  type Once,
  type PeopleSettings,
  type Service,
} from './service/service.ts';
export * from './student/answers.ts';
export * from './student/applications.ts';
export * from './student/open-calls.ts';
export { Busy, runAsking } from './tools/asking.ts';
export * from './tools/average.ts';
export * from './tools/compare-hosts.ts';
export { type AppContext, dayIn, type Home } from './tools/context.ts';
export * from './tools/convert.ts';
export * from './tools/files.ts';
export { createIndexStore, indexCatalogue, MAX_INDEX_BYTES } from './tools/index-file.ts';
export * from './tools/inspect.ts';
export type { IndexFolder } from './tools/kept-index.ts';
export * from './tools/match.ts';
export { startMatchThreads } from './tools/match-threads.ts';
export { startPaperThreads } from './tools/paper-threads.ts';
export * from './tools/plan.ts';
export { amendmentToPdf, headOfPlan, planToPdf, recognitionToPdf } from './tools/print.ts';
export * from './tools/read-rules.ts';
export * from './tools/recognise.ts';
export * from './tools/rules.ts';
export { addSemantics, SEMANTIC_CANDIDATES } from './tools/semantic.ts';
export * from './tools/sheets.ts';
export type { Sides } from './tools/sides.ts';
export * from './tools/standards.ts';
export { matchSides, type PlanOptions } from './tools/stay.ts';
export { startSolverThread } from './tools/thread-pool.ts';
