/** The process from the call to the departure: calls, agreements, applications, documents, notices. */
export * from './agreements.ts';
export * from './calls.ts';
export * from './import-calls.ts';
