/** What the service says: requests, sign-in, stored things: codes with the names of their values. Sentences: the files service.yaml of rules/texts. */
export const SERVICE_REASONS = {} as const;
