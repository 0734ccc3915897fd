/** The reasons of a match in words: topics with quotes, and remarks. */
import { type Match, type MatchText, type MatchTextKey, matchText, sayMatchText } from '../domain/index.ts';
import type { ReadCourse } from './catalogue-index.ts';
import { type Comparison, isAcross } from './compare.ts';
import { compareNumerals } from './features.ts';
import { readTexts } from './read-course.ts';
import { frequencyOf, inverseFrequency } from './term-space.ts';
import { type TopicSide, termsOf } from './topics.ts';
import type { View } from './view.ts';

export type SideTerms = ReturnType<typeof termsOf>;

/** The topic words of one course in a language; how telling a word is comes from the catalogue. */
export function topicTerms(
  side: TopicSide['side'],
  { course, stub }: ReadCourse,
  { language, view }: TopicView,
): SideTerms {
  const { title, body } = readTexts(course, language, stub?.descriptions[language]);
  const { words } = view.spaces;
  const texts = title.text ? [title, ...body] : body;
  return termsOf({ side, language, texts }, (term) => inverseFrequency(words.size, frequencyOf(words, term)));
}

/** In which language a course is read, and the view of the catalogue that knows how telling its words are. */
export interface TopicView {
  readonly language: string;
  readonly view: View;
}

const hasDescription = ({ course, stub }: ReadCourse): boolean =>
  [...Object.values(course.descriptions), ...Object.values(stub?.descriptions ?? {})].some(
    (text) => text.trim() !== '',
  );

/** A remark with its sentence. */
export function remark(key: MatchTextKey, values: MatchText['values'] = {}): Match['notes'][number] {
  const text = matchText(key, values);
  return { key, text, label: sayMatchText(text) };
}

/** Remarks a person should see, by stable key. */
export function noteMatch(home: ReadCourse, host: ReadCourse, { from, view }: Comparison): Match['notes'] {
  const notes: Match['notes'] = [];
  const [a, b] = [home.marks, host.marks];
  if (home.stub) notes.push(remark('stub-resolved-home', { code: home.stub.code }));
  if (host.stub) notes.push(remark('stub-resolved-host', { code: host.stub.code }));
  if (!hasDescription(home)) notes.push(remark('no-description-home'));
  if (!hasDescription(host)) notes.push(remark('no-description-host'));
  if (isAcross({ from, view })) notes.push(remark('across-languages', { from, to: view.language }));
  if (compareNumerals(a.numerals, b.numerals) === 'differ') notes.push(remark('part-differs'));
  if (a.graduate !== null && b.graduate !== null && a.graduate !== b.graduate) notes.push(remark('cycle-differs'));
  return notes;
}
