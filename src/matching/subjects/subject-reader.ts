/** The subjects of one language as courses are read by them: titles and topics as stems, found by the words of a course. */
import { memoise } from '../../domain/index.ts';
import { isOpeningWord } from './form-words.ts';
import { isNumberStem, NUMBER_INFORMATION, rangeOf, type SubjectTables, spelledKey } from './subject-tables.ts';

/** How likely a course is each of some subjects, the likeliest first; what is left to 1 is "none that is known". */
export type SubjectShares = ReadonlyMap<number, number>;

const READING = {
  /** Log-odds of a title that is the subject's own, and of a text that is the subject's topics to the letter. */
  ...{ title: 14, text: 12 },
  /** What a title that is the subject's own word for word has beyond one that is nearly: whatever its words tell alone. */
  same: 5,
  /** And what the very words have beyond their stems, which "physical" and "physics" share. */
  spelled: 5,
  /** Where a title is all that is known, "Introduction to Economics" is "Economics": what such words still tell, and a title that is the subject's own but for them. */
  ...{ opening: 1 / 15, own: 0.985, opened: 3 },
  /** A description is plainly about the subject that it is so near to, and contradicts a title whose subject is so much further off. */
  ...{ plain: 0.45, contradicted: 0.3, distrust: 0.4 },
  /** A title with less in common is no sign. */
  faintest: 0.3,
  /** A subject that is not taught in numbered parts is named by "Physical Education I" nearly as well as by its title alone. */
  unnumbered: 0.5,
} as const;

/** What a course is read by. */
interface ReadCourseTerms {
  readonly title: readonly string[];
  readonly spelling: readonly string[];
  readonly counts: ReadonlyMap<string, number>;
}

interface Title {
  readonly stems: readonly string[];
  /** Sum of the information of its stems. */
  readonly weight: number;
}

export class SubjectReader {
  readonly #tables: SubjectTables;
  readonly #size: number;
  /** The subject of each title, the information of its terms, and whether it names a part. */
  readonly #subjectOf: Uint32Array;
  readonly #weights: Float64Array;
  readonly #numbered: Uint8Array;
  /** What the words that a title only opens with tell in it, and by term whether it is such a word. */
  readonly #openings: Float64Array;
  readonly #opens: Uint8Array;
  /** What was asked for, as texts. */
  readonly #titles = new Map<number, readonly Title[]>();
  readonly #usual = new Map<number, ReadonlyMap<string, number>>();
  readonly #topics = new Map<number, readonly (readonly string[])[]>();
  /** Room to work in: sums by subject, and by title. */
  readonly #sums: Float64Array;
  readonly #shared: Float64Array;

