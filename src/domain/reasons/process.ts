/** What the process says (guards, eligibility, papers, queues, notices): codes with the names of their values. */
export const PROCESS_REASONS = {} as const;
