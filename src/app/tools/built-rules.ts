/** Rules that were read and checked when the program was built, as one text from which they are there at once. */
import { Rational, type Texts, type UiLanguage } from '../../domain/index.ts';
import { textsFrom } from '../../interchange/index.ts';

/** Exact numbers stand as `{"rational": "4/3"}`, because a plain text could look like one. */
export const writeBuiltRules = (book: object): string =>
  JSON.stringify(book, function (this: Readonly<Record<string, unknown>>, key, value: unknown) {
    return this[key] instanceof Rational ? { rational: value } : value;
  });

/** What {@link writeBuiltRules} wrote: the type is the caller's word, nothing is checked again. */
export const readBuiltRules = <Book>(text: string): Book =>
  JSON.parse(text, (_key, value) =>
    typeof value?.rational === 'string' ? Rational.from(value.rational) : value,
  ) as Book;

/** The sentences from a text a language, each read when it is first needed. */
export const readBuiltTexts = (read: (language: UiLanguage) => string): Texts =>
  textsFrom((language) => JSON.parse(read(language)));
