export { canonicalJson } from './audit/chain.ts';
export { type EventFilter, listEvents, readAuditHead, type VerifyOptions, verifyAudit } from './audit/verify.ts';
export { type BackupSummary, checkBackup } from './backup/format.ts';
export { restoreFromFile } from './backup/restore.ts';
export { backupLines, backupToFile } from './backup/write.ts';
export { type Act, type Connection, NOBODY, type Store, SYSTEM, type Tx } from './connection.ts';
export type { CourseChange, CourseDifference } from './courses/content.ts';
export {
  type CourseImport,
  catalogueKey,
  curriculumKey,
  type ImportOptions,
  type ImportPreview,
  importCatalogue,
  importCurriculum,
  previewCatalogue,
  previewCurriculum,
} from './courses/import.ts';
export {
  type CourseList,
  type CourseListFilter,
  type CourseListKey,
  type CourseListKind,
  type CourseListVersion,
  findCourseList,
  findCourseListVersion,
  findLatestOf,
  findLatestVersion,
  findNamedVersion,
  giveCourseList,
  listCourseLists,
  listCourseListVersions,
} from './courses/lists.ts';
export {
  type CoursePageOptions,
  findCourses,
  listCourses,
  readCatalogue,
  readCurriculum,
  readNamedCourses,
  readNamedCoursesOf,
} from './courses/read.ts';
export { openStore, type StoreOptions } from './open.ts';
export { findOwner, type OwnedKind } from './owners.ts';
export { type CasePart, findCase, listCasesOf, lockCase, type StoredCase } from './personal-data/cases.ts';
export { ERASED_KINDS, type ErasedKind, type ErasureScope, erasePersonalData } from './personal-data/erase.ts';
export { exportPersonalData, type PersonalData } from './personal-data/export.ts';
export {
  type CaseKind,
  forgetOld,
  lastUseOf,
  listEndedCases,
  listUnusedAccounts,
  type OldKind,
} from './personal-data/retention.ts';
export type { Draft } from './records/define.ts';
export type { Numbered } from './records/numbered.ts';
export { isCursor, type Page, type PageOptions } from './records/page.ts';
export type { ListOptions, Reach } from './records/read.ts';
export { recordEvent } from './records/write.ts';
export {
  createAgreement,
  findAgreement,
  type Host,
  listAgreements,
  listHosts,
  updateAgreement,
} from './tables/agreements.ts';
export * from './tables/api-tokens.ts';
export {
  createApplication,
  eligibilityMadeAt,
  findApplication,
  findEligibility,
  findRanking,
  listApplications,
  lockApplications,
  type Ranking,
  rankingSchema,
  saveEligibility,
  saveRanking,
  updateApplication,
} from './tables/applications.ts';
export {
  countSeats,
  countSeatsOf,
  createCall,
  findCall,
  findCalls,
  listCalls,
  listSeats,
  lockCall,
  releaseSeat,
  type Seat,
  type Seats,
  takeSeat,
  updateCall,
} from './tables/calls.ts';
export {
  createChangeProposal,
  findChangeProposal,
  listChangeProposals,
  updateChangeProposal,
} from './tables/changes.ts';
export * from './tables/credentials.ts';
export {
  type DecisionsOn,
  decideBundles,
  findDecision,
  listDecisions,
  listDecisionsOn,
  type StoredDecision,
} from './tables/decisions.ts';
export {
  addDocumentFile,
  createDocument,
  findDocument,
  listDocuments,
  listDocumentsOf,
  type NewDocumentFile,
  readDocumentFile,
  updateDocument,
} from './tables/documents.ts';
export * from './tables/idempotency.ts';
export { createInstitute, findInstitute, listInstitutes, updateInstitute } from './tables/institutes.ts';
export * from './tables/notices.ts';
export * from './tables/outbox.ts';
export {
  createPrecedent,
  findPrecedent,
  listPrecedents,
  listPrecedentsToLookAt,
  type PrecedentFilter,
  type PrecedentStanding,
  precedentsNaming,
  precedentsNamingAny,
  precedentsStamp,
  setPrecedentStatus,
} from './tables/precedents.ts';
export {
  addTranscript,
  createAppeal,
  createRecognition,
  findAppeal,
  findRecognition,
  findTranscript,
  listAppeals,
  listRecognitions,
  listTranscripts,
  lockAppeal,
  type StoredTranscript,
  updateAppeal,
  updateRecognition,
} from './tables/recognitions.ts';
export * from './tables/sessions.ts';
export * from './tables/sign-in.ts';
export {
  createStudyPlan,
  findPlansInForce,
  findPlanVersion,
  findStudyPlan,
  listPlanVersions,
  listStudyPlans,
  lockStudyPlan,
  type PlanInForce,
  updateStudyPlan,
} from './tables/study-plans.ts';
export {
  countActiveAdministrators,
  createUser,
  findUser,
  findUserByEmail,
  listHolders,
  listUsers,
  lockAdministrators,
  type UserFilter,
  updateUser,
} from './tables/users.ts';
export { isInTransaction, transact } from './transact.ts';
export { listPassedOn, listWaiting, type PassedOn, type WaitingCase, type WaitingFilter } from './waiting.ts';
export { listWaitingSince, type WaitingRecord, type WaitingRecords } from './waiting-since.ts';
