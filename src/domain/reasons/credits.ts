/** What conversion, reconciliation and recognition say: codes with the names of their values. Sentences: the files credits.yaml of rules/texts. */
export const CREDIT_REASONS = {} as const;
