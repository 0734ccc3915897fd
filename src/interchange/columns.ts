/** Which column of a file is which: headers in English, Russian and Kazakh. */
import names from '../../rules/vocabulary/columns.json' with { type: 'json' };
import { titleKey } from '../domain/index.ts';
import { languageNamed, wordKey } from './vocabulary.ts';

export type Field = keyof typeof names;

/** Printed names of each column by {@link wordKey}; the field's own name counts too. */
const FIELD_KEYS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(names).map(([field, { en, ru, kk }]) => {
    const printed = [en, ru, kk].flatMap((line) => line.split(', '));
    return [field, new Set([field, ...printed].map(wordKey))];
  }),
);

/** A recognised column: its field, and the language its header names (always null for fields of one language). */
export interface Column {
  readonly field: Field;
  readonly language: string | null;
}

/** What a header means among the wanted fields, the earlier field first where a word fits two; null when it means none. */
export function recogniseColumn(header: string, wanted: readonly Field[]): Column | null {
  const fieldNamed = (key: string): Field | null => wanted.find((field) => FIELD_KEYS.get(field)?.has(key)) ?? null;
  const plain = fieldNamed(wordKey(header));
  if (plain) return { field: plain, language: null };
  // Words that only join a field with its language do not count: "Название на русском языке".
  const joining = ['на', 'in', 'языке', 'язык', 'language', 'тілінде', 'тілі'];
  const telling = titleKey(header.slice(0, 200))
    .split(' ')
    .filter((word) => !joining.includes(word));
  for (const [languageWord, rest] of [
    [telling.at(-1), telling.slice(0, -1)],
    [telling[0], telling.slice(1)],
  ] as const) {
    const language = languageNamed(languageWord ?? '');
    const field = language && fieldNamed(wordKey(rest.join(' ')));
    // Fields that may come in several languages, one column each: `title_en`, `Название (рус)`, `Атауы (қаз)`. "no" is Norwegian after
    // `title_`, and a number after "module".
    const localised = field === 'title' || field === 'description' || field === 'outcomes';
    if (field && language && localised && (language !== 'no' || rest[0] === field)) return { field, language };
  }
  return null;
}
