/** Administrative sentences of a description: prerequisites, credit rules, grading. They say nothing about the topic. */
import type { Span } from './words.ts';

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

/** Course codes ("MATH 101") and time tables ("[3-0-1]") inside a sentence that is read. */
const CODES = /\b[A-Z]{2,5}[ -]?\d{3,4}[A-Z]{0,2}\b|\[[\d\s-]+\]/g;
const SENTENCE = /[^.;!?\n]+[.;!?\n]*/g;

/** The spans of a description that carry no topic. */
export function boilerplateOf(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: sentence, index } of text.matchAll(SENTENCE)) {
    if (ADMINISTRATIVE.test(sentence.toLowerCase())) spans.push([index, index + sentence.length]);
  }
  for (const { 0: code, index } of text.matchAll(CODES)) spans.push([index, index + code.length]);
  return spans;
}
