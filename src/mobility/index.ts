/** The process as pure rules: who may do what when, what is missing, who waits for whom, and what is remembered. */
export * from './bulk.ts';
export * from './calendar.ts';
export * from './changes.ts';
export * from './checklist.ts';
export * from './competition.ts';
export * from './decisions.ts';
export * from './eligibility.ts';
export * from './holds.ts';
export * from './machines/index.ts';
export * from './notices.ts';
export * from './partnership.ts';
export * from './precedent-moves.ts';
export * from './precedents.ts';
export * from './queues.ts';
export * from './retention.ts';
export * from './risk.ts';
export * from './transcript-difference.ts';