  constructor(tables: SubjectTables, language: string) {
    const { subjectTitles, titles, terms, information } = tables;
    this.#tables = tables;
    this.#size = subjectTitles.length;
    const count = titles.ends.length;
    [this.#subjectOf, this.#weights, this.#openings, this.#numbered] = [
      new Uint32Array(count),
      new Float64Array(count),
      new Float64Array(count),
      new Uint8Array(count),
    ];
    this.#opens = Uint8Array.from({ length: terms.size }, (_, term) =>
      isOpeningWord(terms.at(term), language) ? 1 : 0,
    );
    const isNumber = Uint8Array.from({ length: terms.size }, (_, term) => (isNumberStem(terms.at(term)) ? 1 : 0));
    for (let subject = 0; subject < this.#size; subject += 1)
      this.#subjectOf.fill(subject, ...rangeOf({ ends: subjectTitles }, subject));
    for (let title = 0; title < count; title += 1) {
      const [from, to] = rangeOf(titles, title);
      for (let at = from; at < to; at += 1) {
        const term = titles.values[at] as number; // in range, as are all
        this.#weights[title] = (this.#weights[title] as number) + (information[term] as number);
        if (this.#opens[term] === 1)
          this.#openings[title] = (this.#openings[title] as number) + (information[term] as number);
        if (isNumber[term] === 1) this.#numbered[title] = 1;
      }
    }
    this.#sums = new Float64Array(this.#size);
    this.#shared = new Float64Array(count);
  }

  /** How much the occurrence of a stem tells about the subject. */
  information(stem: string): number {
    const term = this.#tables.terms.get(stem);
    if (term !== undefined) return this.#tables.information[term] as number;
    return isNumberStem(stem) ? NUMBER_INFORMATION : Math.log(2 * (this.#size + 1));
  }

  /**
   * Adds what a course has in common with each subject to `strength`, as log-odds: with the nearest of its titles, and with its topics. `title`: its
   * stems, each once; `spelling`: its words; `counts`: of all stems of the course.
   */
  read({ title, spelling, counts }: ReadCourseTerms, strength: Float64Array): void {
    const isDescribed = counts.size > title.length;
    const titles = this.#likeTitles(title, isDescribed);
    const topics = this.#likeTopics(counts);
    // A description that is plainly about something else decides: the title gives way.
    const most = isDescribed ? topics.reduce((best, value) => Math.max(best, value), 0) : 0;
    const spelled = this.#spelled(spelling);
    for (const [subject, likeness] of titles) {
      const same = (likeness > 1 - 1e-9 ? READING.same : 0) + (spelled.includes(subject) ? READING.spelled : 0);
      const isContradicted = most >= READING.plain && (topics[subject] as number) < READING.contradicted * most;
      const trust = isContradicted ? READING.distrust : 1;
      strength[subject] = (strength[subject] as number) + trust * (READING.title * likeness + same);
    }
    for (let subject = 0; subject < topics.length; subject += 1) {
      strength[subject] = (strength[subject] as number) + READING.text * (topics[subject] as number);
      topics[subject] = 0;
    }
  }

  #spelled(spelling: readonly string[]): Uint32Array {
    const { spellings, spelled } = this.#tables;
    const at = spellings.get(spelledKey(spelling));
    return spelled.values.subarray(...(at === undefined ? [0, 0] : rangeOf(spelled, at)));
  }

  /** How alike a title is with the nearest of each subject, 0 to 1, where it is at all. */
  #likeTitles(title: readonly string[], isDescribed: boolean): ReadonlyMap<number, number> {
    const spared = isDescribed ? 0 : 1 - READING.opening;
    let total = 0;
    const numbers = title.filter(isNumberStem).length * (NUMBER_INFORMATION - READING.unnumbered);
    const [shared, touched] = [this.#shared, [] as number[]];
    const { terms, titlePlaces } = this.#tables;
    for (const stem of title) {
      const term = terms.get(stem);
      const told = this.information(stem) * (term !== undefined && this.#opens[term] === 1 ? 1 - spared : 1);
      total += told;
      if (term === undefined) continue;
      const [from, to] = rangeOf(titlePlaces, term);
      for (let k = from; k < to; k += 1) {
        const at = titlePlaces.values[k] as number; // in range, as are all
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] as number) + told;
      }
    }
    const best = new Map<number, number>();
    for (const at of touched) {
      const subject = this.#subjectOf[at] as number;
      const own = this.#numbered[at] === 1 ? total : total - numbers;
      const weight = (this.#weights[at] as number) - spared * (this.#openings[at] as number);
      const likeness = (2 * (shared[at] as number)) / (weight + own || 1);
      shared[at] = 0;
      if (likeness >= READING.faintest && likeness > (best.get(subject) ?? 0)) best.set(subject, likeness);
    }
    return best;
  }

  /** The cosines of counted stems with the topics of all subjects, in the reader's own room. */
  #likeTopics(counts: ReadonlyMap<string, number>): Float64Array {
    const sums = this.#sums;
    const { terms, information, places, placeWeights } = this.#tables;
    let square = 0;
    for (const [stem, count] of counts) {
      const term = terms.get(stem);
      const [from, to] = term === undefined ? [0, 0] : rangeOf(places, term);
      if (term === undefined || from === to) continue;
      const weight = (1 + Math.log(count)) * (information[term] as number);
      square += weight ** 2;
      for (let k = from; k < to; k += 1) {
        const subject = places.values[k] as number;
        sums[subject] = (sums[subject] as number) + weight * (placeWeights[k] as number);
      }
    }
    const length = Math.sqrt(square) || 1;
    for (let subject = 0; subject < sums.length; subject += 1) sums[subject] = (sums[subject] as number) / length;
    return sums;
  }

  /** How alike a title is with the nearest title of a subject, 0 to 1; `weight`: of all its stems. */
  likeTitle(subject: number, title: ReadonlySet<string>, weight: number): number {
    let best = 0;
    for (const { stems, weight: own } of this.#titlesIn(subject)) {
      let common = 0;
      for (const stem of stems) if (title.has(stem)) common += this.information(stem);
      best = Math.max(best, (2 * common) / (own + weight || 1));
    }
    return best;
  }

  /** The stems of a subject's titles and topics, counted. */
  usualOf(subject: number): ReadonlyMap<string, number> {
    return memoise(this.#usual, subject, () => {
      const { terms, usual, usualCounts } = this.#tables;
      const [from, to] = rangeOf(usual, subject);
      const counts = usualCounts.subarray(from, to);
      return new Map(Array.from(counts, (count, k) => [terms.at(usual.values[from + k] as number), count]));
    });
  }

