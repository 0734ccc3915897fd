/**
 * Kazakh stems by stripping suffixes from the outside in: case, possessive, plural, then the adjective makers.
 * Kazakh is agglutinative and regular; the suffix agrees with the last vowel (harmony) and the last consonant of the stem.
 * First and second person possessives are left on: course texts hardly have them, and -ым/-ім end many nouns (ғылым, білім).
 */

const BACK = /[аоұыёя]/;
const FRONT = /[әөүіеэ]/;
/** `и`, `у` and `ю` occur in both kinds of words, and foreign words take suffixes of either kind after them. */
const VOWEL = /[аәоөұүыіиуеёюяэ]/;
const MIN_STEM = 3;

interface Suffix {
  readonly text: string;
  /** What the rest must end in, when the suffix is possible only there. */
  readonly after: RegExp | null;
}

const list = (forms: string, after: RegExp | null = null): Suffix[] =>
  forms.split(' ').map((text) => ({ text, after }));
const longestFirst = (suffixes: Suffix[]): readonly Suffix[] =>
  suffixes.sort((a, b) => b.text.length - a.text.length || (a.text < b.text ? -1 : 1));

const THIRD_PERSON = /[ыі]$/;
const VOWEL_END = /[аәоөұүыіиуеёюяэ]$/;
/** `у` after a vowel or at the end of a verbal noun is the consonant w: талдау-ы. */
const CONSONANT_END = /[^аәоөұүыіиеёюяэьъ]$/;
const VOICELESS_END = /[кқпстшщфхцчһбвгд]$/;
const VOICED_END = /[аәоөұүыіиуеёюяэлрймнңзжьвбгғд]$/;

/** The relative suffix stands outside the locative: жүйе-де-гі "that is in the system". */
const RELATIVE = longestFirst([
  ...list('дағы дегі', VOICED_END),
  ...list('тағы тегі', VOICELESS_END),
  ...list('ндағы ндегі', THIRD_PERSON),
]);

const CASE = longestFirst([
  ...list('ның нің'),
  ...list('дың дің', VOICED_END),
  ...list('тың тің', VOICELESS_END),
  ...list('ға ге', VOICED_END),
  ...list('қа ке', VOICELESS_END),
  ...list('на не', THIRD_PERSON),
  ...list('ны ні', VOWEL_END),
  ...list('ды ді', VOICED_END),
  ...list('ты ті', VOICELESS_END),
  ...list('н', THIRD_PERSON),
  ...list('да де', VOICED_END),
  ...list('та те', VOICELESS_END),
  ...list('нда нде', THIRD_PERSON),
  ...list('дан ден', VOICED_END),
  ...list('тан тен', VOICELESS_END),
  ...list('нан нен'),
  ...list('мен бен пен'),
]);

const POSSESSIVE = longestFirst([
  // Not after ы/і: there the с belongs to the stem far more often (әдіс-і, жұмыс-ы) than not (белгі-сі).
  ...list('сы сі', /[аәоөұүиуеёюяэ]$/),
  ...list('ы і', CONSONANT_END),
  ...list('мыз міз ңыз ңіз', VOWEL_END),
  ...list('ымыз іміз ыңыз іңіз', CONSONANT_END),
]);

const PLURAL = longestFirst([
  ...list('лар лер', /[аәоөұүыіиуеёюяэрй]$/),
  ...list('дар дер', /[лмнңзжьвбгд]$/),
  ...list('тар тер', VOICELESS_END),
]);

/** Adjectives of a noun (химия-лық "chemical", желі-лік "of the network"), "with" and "without". */
const ADJECTIVE = longestFirst([
  ...list('лық лік', /[аәоөұүыіиуеёюяэрй]$/),
  ...list('дық дік', /[лмнңзжьрвд]$/),
  ...list('тық тік', /[кқпстшщфхцчһбвгдл]$/),
  ...list('сыз сіз'),
  ...list('и', /..[^аәоөұүыіиуеёюяэьъ]$/),
]);

/** Noun roots whose end looks like a suffix and that course texts are full of. */
const ROOTS = new Set(
  (
    'мәтін орын үлгі негіз тәжірибе математика физика экономика логика техника механика карта база машина система ' +
    'тамақ салық бөлік тарих халық құқық ықтимал бағыт адам қоғам орта әдебиет мәдениет мемлекет денсаулық ауыл тұлға ' +
    'жергілікті белгі сапа баға басты жалпы ұлтты ішкі сыртқы негізгі қазіргі көлік балық кітап әлемді тізбек беттік көрсеткі ' +
    'қазақстан ұлттық желі қаржы ресей медицина дәрі мәселе сауда шара қалдық анықтама таңба өмір бизнес дене сыны'
  ).split(' '),
);

/** True when the vowels of suffix and stem agree, or when one of them has no vowel that tells. */
function isHarmonious(stem: string, suffix: string): boolean {
  const last = [...stem].reverse().find((letter) => VOWEL.test(letter));
  if (last === undefined) return false;
  if (BACK.test(suffix)) return !FRONT.test(last);
  return !FRONT.test(suffix) || !BACK.test(last);
}

/** A stem's last consonant is voiced before a vowel (құқық, құқығы; мектеп, мектебі): one letter for both. */
const devoice = (stem: string): string => stem.replace(/ғ$/, 'қ').replace(/г$/, 'к').replace(/б$/, 'п');

/** The word without its longest fitting suffix of one slot, or the word itself. */
function strip(word: string, slot: readonly Suffix[]): string {
  if (ROOTS.has(word)) return word;
  const fitting = slot.find(({ text, after }) => {
    if (!word.endsWith(text)) return false;
    const stem = word.slice(0, -text.length);
    return stem.length >= MIN_STEM && (after === null || after.test(stem)) && isHarmonious(stem, text);
  });
  return fitting === undefined ? word : devoice(word.slice(0, -fitting.text.length));
}

const SLOTS = [RELATIVE, CASE, POSSESSIVE, PLURAL, ADJECTIVE, PLURAL] as const;

/**
 * The stem of a Kazakh word, lower case: `технологияларының` -> `технология`, `жүйелеріндегі` -> `жүйе`. At least three
 * letters stay. Not a dictionary form: the same stem for the forms of one word is all it is for.
 */
export function stemKazakh(word: string): string {
  return devoice(SLOTS.reduce(strip, word.toLowerCase()));
}
