/** What matches say: codes with the names of their values. Sentences: the files matching.yaml of rules/texts. */
export const MATCHING_REASONS = {} as const;
