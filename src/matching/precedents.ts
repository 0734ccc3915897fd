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
import { Best, offerAll } from './best.ts';
import { emptyScores } from './candidates.ts';
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

const LIMITS = {
  /** Past home courses looked at per home course. */
  courses: 25,
  /** Similarity below which there is nothing to learn from. */
  faintest: 0.15,
  /** The same code and title at another institution is not the same course: without its name the texts must agree to this degree. */
  sameText: 0.8,
  /** Days and hosts that are kept of one list and catalogue. */
  books: 4,
} as const;

/** Decisions by the position of their home course in the index. */
interface Shelf {
  readonly index: CatalogueIndex;
  readonly decisions: readonly (readonly Decision[])[];
}

/** Decisions read for queries against one catalogue. Those that do not count stand apart, so that they change no figure of those that do. */
export interface PrecedentBook {
  readonly counting: Shelf;
  readonly others: Shelf;
  /** Some decision that counts gave its course nothing of the catalogue. */
  readonly elsewhereKnown: boolean;
}

interface BookOptions {
  readonly today?: string;
  readonly hostInstitution?: string;
}

const books = new WeakMap<readonly Precedent[], WeakMap<CatalogueIndex, Map<string, PrecedentBook>>>();

/** The decisions for a catalogue, kept as long as both lists: a server asks again and again. */
export function openBook(
  precedents: readonly Precedent[],
  catalogue: CatalogueIndex,
  options: BookOptions,
): PrecedentBook {
  const ofList = books.get(precedents) ?? new WeakMap<CatalogueIndex, Map<string, PrecedentBook>>();
  books.set(precedents, ofList);
  const ofIndex = ofList.get(catalogue) ?? new Map<string, PrecedentBook>();
  ofList.set(catalogue, ofIndex);
  const key = `${options.today} ${options.hostInstitution}`;
  return memoise(ofIndex, key, () => readBook(precedents, catalogue, options), LIMITS.books);
}

