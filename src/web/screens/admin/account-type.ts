import type { AnswerOf, api } from '../../api.ts';

export type Account = AnswerOf<(typeof api.users)[':id']['$get']>;
/** What of an account is the administrator's to say. */
export type AccountDraft = Omit<Account, 'id' | 'revision'>;
