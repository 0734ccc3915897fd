/** Word stems by language. Equal stems mean "the same word in another form", nothing more. */
import english from 'natural/lib/natural/stemmers/porter_stemmer.js';
import spanish from 'natural/lib/natural/stemmers/porter_stemmer_es.js';
import french from 'natural/lib/natural/stemmers/porter_stemmer_fr.js';
import italian from 'natural/lib/natural/stemmers/porter_stemmer_it.js';
import dutch from 'natural/lib/natural/stemmers/porter_stemmer_nl.js';
import norwegian from 'natural/lib/natural/stemmers/porter_stemmer_no.js';
import portuguese from 'natural/lib/natural/stemmers/porter_stemmer_pt.js';
import swedish from 'natural/lib/natural/stemmers/porter_stemmer_sv.js';
import { german } from './german-stem.ts';
import { kazakh } from './kazakh-stem.ts';
import { russian } from './russian-stem.ts';

const STEMMERS: Readonly<Record<string, { readonly stem: (word: string) => string }>> = {
  ...{ en: english, ru: russian, de: german, fr: french, es: spanish, it: italian },
  ...{ nl: dutch, pt: portuguese, no: norwegian, sv: swedish, kk: kazakh },
};

/** The stem of a lower-case word; the word itself for a language without a stemmer or when nothing would be left. */
export function stemWord(word: string, language: string): string {
  const stemmer = STEMMERS[language];
  return !stemmer || word.length < 3 ? word : stemmer.stem(word) || word;
}
