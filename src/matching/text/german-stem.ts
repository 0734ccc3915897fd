/** German stems by Porter's rules, which take the end of some nouns for an ending: those keep it in all their forms. */
import porter from 'natural/lib/natural/stemmers/porter_stemmer_de.js';

/** Folded ends of words that only look like an ending: `System` beside `Systeme`, `Kurs` beside `Kurse`, `Regel` beside `Regeln`. */
const ROOTS = [
  ...[
    'system',
    'problem',
    'theorem',
    'extrem',
    'semester',
    'modern',
    'kurs',
    'pattern',
    'cluster',
    'muster',
    'register',
  ],
  ...[
    'regel',
    'mittel',
    'artikel',
    'handel',
    'winkel',
    'partikel',
    'termin',
    'parameter',
    'filter',
    'raster',
    'master',
  ],
];
const PROTECTED = new RegExp(`^(.*(?:${ROOTS.join('|')}))(?:e|n|en|er|es|em|s)?$`);

/** `stem` gives the stem of a folded German word: `systems` -> `system`. */
export const german = {
  stem: (word: string): string => PROTECTED.exec(word)?.[1] ?? porter.stem(word),
};
