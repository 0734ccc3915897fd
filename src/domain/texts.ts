/** Sentences for people: what a reason says in the reader's language. */
import type { UiLanguage } from './people.ts';
import { isReason, type Reason } from './reasons/index.ts';

/** The catalogues of rules/texts; they come in as an argument. */
export interface Texts {
  /** The sentence of a reason; of a problem's reason its message. */
  say(reason: Reason, language: UiLanguage): string;
  /** What a person does about it; empty where its text has no remedy. */
  remedy(reason: Reason, language: UiLanguage): string;
}

/**
 * A copy of `value` in which every reason, however deep, has its `text`, and every problem its `message` and `remedy`, in the language.
 * The reasons inside of a reason's values are part of its text already.
 */
export function withTexts(value: unknown, texts: Texts, language: UiLanguage): unknown {
  if (Array.isArray(value)) return value.map((item) => withTexts(item, texts, language));
  if (typeof value !== 'object' || value === null || !isPlain(value)) return value;
  if (isReason(value)) return { ...value, text: texts.say(value, language) };
  const said = Object.fromEntries(Object.entries(value).map(([key, part]) => [key, withTexts(part, texts, language)]));
  if ('severity' in value && 'reason' in value && isReason(value.reason))
    return { ...said, message: texts.say(value.reason, language), remedy: texts.remedy(value.reason, language) };
  return said;
}

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
};
