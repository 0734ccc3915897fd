/** What the readers of files say: codes with the names of their values. Sentences: the files files.yaml of rules/texts. */
export const FILE_REASONS = {} as const;
