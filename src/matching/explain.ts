/** The reasons of a match in words: topics with quotes, and remarks. */
import type { Match } from '../domain/index.ts';
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

/** Remarks a person should see, by stable key. */
export function noteMatch(home: ReadCourse, host: ReadCourse, { from, view }: Comparison): Match['notes'] {
  const notes: Match['notes'] = [];
  const note = (key: string, label: string): void => void notes.push({ key, label });
  for (const [side, { stub }] of [['home', home] as const, ['host', host] as const]) {
    if (stub)
      note(
        'stub-resolved',
        `The ${side} entry only refers to ${stub.code}; its description was read, and quotes are from there`,
      );
  }
  if (!hasDescription(home))
    note('no-description-home', 'The home course has no description: the title alone was compared');
  if (!hasDescription(host))
    note('no-description-host', 'The host course has no description: the title alone was compared');
  if (isAcross({ from, view }))
    note(
      'across-languages',
      `Compared in translation (${from} with ${view.language}); the probability was calibrated on few courses and is never enough to suggest`,
    );
  if (compareNumerals(home.marks.numerals, host.marks.numerals) === 'differ')
    note('part-differs', 'The titles name different parts of a sequence');
  if (home.marks.graduate !== null && host.marks.graduate !== null && home.marks.graduate !== host.marks.graduate)
    note('cycle-differs', 'One course is for graduates, the other is not');
  return notes;
}
