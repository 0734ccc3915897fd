/** From a home course to the decisions about courses like it. */
import { type Course, codeKey, type Precedent, titleKey } from '../domain/index.ts';
import { Best, offerAll } from './best.ts';
import { emptyScores, type Scores } from './candidates.ts';
import { type Comparison, createComparer } from './compare.ts';
import type { NearDecision, PrecedentBook } from './precedents.ts';
import type { ResolvedStub } from './stubs.ts';

/** Precedent home courses looked at per home course. */
const NEAREST_COURSES = 25;
/** Without any likeness of words there is nothing to learn from. */
const FAINTEST = 0.15;

interface HomeCourse {
  readonly course: Course;
  readonly stub: ResolvedStub | undefined;
}

export interface NearSearch {
  /** Decisions near the home course at this position, exact and nearest first. `withheld` leaves some out, for testing. */
  readonly near: (position: number, withheld?: (precedent: Precedent) => boolean) => NearDecision[];
}

/** The same code and title at another institution is not the same course: without its name the texts must agree as well. */
const SAME_TEXT = 0.8;

const describes = (course: Course): boolean => Object.values(course.descriptions).some((text) => text.trim() !== '');

/** Whether a decision was about this very course. `institution` is the home institution, when it is known. */
function isSame(
  course: Course,
  precedent: Precedent,
  { likeness, institution }: { likeness: number; institution: string | undefined },
): boolean {
  if (codeKey(course.code) !== codeKey(precedent.homeCode)) return false;
  if (!Object.values(course.titles).some((title) => titleKey(title) === titleKey(precedent.homeTitle))) return false;
  if (institution && precedent.homeInstitution) return titleKey(institution) === titleKey(precedent.homeInstitution);
  return likeness >= SAME_TEXT || !describes(course) || precedent.homeDescription.trim() === '';
}

/** Prepares the search for a list of home courses of an institution, when it is known. */
export function searchBook(book: PrecedentBook, home: readonly HomeCourse[], institution?: string): NearSearch {
  const comparer = createComparer(home, book.index);
  const scores = emptyScores(book.index.size);
  const likeness = new Float32Array(book.index.size);
  const compare = ({ course }: HomeCourse, position: number, comparison: Comparison): NearDecision[] => {
    if (!comparer.scan(position, comparison, scores)) return [];
    mixLikeness(scores, likeness);
    const best = new Best(NEAREST_COURSES);
    offerAll(likeness, comparison.eligible, best);
    return best.documents().flatMap((at) =>
      (book.decisions[at] ?? []).map((decision) => {
        const exact = isSame(course, decision.precedent, { likeness: likeness[at] ?? 0, institution });
        return { ...decision, exact, similarity: exact ? 1 : Math.min(1, likeness[at] ?? 0) };
      }),
    );
  };
  return {
    near: (position, withheld = () => false) => {
      const mine = home[position];
      if (!mine) return [];
      return comparer
        .comparisonsOf(position)
        .flatMap((comparison) => compare(mine, position, comparison))
        .filter(({ exact, similarity, precedent }) => (exact || similarity >= FAINTEST) && !withheld(precedent))
        .sort((a, b) => Number(b.exact) - Number(a.exact) || b.similarity - a.similarity || a.order - b.order);
    },
  };
}

/** Half the titles, half the whole texts. */
function mixLikeness({ words, title }: Scores, likeness: Float32Array): void {
  for (let at = 0; at < likeness.length; at += 1) likeness[at] = 0.5 * (words[at] ?? 0) + 0.5 * (title[at] ?? 0);
}