/** Decisions on sets of courses are those of plans, and say nothing about single courses; one that was withdrawn says nothing at all. */
function readBook(
  precedents: readonly Precedent[],
  catalogue: CatalogueIndex,
  { today, hostInstitution }: BookOptions,
): PrecedentBook {
  const standings = standingsOn(precedents, today);
  const onPairs = precedents
    .flatMap((precedent, at) => {
      const standing = standings[at] ?? 'counts';
      const isOnPair = precedent.home.courses.length === 1 && precedent.host.courses.length <= 1;
      return standing !== 'withdrawn' && isOnPair ? [{ precedent, standing }] : [];
    })
    .map((entry) => ({ ...entry, key: orderKey(entry.precedent) }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map((entry, order) => ({ ...entry, order }));
  const positions = new Map<string, number[]>();
  for (let position = 0; position < catalogue.size; position += 1) {
    const key = codeKey(catalogue.courseAt(position).code);
    positions.set(key, [...(positions.get(key) ?? []), position]);
  }
  const shelve = (entries: typeof onPairs): Shelf => {
    const found = entries.map(({ precedent, ...entry }) => ({
      ...entry,
      precedent,
      targets: (positions.get(codeKey(precedent.host.courses[0]?.code ?? '')) ?? []).filter((position) =>
        isAbout(precedent, catalogue.courseAt(position), hostInstitution),
      ),
    }));
    const isThisHost = hostsNamed(found, hostInstitution);
    return shelfOf(
      found.map(({ precedent, standing, targets, order }) => {
        const elsewhere = targets.length === 0 && isThisHost(precedent);
        return { precedent, standing, targets, elsewhere, order };
      }),
    );
  };
  const counting = shelve(onPairs.filter(({ standing }) => standing === 'counts'));
  return {
    counting,
    others: shelve(onPairs.filter(({ standing }) => standing !== 'counts')),
    elsewhereKnown: counting.decisions.some((decisions) => decisions.some(({ elsewhere }) => elsewhere)),
  };
}

const titlesOf = ({ courses }: Precedent['home']): string[] => courses.flatMap(({ titles }) => Object.values(titles));

function orderKey(precedent: Precedent): string {
  const { home, host } = precedent;
  const code = ({ courses }: Precedent['home']): string => codeKey(courses[0]?.code ?? '');
  const parts = [titleKey(home.institution), code(home), titleKey(titlesOf(home)[0] ?? '')];
  return [...parts, titleKey(host.institution), code(host), JSON.stringify(precedent)].join('|');
}

/** A decision is about this host when the institution is the same or not known, or when code and title both agree. */
function isAbout({ host }: Precedent, course: Course, hostInstitution: string | undefined): boolean {
  const [named, asked] = [titleKey(host.institution), titleKey(hostInstitution ?? '')];
  if (named === '' || asked === '' || named === asked) return true;
  const titles = titlesOf(host).map(titleKey);
  return Object.values(course.titles).some((title) => titles.includes(titleKey(title)));
}

/** Whether a decision names this host: by its name, by none, or by one whose decisions are mostly about this catalogue's courses. */
function hostsNamed(
  decisions: readonly Pick<Decision, 'precedent' | 'targets'>[],
  hostInstitution: string | undefined,
): (precedent: Precedent) => boolean {
  const asked = titleKey(hostInstitution ?? '');
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

/** Decisions about one text stand together. */
function shelfOf(decisions: readonly Decision[]): Shelf {
  const byText = groupBy(decisions, ({ precedent: { home } }) => {
    const { code = '', descriptions = {} } = home.courses[0] ?? {};
    return [...titlesOf(home), ...Object.values(descriptions), codeKey(code)].map(titleKey).join('|');
  });
  const decisionsOf = new Map([...byText.values()].map((group) => [homeCourseOf(group[0]), group]));
  const index = buildIndex([...decisionsOf.keys()]);
  return {
    index,
    decisions: Array.from({ length: index.size }, (_, position) => decisionsOf.get(index.courseAt(position)) ?? []),
  };
}

function homeCourseOf(decision: Decision | undefined): Course {
  const { code = '', titles = {}, descriptions = {} } = decision?.precedent.home.courses[0] ?? {};
  const [language = 'en'] = Object.keys(descriptions);
  return courseSchema.parse({
    code: code || '-',
    titles: Object.keys(titles).length > 0 ? titles : { [language]: code || '-' },
    descriptions,
  });
}

/** Whether a decision was about this very course. `institution` is the home institution, when it is known. */
function isSame(
  course: Course,
  { home }: Precedent,
  { likeness, institution }: { readonly likeness: number; readonly institution: string | undefined },
): boolean {
  const decided = home.courses[0];
  if (!decided || codeKey(course.code) !== codeKey(decided.code)) return false;
  const titles = titlesOf(home).map(titleKey);
  if (!Object.values(course.titles).some((title) => titles.includes(titleKey(title)))) return false;
  if (institution && home.institution) return titleKey(institution) === titleKey(home.institution);
  const isDescribed = ({ descriptions }: Pick<Course, 'descriptions'>): boolean =>
    Object.values(descriptions).some((text) => text.trim() !== '');
  return likeness >= LIMITS.sameText || !isDescribed(course) || !isDescribed(decided);
}

/** Decisions near the home course at a position, exact and nearest first. `withheld` leaves some out, for testing. */
export type NearSearch = (position: number, withheld?: (precedent: Precedent) => boolean) => NearDecision[];

/** Prepares the search for a list of home courses of an institution, when it is known. */
export function searchBook(book: PrecedentBook, home: readonly HomeCourse[], institution?: string): NearSearch {
  const shelves = [book.counting, book.others]
    .filter(({ index }) => index.size > 0)
    .map((shelf) => searchShelf(shelf, home, institution));
  return (position, withheld = () => false) =>
    shelves
      .flatMap((search) => search(position))
      .filter(({ exact, similarity, precedent }) => (exact || similarity >= LIMITS.faintest) && !withheld(precedent))
      .sort((a, b) => Number(b.exact) - Number(a.exact) || b.similarity - a.similarity || a.order - b.order);
}

function searchShelf(
  { index, decisions }: Shelf,
  home: readonly HomeCourse[],
  institution: string | undefined,
): (position: number) => NearDecision[] {
  const comparer = createComparer(home, index);
  const scores = emptyScores(index.size);
  const likeness = new Float32Array(index.size);
  const compare = (position: number, course: Course, comparison: Comparison): NearDecision[] => {
    if (!comparer.scan(position, comparison, scores)) return [];
    // Half the titles, half the whole texts.
    for (let at = 0; at < likeness.length; at += 1)
      likeness[at] = 0.5 * (scores.words[at] ?? 0) + 0.5 * (scores.title[at] ?? 0);
    const best = new Best(LIMITS.courses);
    offerAll(likeness, comparison.eligible, best);
    return best.documents().flatMap((at) =>
      (decisions[at] ?? []).map((decision) => {
        const exact = isSame(course, decision.precedent, { likeness: likeness[at] ?? 0, institution });
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
