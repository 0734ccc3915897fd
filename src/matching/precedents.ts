/** Past human decisions as they are near a home course: found by its texts, with how they stand and what they are about. */
import {
  type Course,
  codeKey,
  courseSchema,
  groupBy,
  memoise,
  type Precedent,
  type Standing,
  standingsOn,
  titleKey,
} from '../domain/index.ts';
import { Best } from './best.ts';
import { Scores } from './candidates.ts';
import { buildIndex, type CatalogueIndex } from './catalogue-index.ts';
import { type Comparison, createComparer } from './compare.ts';
import type { HomeCourse } from './home-course.ts';

/** A decision about a course like the home course. */
export interface NearDecision {
  readonly precedent: Precedent;
  /** How it stands on the day of the query; one that does not count is shown alone. */
  readonly standing: Exclude<Standing, 'withdrawn'>;
  /** Positions of the host course in the catalogue index; empty when the catalogue does not have it. */
  readonly targets: readonly number[];
  /**
   * A decision of or about this host that gave its course none of the catalogue's: it was refused without naming one of them, or
   * approved for something else, as generic credit is.
   */
  readonly elsewhere: boolean;
  /** Place among all decisions in an order that does not depend on the file's. */
  readonly order: number;
  /** 0 to 1; 1 when the home course is the same by code and title. */
  readonly similarity: number;
  readonly exact: boolean;
}
type Decision = Omit<NearDecision, 'similarity' | 'exact'>;

const PRECEDENT_LIMITS = {
  /** Past home courses looked at per home course. */
  courses: 25,
  /** Similarity below which there is nothing to learn from. */
  faintest: 0.15,
  /** The same code and title at another institution is not the same course: without its name the texts must agree to this degree. */
  sameText: 0.8,
  /** Days and hosts that are kept of one list and catalogue. */
  books: 4,
} as const;

/** Decisions by the position of their home course in an index. */
class Shelf {
  readonly index: CatalogueIndex;
  readonly decisions: readonly (readonly Decision[])[];

  static titlesOf({ courses }: Precedent['home']): string[] {
    return courses.flatMap(({ titles }) => Object.values(titles).map(titleKey));
  }

  /** All that is read of a decision, as text; a figure of its courses has lost its kind between two threads, and says nothing here. */
  static saidOf({ home, host, decision, institute, decidedOn, validUntil, status }: Precedent): string {
    const texts = [home, host].map(({ courses }) =>
      courses.map(({ code, titles, descriptions }) => [code, titles, descriptions]),
    );
    return JSON.stringify([decision, institute, decidedOn, validUntil, status, texts]);
  }

  static codeOf({ courses }: Precedent['home']): string {
    return codeKey(courses[0]?.code ?? '');
  }

  static isTitled(course: Course, side: Precedent['home']): boolean {
    return Object.values(course.titles).some((title) => Shelf.titlesOf(side).includes(titleKey(title)));
  }

  /** Decisions about one text stand together. */
  constructor(decisions: readonly Decision[]) {
    const byText = groupBy(decisions, ({ precedent: { home } }) => {
      const texts = Object.values(home.courses[0]?.descriptions ?? {}).map(titleKey);
      return [...Shelf.titlesOf(home), ...texts, Shelf.codeOf(home)].join('|');
    });
    const decisionsOf = new Map([...byText.values()].map((group) => [Shelf.#homeCourseOf(group[0]), group]));
    this.index = buildIndex([...decisionsOf.keys()]);
    this.decisions = Array.from(
      { length: this.index.size },
      (_, position) => decisionsOf.get(this.index.courseAt(position)) ?? [],
    );
  }

  static #homeCourseOf(decision: Decision | undefined): Course {
    const { code = '', titles = {}, descriptions = {} } = decision?.precedent.home.courses[0] ?? {};
    const [language = 'en'] = Object.keys(descriptions);
    return courseSchema.parse({
      code: code || '-',
      titles: Object.keys(titles).length > 0 ? titles : { [language]: code || '-' },
      descriptions,
    });
  }

  /** Prepares the search for a list of home courses of an institution, when it is known. */
  search(home: readonly HomeCourse[], institution: string | undefined): (position: number) => NearDecision[] {
    const comparer = createComparer(home, this.index);
    const scores = new Scores(this.index.size);
    const likeness = new Float32Array(this.index.size);
    const compare = (position: number, course: Course, comparison: Comparison): NearDecision[] => {
      if (!comparer.scan(position, comparison, scores)) return [];
      const { words, title } = scores.channels;
      // Half the titles, half the whole texts.
      for (let at = 0; at < likeness.length; at += 1) likeness[at] = 0.5 * (words[at] ?? 0) + 0.5 * (title[at] ?? 0);
      const best = new Best(PRECEDENT_LIMITS.courses);
      best.offerAll(likeness, comparison.eligible);
      return best.documents().flatMap((at) =>
        (this.decisions[at] ?? []).map((decision) => {
          const exact = Shelf.#isSame(course, decision.precedent, { likeness: likeness[at] ?? 0, institution });
          return { ...decision, exact, similarity: exact ? 1 : Math.min(1, likeness[at] ?? 0) };
        }),
      );
    };
    return (position) => {
      const mine = home[position];
      if (!mine) return [];
      return comparer.comparisonsOf(position).flatMap((comparison) => compare(position, mine.course, comparison));
    };
  }

  /** Whether a decision was about this very course. `institution` is the home institution, when it is known. */
  static #isSame(
    course: Course,
    { home }: Precedent,
    { likeness, institution }: { readonly likeness: number; readonly institution: string | undefined },
  ): boolean {
    const decided = home.courses[0];
    if (!decided || codeKey(course.code) !== codeKey(decided.code) || !Shelf.isTitled(course, home)) return false;
    if (institution && home.institution) return titleKey(institution) === titleKey(home.institution);
    const isDescribed = ({ descriptions }: Pick<Course, 'descriptions'>): boolean =>
      Object.values(descriptions).some((text) => text.trim() !== '');
    return likeness >= PRECEDENT_LIMITS.sameText || !isDescribed(course) || !isDescribed(decided);
  }
}

/** Decisions near the home course at a position, exact and nearest first. `withheld` leaves some out, for testing. */
export type NearSearch = (position: number, withheld?: (precedent: Precedent) => boolean) => NearDecision[];

/** Decisions read for queries against one catalogue. Those that do not count stand apart, so that they change no figure of those that do. */
export class PrecedentBook {
  static readonly #books = new WeakMap<readonly Precedent[], WeakMap<CatalogueIndex, Map<string, PrecedentBook>>>();
  readonly #shelves: readonly Shelf[];

