/** What the command line says: codes with the names of their values. Sentences: the files command.yaml of rules/texts. */
export const COMMAND_REASONS = {} as const;
