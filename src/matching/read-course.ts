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
export interface CourseMarks {
  /** {@link yearDigitOf} its code, where the list's codes tell the year; null elsewhere. */
  readonly yearDigit: number | null;
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

/** First digit of a course number of three or four digits: 1 of `MATH 101`, 4 of `CS4240`. Longer numbers are running numbers. */
function yearDigitOf(code: string): number | null {
  const number = /(?<!\d)\d{3,4}(?!\d)/.exec(codeKey(code))?.[0];
  return number === undefined ? null : Number(number[0]);
}

/** A list whose codes are of this kind needs so many of them to show it, in so many years with at least this share each. */
const SCHEME = { codes: 20, years: 3, share: 0.08 } as const;

/** Whether the codes of a list tell the year of study: a code alone does not, its peers do. */
export function tellYears(codes: readonly string[]): boolean {
  const digits = codes.flatMap((code) => yearDigitOf(code) ?? []);
  const counts = new Map<number, number>();
  for (const digit of digits) if (digit > 0) counts.set(digit, (counts.get(digit) ?? 0) + 1);
  const years = [...counts.values()].filter((count) => count >= SCHEME.share * digits.length);
  return digits.length >= SCHEME.codes && 2 * digits.length >= codes.length && years.length >= SCHEME.years;
}

const MARKS = {
  /** Of titles in lower case. */
  laboratory: /\blab(?:oratory|s)?\b|\bpraktikum\b|лаборатор|зертхана/,
  /** Of German titles: in English "labor" is work. */
  labor: /labor(?:praktikum|übung(?:en)?|versuche?)?(?!\p{L})/u,
  /** A course that has a laboratory, or has none, is not one. */
  beside:
    /(?:(?<!\p{L})(?:with(?:out)?|and|no|non|plus|mit|ohne|und|и|с|без|және)|[&+/])\s*\(?(?:a |the )?(?:lab|praktikum|лаборатор|зертхана)/u,
  /** One word with what stands before it, "lecture-lab" and "лекционно-лабораторный"; in German that is a laboratory of its own. */
  joined: /\p{L}-(?:lab|лаборатор|зертхана)/u,
  open: /\bseminar|\bthesis\b|\bdissertation\b|\bresearch$|\bpractic\b|\bindependent study\b|\bproject\b|\binternship\b|\bpracticum\b|\bspecial topics?\b|selected topics?\b|\bhonou?rs\b|\bcapstone\b|семинар|дипломн|практика/,
  /** Course numbers from 500 or 5000 on are for graduates nearly everywhere that numbers by year. */
  graduateDigit: 5,
} as const;

function isLaboratory(title: string, language: string): boolean {
  const isGerman = language === 'de';
  const isNamed = MARKS.laboratory.test(title) || (isGerman && MARKS.labor.test(title));
  return isNamed && !MARKS.beside.test(title) && (isGerman || !MARKS.joined.test(title));
}

/** The marks of a course, from all its titles, its level, and its code where `codesTell` of the year. */
export function readMarks(course: Course, codesTell: boolean): CourseMarks {
  const titles = Object.values(course.titles);
  const lower = titles.map((title) => title.toLowerCase());
  const level = levelOf(course.level);
  const yearDigit = codesTell ? yearDigitOf(course.code) : null;
  const byNumber = yearDigit === null ? null : yearDigit >= MARKS.graduateDigit;
  return {
    yearDigit,
    numerals: [...new Set(titles.flatMap(numeralsOf))],
    graduate: level === null ? byNumber : level !== 'bachelor',
    laboratory: Object.entries(course.titles).some(([language, title]) => isLaboratory(title.toLowerCase(), language)),
    open: lower.some((title) => MARKS.open.test(title)),
  };
}