  /** Kept as long as both lists: a server asks again and again. */
  static open(
    precedents: readonly Precedent[],
    catalogue: CatalogueIndex,
    { today, hostInstitution }: { readonly today?: string; readonly hostInstitution?: string },
  ): PrecedentBook {
    const ofList = PrecedentBook.#books.get(precedents) ?? new WeakMap<CatalogueIndex, Map<string, PrecedentBook>>();
    PrecedentBook.#books.set(precedents, ofList);
    const ofIndex = ofList.get(catalogue) ?? new Map<string, PrecedentBook>();
    ofList.set(catalogue, ofIndex);
    const read = (): PrecedentBook =>
      new PrecedentBook(PrecedentBook.#onPairs(precedents, today), catalogue, hostInstitution);
    return memoise(ofIndex, `${today} ${hostInstitution}`, read, PRECEDENT_LIMITS.books);
  }

  private constructor(
    onPairs: readonly Pick<Decision, 'precedent' | 'standing' | 'order'>[],
    catalogue: CatalogueIndex,
    hostInstitution: string | undefined,
  ) {
    const positions = new Map<string, number[]>();
    for (let position = 0; position < catalogue.size; position += 1) {
      const key = codeKey(catalogue.courseAt(position).code);
      positions.set(key, [...(positions.get(key) ?? []), position]);
    }
    const asked = titleKey(hostInstitution ?? '');
    /** A decision is about this host when the institution is the same or not known, or when code and title both agree. */
    const isAbout = ({ host }: Precedent, course: Course): boolean => {
      const named = titleKey(host.institution);
      return named === '' || asked === '' || named === asked || Shelf.isTitled(course, host);
    };
    const decisionsThat = (counts: boolean): Decision[] => {
      const found = onPairs
        .filter(({ standing }) => (standing === 'counts') === counts)
        .map((entry) => ({
          ...entry,
          targets: (positions.get(Shelf.codeOf(entry.precedent.host)) ?? []).filter((position) =>
            isAbout(entry.precedent, catalogue.courseAt(position)),
          ),
        }));
      const isThisHost = PrecedentBook.#hostsNamed(found, asked);
      return found.map((entry) => ({
        ...entry,
        elsewhere: entry.targets.length === 0 && isThisHost(entry.precedent),
      }));
    };
    this.#shelves = [decisionsThat(true), decisionsThat(false)]
      .filter(({ length }) => length > 0)
      .map((decisions) => new Shelf(decisions));
  }

  /** Decisions on sets of courses are those of plans, and say nothing about single courses; one that was withdrawn says nothing at all. */
  static #onPairs(
    precedents: readonly Precedent[],
    today: string | undefined,
  ): Pick<Decision, 'precedent' | 'standing' | 'order'>[] {
    const standings = standingsOn(precedents, today);
    const keyOf = (precedent: Precedent): string =>
      [precedent.home, precedent.host]
        .flatMap((side) => [titleKey(side.institution), Shelf.codeOf(side)])
        .toSpliced(2, 0, Shelf.titlesOf(precedent.home)[0] ?? '')
        .concat(Shelf.saidOf(precedent))
        .join('|');
    return precedents
      .flatMap((precedent, at) => {
        const standing = standings[at] ?? 'counts';
        const isOnPair = precedent.home.courses.length === 1 && precedent.host.courses.length <= 1;
        return standing !== 'withdrawn' && isOnPair ? [{ precedent, standing, key: keyOf(precedent) }] : [];
      })
      .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
      .map(({ precedent, standing }, order) => ({ precedent, standing, order }));
  }

  /** Whether a decision names this host: by its name, by none, or by one whose decisions are mostly about this catalogue's courses. */
  static #hostsNamed(
    decisions: readonly Pick<Decision, 'precedent' | 'targets'>[],
    asked: string,
  ): (precedent: Precedent) => boolean {
    const balance = new Map<string, number>();
    for (const { precedent, targets } of decisions) {
      const named = titleKey(precedent.host.institution);
      balance.set(named, (balance.get(named) ?? 0) + (targets.length > 0 ? 1 : -1));
    }
    return ({ host }) => {
      const named = titleKey(host.institution);
      return named === '' || named === asked || (balance.get(named) ?? 0) > 0;
    };
  }

  /** Prepares the search for a list of home courses of an institution, when it is known. */
  search(home: readonly HomeCourse[], institution?: string): NearSearch {
    const searches = this.#shelves.map((shelf) => shelf.search(home, institution));
    return (position, withheld = () => false) =>
      searches
        .flatMap((search) => search(position))
        .filter(
          ({ exact, similarity, precedent }) =>
            (exact || similarity >= PRECEDENT_LIMITS.faintest) && !withheld(precedent),
        )
        .sort((a, b) => Number(b.exact) - Number(a.exact) || b.similarity - a.similarity || a.order - b.order);
  }
}
