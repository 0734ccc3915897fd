/** The reasons of a match in words: topics with quotes, and remarks. */
import type { Course, Match } from '../domain/index.ts';
import { compareNumerals } from './features.ts';
import type { CourseMarks } from './read-course.ts';
import { languagesOf, readTexts } from './read-course.ts';
import type { ResolvedStub } from './stubs.ts';
import { frequencyOf, inverseFrequency } from './term-space.ts';
import { foldWord } from './text/words.ts';
import { compareTopics, type TopicSide, type Topics, termsOf } from './topics.ts';
import { foldKey } from './transliterate.ts';
import { CROSS, pivotOf, type View } from './view.ts';

/** A course with what was found out about it. */
export interface ReadCourse {
  readonly course: Course;
  readonly marks: CourseMarks;
  readonly stub: ResolvedStub | undefined;
}

function sideOf(side: 'home' | 'host', { course, stub }: ReadCourse, view: string): TopicSide {
  const language = view === CROSS ? (pivotOf(course) ?? 'en') : view;
  const { title, body } = readTexts(course, language, stub?.descriptions[language]);
  return {
    side,
    language,
    texts: title.text ? [title, ...body] : body,
    keyOf:
      view === CROSS
        ? ({ text }, { start, end }) => foldKey(foldWord(text.slice(start, end)))
        : (_text, { term }) => term,
  };
}

export type SideTerms = ReturnType<typeof termsOf>;

/** The topic words of one course in a view; how telling a word is comes from the catalogue. */
export function topicTerms(side: 'home' | 'host', course: ReadCourse, view: View): SideTerms {
  const { words } = view.spaces;
  return termsOf(sideOf(side, course, view.language), (key) => inverseFrequency(words.size, frequencyOf(words, key)));
}

/** Shared, missing and surplus topics of a pair. */
export function explainTopics(home: SideTerms, host: SideTerms): Topics {
  return compareTopics(home, host);
}

const hasDescription = ({ course, stub }: ReadCourse): boolean =>
  [...Object.values(course.descriptions), ...Object.values(stub?.descriptions ?? {})].some(
    (text) => text.trim() !== '',
  );

/** Remarks a person should see, by stable key. */
export function noteMatch(home: ReadCourse, host: ReadCourse, view: View): Match['notes'] {
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
  if (view.language === CROSS) {
    const [from, to] = [languagesOf(home.course).join(', '), languagesOf(host.course).join(', ')];
    note('across-languages', `Compared across languages (${from} with ${to})`);
  }
  if (compareNumerals(home.marks.numerals, host.marks.numerals) === 'differ')
    note('part-differs', 'The titles name different parts of a sequence');
  if (home.marks.graduate !== null && host.marks.graduate !== null && home.marks.graduate !== host.marks.graduate)
    note('cycle-differs', 'One course is for graduates, the other is not');
  return notes;
}
