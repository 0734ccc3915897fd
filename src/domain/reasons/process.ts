/** What the process says: guards, eligibility, papers, queues, notices: codes with the names of their values. Sentences: the files process.yaml of rules/texts. */
export const PROCESS_REASONS = {} as const;