  titlesOf(subject: number): readonly (readonly string[])[] {
    return this.#titlesIn(subject).map(({ stems }) => stems);
  }

  /** The stems of a subject's topics, in the order of its lines; those of a line that is empty in this language are none. */
  topicsOf(subject: number): readonly (readonly string[])[] {
    const { subjectLines, lines } = this.#tables;
    return memoise(this.#topics, subject, () => this.#textsOf(lines, rangeOf({ ends: subjectLines }, subject)));
  }

  #titlesIn(subject: number): readonly Title[] {
    const { subjectTitles, titles } = this.#tables;
    const range = rangeOf({ ends: subjectTitles }, subject);
    return memoise(this.#titles, subject, () =>
      this.#textsOf(titles, range).map((stems, k) => ({ stems, weight: this.#weights[range[0] + k] as number })),
    );
  }

  #textsOf(lists: SubjectTables['lines'], [from, to]: readonly [number, number]): string[][] {
    const { terms } = this.#tables;
    return Array.from({ length: to - from }, (_, k) =>
      Array.from(lists.values.subarray(...rangeOf(lists, from + k)), (term) => terms.at(term)),
    );
  }
}

const SHARES = {
  /** Log-odds of "none of them". */
  none: 7,
  /** Subjects that a course is read into, at most. */
  most: 6,
  /** A smaller share is not kept. */
  least: 0.01,
} as const;

/** Shares out of log-odds: the likeliest few beside "none of them". */
export function sharesOf(strength: Float64Array): SubjectShares {
  const best: number[] = [];
  for (let subject = 0; subject < strength.length; subject += 1) {
    const value = strength[subject] as number;
    if (best.length === SHARES.most && value <= (strength[best[SHARES.most - 1] as number] as number)) continue;
    if (value <= 0) continue;
    let at = best.length;
    while (at > 0 && (strength[best[at - 1] as number] as number) < value) at -= 1;
    best.splice(at, 0, subject);
    best.length = Math.min(best.length, SHARES.most);
  }
  const powers = best.map((subject) => Math.exp((strength[subject] as number) - SHARES.none));
  const total = powers.reduce((sum, power) => sum + power, 1);
  return new Map(
    best.flatMap((subject, at) => {
      const share = (powers[at] ?? 0) / total;
      return share >= SHARES.least ? [[subject, share]] : [];
    }),
  );
}
