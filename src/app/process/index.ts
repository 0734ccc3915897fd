/** The process from the call to the departure: calls, agreements, applications, documents, notices. */
export * from './agreements.ts';
export {
  type ApplicationDraft,
  correctFacts,
  editApplication,
  listApplications,
  readApplication,
  readChecklist,
  readCosts,
  readEligibility,
  readPossibleEvents,
  startApplication,
} from './applications.ts';
export { applyRanking, rankingAppliedSchema } from './apply-ranking.ts';
export * from './calls.ts';
export { MAX_DOCUMENT_BYTES } from './check-file.ts';
export { type DayDone, runDay } from './clock.ts';
export { decideApplication, givePoints, promoteApplication, rankCall, readStanding } from './competition.ts';
export {
  type DocumentMove,
  downloadDocument,
  listDocuments,
  moveDocument,
  readDocument,
  uploadDocument,
} from './documents.ts';
export * from './import-calls.ts';
export { deliverMail, type Mail, type SendMail } from './mail.ts';
export { moveApplication } from './move-application.ts';
export { listMyNotices, listOutbox, markMyNoticesRead, reviveOutboxMessage } from './notices.ts';
