/** Languages as values of a sentence. */
import { type Reason, reason } from './reasons/index.ts';

/** Languages (ISO 639-1) by their names. */
export const namedLanguages = (codes: readonly string[]): Reason[] =>
  codes.map((language) => reason('language-name', { language }));
