/** The process as pure rules: who may do what when, what is missing, who waits for whom, and what is remembered. */
export * from './machines/index.ts';
