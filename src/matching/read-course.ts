/** A course as the engine reads it: terms of each text by language, and the marks beside the text. */
import { type Course, codeKey, levelOf } from '../domain/index.ts';
import { numeralsOf } from './text/numerals.ts';
import { readDescription, readText, readTitle, type Token } from './text/words.ts';

/** One text of a course: a title, a description or the n-th learning outcome. */
export interface SourceText {
  readonly field: 'title' | 'description' | 'outcomes';
  readonly text: string;
  readonly tokens: readonly Token[];
}

/** Marks of a course outside its texts. */
export interface CourseMarks extends ReturnType<typeof readCode> {
  readonly numerals: readonly number[];
  /** Null when neither the level nor the course number tells. */
  readonly graduate: boolean | null;
  readonly laboratory: boolean;
  /** Seminars, projects, theses, special topics: the title does not settle the topic. */
  readonly open: boolean;
}

/** All languages in which a course has a title or a description, sorted. */
export const languagesOf = (course: Course): string[] =>
  [...new Set([...Object.keys(course.titles), ...Object.keys(course.descriptions)])].sort();

/**
 * Reads the texts of one language: the title, and in the body the description and each outcome. `description` replaces the course's own
 * when it only refers to another course.
 */
export function readTexts(
  course: Pick<Course, 'titles' | 'descriptions' | 'outcomes'>,
  language: string,
  description?: string,
): { readonly title: SourceText; readonly body: readonly SourceText[] } {
  const title = course.titles[language] ?? '';
  const text = description ?? course.descriptions[language] ?? '';
  const body: SourceText[] = [];
  if (text) body.push({ field: 'description', text, tokens: readDescription(text, language) });
  for (const outcome of course.outcomes[language] ?? [])
    body.push({ field: 'outcomes', text: outcome, tokens: readText(outcome, language) });
  return { title: { field: 'title', text: title, tokens: readTitle(title, language) }, body };
}

/** What a code tells; the rest of it is never looked at. */
export function readCode(code: string): {
  /** Letters before the first digit, upper case: `MATH` of `MATH 101`. */
  readonly subject: string;
  /** First digit of the course number when that has three digits or more: 1 of `MATH 101`, 4 of `CS4240`. */
  readonly yearDigit: number | null;
} {
  const key = codeKey(code);
  const number = /\d{3,}/.exec(key)?.[0];
  return {
    subject: /^\p{L}+/u.exec(key)?.[0] ?? '',
    yearDigit: number === undefined ? null : Number(number[0]),
  };
}

const MARKS = {
  /** Of titles in lower case. */
  laboratory: /\blab(?:oratory|s)?\b|\bpraktikum\b|лаборатор|зертхана/,
  open: /\bseminar|\bthesis\b|\bdissertation\b|\bresearch$|\bpractic\b|\bindependent study\b|\bproject\b|\binternship\b|\bpracticum\b|\bspecial topics?\b|selected topics?\b|\bhonou?rs\b|\bcapstone\b|семинар|дипломн|практика/,
  /** Course numbers from 500 or 5000 on are for graduates nearly everywhere that numbers by year. */
  graduateDigit: 5,
} as const;

/** The marks of a course, from all its titles, its code and its level. */
export function readMarks(course: Course): CourseMarks {
  const titles = Object.values(course.titles);
  const lower = titles.map((title) => title.toLowerCase());
  const level = levelOf(course.level);
  const code = readCode(course.code);
  const byNumber = code.yearDigit === null ? null : code.yearDigit >= MARKS.graduateDigit;
  return {
    ...code,
    numerals: [...new Set(titles.flatMap(numeralsOf))],
    graduate: level === null ? byNumber : level !== 'bachelor',
    laboratory: lower.some((title) => MARKS.laboratory.test(title)),
    open: lower.some((title) => MARKS.open.test(title)),
  };
}
