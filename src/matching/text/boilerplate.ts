/** Administrative sentences of a description: prerequisites, credit rules, grading. They say nothing about the topic. */

/** A part of a text that is not read, as `[start, end)`. */
export type Span = readonly [start: number, end: number];

/** A sentence that holds one of these, in lower case, is not read. (Folding case in the pattern was measured ten times slower.) */
const ADMINISTRATIVE = new RegExp(
  [
    String.raw`\b(?:pre|co|anti)-?\s?requisites?\b`,
    String.raw`\bminimum (?:of )?(?:an? )?(?:grade|"?[a-f][+-]?"? grade)`,
    String.raw`\b(?:no|not|without|only|extra|double|both|academic|duplicate|professional|graduate)\b[^.;]{0,40}\bcredit\b`,
    String.raw`\bcredit (?:will|may|can|is|cannot|not|hours?|for|only|granted|given|allowed|exclu)`,
    String.raw`\b(?:students?|those) (?:who|with|having)\b[^.;]{0,60}\b(?:credit|taken|completed|passed|received)\b`,
    String.raw`\b(?:may|can)(?:not| not)? be (?:repeated|taken|counted|used)\b`,
    String.raw`\bmay (?:not )?(?:repeat|receive|enrol|register|take)`,
    String.raw`\bgraded? (?:on|as|p\b|pp|s\b|letter|pass|distribution|credit)|\bgrades? of\b|\bpass\s?/\s?fail|\bs/u\b|\bcredit/d`,
    String.raw`\b(?:permission|consent|approval) (?:of|from)\b|instructor'?s? (?:approval|consent|permission)`,
    String.raw`\b(?:under)?graduate hours\b|\bcontact hours\b|\bhours per week\b|\blab(?:oratory)? hours\b|\blecture hours\b`,
    String.raw`\badditional fees|\bcourse fee|\bclass schedule\b|\bcrosslisted|\bcross-listed|\bformerly\b|\bsame as\b`,
    String.raw`\bsections? info|\bcurrently \d+ sections|\bshow sections|\bno sections\b|\bthere are currently|\bsections? in (?:the|any)`,
    String.raw`\bcourse attributes?\b|\btransferable?\b|\btransfer credit|\bcsu\b|\bgen ed\b|\bgeneral education\b`,
    String.raw`\bregistration (?:in|is|limited|restricted)|\brestricted to\b|\bopen (?:only )?to\b|\bexclusions?\b`,
    String.raw`\boffered (?:in|every|each|on|as|alternat|fall|spring|summer|winter|periodic)|\b(?:not )?offered each`,
    String.raw`^\s*(?:prior |successful )?completion of\b|\b(?:year|junior|senior|graduate) standing\b|\bequivalent to [a-z]{2,5}\b|\bcount towards?\b|\bdegree requirements?\b|\bsatisf(?:y|ies) (?:the|a|an)\b`,
    'пререквизит|постреквизит|voraussetzung|leistungspunkt',
  ].join('|'),
);

/** Each alternative of {@link ADMINISTRATIVE} needs a word that begins like one of these, is one of these, or has one of the parts. */
const HINT_BEGINNINGS =
  /^(?:minimum|taken|completed|passed|received|repeat|counted|used|receive|enrol|register|take|grade|fail|permission|consent|approval|fee|crosslisted|listed|section|currently|transferabl|registration|offered|satisf)/;
const HINT_WORDS =
  /^(?:u|hours|schedule|formerly|same|attributes?|csu|ed|education|restricted|open|exclusions?|completion|standing|equivalent|count|requirements?)$/;
const HINT_PARTS = /requisite|credit|пререквизит|постреквизит|voraussetzung|leistungspunkt/;
/** There the pattern, which knows ASCII alone, sees several words. */
const MIXED = /[a-z][^a-z]*[^\0-\x7f]|[^\0-\x7f][^a-z]*[a-z]/;
const SUFFIX = /[#+]+$/;

/** False for a printed word that no administrative sentence needs: a sentence of such words alone need not be asked about. */
export function hintsAtAdministration(printed: string): boolean {
  const word = printed.toLowerCase().replace(SUFFIX, '');
  return HINT_PARTS.test(word) || HINT_BEGINNINGS.test(word) || HINT_WORDS.test(word) || MIXED.test(word);
}

export const isAdministrative = (sentence: string): boolean => ADMINISTRATIVE.test(sentence.toLowerCase());

/** Course codes ("MATH 101") and time tables ("[3-0-1]") inside a sentence that is read. */
const CODES = /\b[A-Z]{2,5}[ -]?\d{3,4}[A-Z]{0,2}\b|\[[\d\s-]+\]/g;
const DIGIT = /\d/;

/** Where codes and time tables stand. */
export function codeSpansOf(text: string): Span[] {
  if (!DIGIT.test(text)) return [];
  return [...text.matchAll(CODES)].map(({ 0: code, index }): Span => [index, index + code.length]);
}

const SENTENCE = /[^.;!?\n]+[.;!?\n]*/g;

/** The spans of a description that carry no topic. */
export function boilerplateOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    if (isAdministrative(sentence)) spans.push([index, index + sentence.length]);
  }
  return [...spans, ...codeSpansOf(text)];
}
