/**
 * The door of the store. Records of every kind are read and written by their kind (`find(connection, 'call', id)`); what else a table
 * knows is an object of its name (`seats.take`, `outbox.claim`).
 */
export { audit } from './audit/audit.ts';
export { type BackupSummary, checkBackup } from './backup/format.ts';
export { restoreFromFile } from './backup/restore.ts';
export { backupLines, backupToFile } from './backup/write.ts';
export { type Act, type Connection, NOBODY, recordEvent, type Store, SYSTEM, type Tx } from './connection.ts';
export type { CourseDifference } from './courses/content.ts';
export { imports } from './courses/import.ts';
export * from './courses/lists.ts';
export * from './courses/read.ts';
export * from './describe-cases.ts';
export { canonicalJson } from './hash.ts';
export { type DatabaseFacts, inspectDatabase } from './inspect.ts';
export * from './jobs/jobs.ts';
export { openStore, type StoreOptions } from './open.ts';
export { findOwner, type OwnedKind, type Owner } from './outcome.ts';
export { isCursor, type Page, type PageOptions } from './page.ts';
export * from './personal-data/cases.ts';
export * from './personal-data/erase.ts';
export * from './personal-data/export.ts';
export * from './personal-data/retention.ts';
export type { Draft, RecordKind, Records } from './records/kinds.ts';
export { find, findMany, type ListOptions, list, lock, lockAll, type Reach, type Unread } from './records/read.ts';
export { create, update } from './records/write.ts';
export * from './tables/decisions.ts';
export * from './tables/documents.ts';
export * from './tables/held.ts';
export * from './tables/idempotency.ts';
export * from './tables/import-files.ts';
export * from './tables/marks.ts';
export * from './tables/notices.ts';
export * from './tables/outbox.ts';
export * from './tables/precedents.ts';
export * from './tables/results.ts';
export * from './tables/seats.ts';
export * from './tables/sessions.ts';
export * from './tables/share-links.ts';
export * from './tables/sign-in.ts';
export * from './tables/sketches.ts';
export * from './tables/students.ts';
export * from './tables/study-plans.ts';
export * from './tables/transcript-contents.ts';
export * from './tables/transcripts.ts';
export * from './tables/users.ts';
export { isInTransaction, transact } from './transact.ts';
export * from './waiting.ts';
