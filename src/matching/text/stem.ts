/** Word stems by language. Equal stems mean "the same word in another form", nothing more. */

import english from 'natural/lib/natural/stemmers/porter_stemmer.js';
import german from 'natural/lib/natural/stemmers/porter_stemmer_de.js';
import spanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import french from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';
import italian from 'natural/lib/natural/stemmers/porter_stemmer_it.js';
import dutch from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import danishLikeNorwegian from 'natural/lib/natural/stemmers/porter_stemmer_no.js';
import portuguese from 'natural/lib/natural/stemmers/porter_stemmer_pt.js';
import russian from 'natural/lib/natural/stemmers/porter_stemmer_ru.js';
import swedish from 'natural/lib/natural/stemmers/porter_stemmer_sv.js';
import { stemKazakh } from '../kazakh-stem.ts';

const STEMMERS: Readonly<Record<string, (word: string) => string>> = {
  en: (word) => english.stem(word),
  ru: (word) => russian.stem(word),
  kk: stemKazakh,
  de: (word) => german.stem(word),
  fr: (word) => french.stem(word),
  es: (word) => spanish.stem(word),
  it: (word) => italian.stem(word),
  nl: (word) => dutch.stem(word),
  pt: (word) => portuguese.stem(word),
  no: (word) => danishLikeNorwegian.stem(word),
  sv: (word) => swedish.stem(word),
};

/** The stem of a lower-case word; the word itself for a language without a stemmer or when nothing would be left. */
export function stemWord(word: string, language: string): string {
  const stemmer = STEMMERS[language];
  return !stemmer || word.length < 3 ? word : stemmer(word) || word;
}
