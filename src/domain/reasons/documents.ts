/** What printed documents say: codes with the names of their values. Sentences: the files documents.yaml of rules/texts. */
export const DOCUMENT_REASONS = {} as const;
