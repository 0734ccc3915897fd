/** Courses read into subjects, and two courses compared there. */
import type { Course } from '../../domain/index.ts';
import { DIMENSIONS } from '../meaning/index.ts';
import { languagesOf } from '../read-course.ts';
import { listCourse } from '../read-terms.ts';
import type { ResolvedStub } from '../stubs.ts';
import type { TermCounts } from '../term-space.ts';
import type { Relation, SubjectBook } from './subject-book.ts';
import { type SubjectShares, sharesOf } from './subject-reader.ts';

/** A course as subjects: how likely each is, and what they usually teach as a unit vector, zeros where none is known. */
export interface CourseSubjects {
  readonly shares: SubjectShares;
  readonly meaning: Float32Array;
}

/** Reads a course by its titles and descriptions: the mean of what its languages say. */
export function subjectsOf(book: SubjectBook, course: Course, stub?: ResolvedStub): CourseSubjects {
  const strength = new Float64Array(book.subjects.length);
  let languages = 0;
  for (const language of languagesOf(course)) {
    const reader = book.readIn(language);
    if (!reader) continue;
    const { title, body, spelling } = listCourse(course, language, stub);
    const counts = new Map<string, number>();
    for (const stem of title) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    for (const stem of body) counts.set(stem, (counts.get(stem) ?? 0) + 1);
    languages += 1;
    reader.read({ title: [...new Set(title)], spelling, counts }, strength);
  }
  if (languages > 1)
    for (let at = 0; at < strength.length; at += 1) strength[at] = (strength[at] as number) / languages;
  return withMeaning(book, sharesOf(strength));
}

/** Shares with what their subjects usually teach. */
export const withMeaning = (book: SubjectBook, shares: SubjectShares): CourseSubjects => ({
  shares,
  meaning: meaningOf(book, shares),
});

function meaningOf(book: SubjectBook, shares: SubjectShares): Float32Array {
  const sum = new Float32Array(DIMENSIONS);
  for (const [subject, share] of shares) {
    const own = book.meaningOf(subject);
    for (let k = 0; k < DIMENSIONS; k += 1) sum[k] = (sum[k] as number) + share * (own[k] as number);
  }
  const length = Math.sqrt(sum.reduce((square, value) => square + value * value, 0)) || 1;
  return sum.map((value) => value / length);
}

/** How likely two courses stand in each relation, by the shares of their subjects, and the cosine of what they usually teach, -1 to 1. */
export type Relations = Readonly<Record<Relation | 'meaning', number>>;

export function compareSubjects(book: SubjectBook, home: CourseSubjects, host: CourseSubjects): Relations {
  const relations = { same: 0, part: 0, whole: 0, near: 0, field: 0, far: 0, meaning: 0 };
  for (const [mine, share] of home.shares)
    for (const [theirs, other] of host.shares) relations[book.relationOf(mine, theirs)] += share * other;
  for (let k = 0; k < DIMENSIONS; k += 1)
    relations.meaning += (home.meaning[k] as number) * (host.meaning[k] as number);
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
    for (const stem of reader?.titlesOf(subject).flat() ?? []) titles.set(stem, 1);
  }
  return { topics, titles };
}

/** A host title beside a home course. */
export interface ComparedTitle {
  /** How alike it is with the nearest of the usual titles of the home course's likeliest subjects, by their shares, 0 to 1. */
  readonly usual: number;
  /** How much of it is neither in those nor in the home course's own title nor a usual topic, 0 to 1. */
  readonly surplus: number;
  /** It has the same words as the home title, or only some of them. */
  readonly extent: 'same' | 'more-general' | null;
}

const NO_TITLE: ComparedTitle = { usual: 0, surplus: 0, extent: null };

/** Prepares the comparison of host titles with a home course. `own`: stems of its title in the language of the host. */
export function titleComparer(
  book: SubjectBook,
  shares: SubjectShares,
  { own, language }: { readonly own: TermCounts; readonly language: string },
): (title: ReadonlySet<string>) => ComparedTitle {
  const reader = book.readIn(language);
  const subjects = leading(shares).map((subject) => ({
    subject,
    share: shares.get(subject) ?? 0,
    usual: reader?.usualOf(subject) ?? new Map<string, number>(),
  }));
  return (title) => {
    if (title.size === 0) return NO_TITLE;
    const common = [...title].filter((stem) => own.has(stem)).length;
    const extent = common < title.size ? null : own.size === title.size ? 'same' : 'more-general';
    if (!reader) return { ...NO_TITLE, extent };
    let [total, strange] = [0, 0];
    for (const stem of title) {
      const information = reader.information(stem);
      total += information;
      if (!own.has(stem) && !subjects.some(({ usual }) => usual.has(stem))) strange += information;
    }
    let usual = 0;
    for (const { subject, share } of subjects) usual = Math.max(usual, share * reader.likeTitle(subject, title, total));
    return { usual, surplus: total > 0 ? strange / total : 0, extent };
  };
}
