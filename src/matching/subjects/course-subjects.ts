/** Courses read into subjects, and two courses compared there. */
import type { Course } from '../../domain/index.ts';
import { DIMENSIONS } from '../meaning/index.ts';
import { languagesOf } from '../read-course.ts';
import { listCourse } from '../read-terms.ts';
import type { ResolvedStub } from '../stubs.ts';
import type { TermCounts } from '../term-space.ts';
import type { Relation, SubjectBook } from './subject-book.ts';
import { type SubjectShares, sharesOf } from './subject-reader.ts';

/** The subjects of a course by its titles and descriptions, the mean of what its languages say. */
export function subjectsOf(book: SubjectBook, course: Course, stub?: ResolvedStub): SubjectShares {
  const strength = new Map<number, number>();
  let languages = 0;
  for (const language of languagesOf(course)) {
    const reader = book.readIn(language);
    if (!reader) continue;
    const { title, body } = listCourse(course, language, stub);
    const counts = new Map<string, number>();
    for (const stem of [...title, ...body]) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    languages += 1;
    for (const [subject, value] of reader.read([...new Set(title)], counts))
      strength.set(subject, (strength.get(subject) ?? 0) + value);
  }
  for (const [subject, sum] of strength) strength.set(subject, sum / languages);
  return sharesOf(strength);
}

/** How likely two courses stand in each relation, by the shares of their subjects; `known` is how likely both are of known subjects. */
export type Relations = Readonly<Record<Relation | 'known', number>>;

export function compareSubjects(book: SubjectBook, home: SubjectShares, host: SubjectShares): Relations {
  const relations = { same: 0, part: 0, whole: 0, near: 0, field: 0, far: 0, known: 0 };
  for (const [mine, share] of home)
    for (const [theirs, other] of host) {
      relations[book.relationOf(mine, theirs)] += share * other;
      relations.known += share * other;
    }
  return relations;
}

/** The likeliest subjects of a course: what is usual is told of these alone. */
const leading = (shares: SubjectShares): number[] =>
  [...shares].filter(([, share], at) => share >= (at === 0 ? 0.3 : 0.35)).map(([subject]) => subject);

/** What is usual in courses of these subjects, in the words of a language. */
export function usualTermsOf(
  book: SubjectBook,
  shares: SubjectShares,
  language: string,
): { readonly topics: TermCounts; readonly titles: TermCounts } {
  const [topics, titles] = [new Map<string, number>(), new Map<string, number>()];
  const reader = book.readIn(language);
  for (const subject of reader ? leading(shares) : []) {
    for (const [stem, count] of reader?.usualOf(subject) ?? []) topics.set(stem, (topics.get(stem) ?? 0) + count);
    for (const stem of new Set(reader?.titlesOf(subject).flat())) titles.set(stem, 1);
  }
  return { topics, titles };
}

/** Cosine of what two courses usually teach by the shares of their subjects, -1 to 1; 0 where one is of no known subject. */
export function likeSubjects(book: SubjectBook, home: SubjectShares, host: SubjectShares): number {
  const place = (shares: SubjectShares): Float32Array => {
    const sum = new Float32Array(DIMENSIONS);
    for (const [subject, share] of shares)
      book.meaningOf(subject).forEach((value, k) => {
        sum[k] = (sum[k] ?? 0) + share * value;
      });
    return sum;
  };
  const [a, b] = [place(home), place(host)];
  const dot = (one: Float32Array, other: Float32Array): number =>
    one.reduce((sum, value, k) => sum + value * (other[k] ?? 0), 0);
  const lengths = Math.sqrt(dot(a, a) * dot(b, b));
  return lengths > 0 ? dot(a, b) / lengths : 0;
}

/**
 * A host title beside the titles of the home course's likeliest subjects: how alike it is with the nearest, by their shares, and how much of it is
 * neither in them nor in the home course's own title nor a usual topic, 0 to 1.
 */
export function compareTitles(
  book: SubjectBook,
  shares: SubjectShares,
  { title, own, language }: { readonly title: readonly string[]; readonly own: TermCounts; readonly language: string },
): { readonly usual: number; readonly surplus: number } {
  const reader = book.readIn(language);
  if (!reader || title.length === 0) return { usual: 0, surplus: 0 };
  const subjects = leading(shares);
  const usual = subjects.map((subject) => (shares.get(subject) ?? 0) * reader.likeTitle(subject, title));
  const [total, strange] = [0, 1].map((least) =>
    title.reduce((sum, stem) => {
      const isKnown = own.has(stem) || subjects.some((subject) => reader.usualOf(subject).has(stem));
      return sum + (least === 1 && isKnown ? 0 : reader.information(stem));
    }, 0),
  ) as [number, number];
  return { usual: Math.max(0, ...usual), surplus: total > 0 ? strange / total : 0 };
}
