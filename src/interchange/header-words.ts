/** Header words of the languages in which offices write tables: rules/vocabulary/headers, a file a language. */
import ar from '../../rules/vocabulary/headers/ar.json' with { type: 'json' };
import az from '../../rules/vocabulary/headers/az.json' with { type: 'json' };
import bg from '../../rules/vocabulary/headers/bg.json' with { type: 'json' };
import cs from '../../rules/vocabulary/headers/cs.json' with { type: 'json' };
import da from '../../rules/vocabulary/headers/da.json' with { type: 'json' };
import de from '../../rules/vocabulary/headers/de.json' with { type: 'json' };
import el from '../../rules/vocabulary/headers/el.json' with { type: 'json' };
import en from '../../rules/vocabulary/headers/en.json' with { type: 'json' };
import es from '../../rules/vocabulary/headers/es.json' with { type: 'json' };
import et from '../../rules/vocabulary/headers/et.json' with { type: 'json' };
import fi from '../../rules/vocabulary/headers/fi.json' with { type: 'json' };
import fr from '../../rules/vocabulary/headers/fr.json' with { type: 'json' };
import hu from '../../rules/vocabulary/headers/hu.json' with { type: 'json' };
import it from '../../rules/vocabulary/headers/it.json' with { type: 'json' };
import ja from '../../rules/vocabulary/headers/ja.json' with { type: 'json' };
import kk from '../../rules/vocabulary/headers/kk.json' with { type: 'json' };
import ko from '../../rules/vocabulary/headers/ko.json' with { type: 'json' };
import ky from '../../rules/vocabulary/headers/ky.json' with { type: 'json' };
import lt from '../../rules/vocabulary/headers/lt.json' with { type: 'json' };
import lv from '../../rules/vocabulary/headers/lv.json' with { type: 'json' };
import nl from '../../rules/vocabulary/headers/nl.json' with { type: 'json' };
import no from '../../rules/vocabulary/headers/no.json' with { type: 'json' };
import pl from '../../rules/vocabulary/headers/pl.json' with { type: 'json' };
import pt from '../../rules/vocabulary/headers/pt.json' with { type: 'json' };
import ro from '../../rules/vocabulary/headers/ro.json' with { type: 'json' };
import ru from '../../rules/vocabulary/headers/ru.json' with { type: 'json' };
import sv from '../../rules/vocabulary/headers/sv.json' with { type: 'json' };
import tr from '../../rules/vocabulary/headers/tr.json' with { type: 'json' };
import uk from '../../rules/vocabulary/headers/uk.json' with { type: 'json' };
import uz from '../../rules/vocabulary/headers/uz.json' with { type: 'json' };
import zh from '../../rules/vocabulary/headers/zh.json' with { type: 'json' };
import { memoise } from '../domain/index.ts';
import { wordKey } from './vocabulary.ts';

/** What a column may hold. A key of the data with a question mark lists words that may mean something else as well. */
export type Field = Exclude<keyof typeof en, `${string}?`>;

/** `exact`: the name in docs/file-formats.md; `name`: a printed name of this alone; `word`: a word that has other meanings too. */
export type Strength = 'exact' | 'name' | 'word';

export interface HeaderWord {
  readonly field: Field;
  readonly strength: Strength;
  /** ISO 639-1 codes of the languages in which it is printed; empty for an exact name. */
  readonly languages: readonly string[];
}

const LANGUAGES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  ar,
  az,
  bg,
  cs,
  da,
  de,
  el,
  en,
  es,
  et,
  fi,
  fr,
  hu,
  it,
  ja,
  kk,
  ko,
  ky,
  lt,
  lv,
  nl,
  no,
  pl,
  pt,
  ro,
  ru,
  sv,
  tr,
  uk,
  uz,
  zh,
};

/** By {@link wordKey}: one entry a field, the strongest, with all languages that print it. */
const WORDS: ReadonlyMap<string, readonly HeaderWord[]> = (() => {
  const found = new Map<string, Map<Field, { strength: Strength; languages: string[] }>>();
  const add = (key: string, field: Field, strength: Strength, language?: string): void => {
    if (key === '') return;
    const word = memoise(
      memoise(found, key, () => new Map()),
      field,
      () => ({ strength, languages: [] as string[] }),
    );
    if (language && !word.languages.includes(language)) word.languages.push(language);
    if (word.strength === 'word' || strength === 'exact') word.strength = strength;
  };
  for (const [language, fields] of Object.entries(LANGUAGES))
    for (const [name, words] of Object.entries(fields)) {
      // The keys of the data are the fields of the English file, which the type is made of; a test holds the others to it.
      const field = name.replace('?', '') as Field;
      if (language === 'en' && !name.endsWith('?')) add(wordKey(name), field, 'exact');
      for (const word of words.split(', ')) add(wordKey(word), field, name.endsWith('?') ? 'word' : 'name', language);
    }
  return new Map([...found].map(([key, fields]) => [key, [...fields].map(([field, word]) => ({ field, ...word }))]));
})();

/** What a whole header or a part of it may mean; empty when no language has it. */
export const headerWords = (key: string): readonly HeaderWord[] => WORDS.get(key) ?? [];
