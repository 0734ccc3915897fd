export { listAuditEvents, proveAudit } from './audit.ts';
export { erasePersonal, erasureSchema, exportPersonal } from './personal-data.ts';
export { queueEntrySchema, readPrecedentQueue, readQueue } from './read.ts';
export { type Disposed, runRetention } from './retention.ts';
