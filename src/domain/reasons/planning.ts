/** What study plans say: codes with the names of their values. Sentences: the files planning.yaml of rules/texts. */
export const PLANNING_REASONS = {} as const;
