/** The subjects of one language: titles and topics as stems, found by the words of a course. */
import { type CanonicalSubject, SUBJECT_LANGUAGES } from '../../domain/index.ts';
import { stemsOf } from '../lexicon/concepts.ts';
import { spellTitle } from '../read-terms.ts';
import { readText } from '../text/words.ts';
import { isFormWord } from './form-words.ts';

/** How likely a course is each of some subjects, the likeliest first; what is left to 1 is "none that is known". */
export type SubjectShares = ReadonlyMap<number, number>;

const READING = {
  /** Log-odds of a title that is the subject's own, and of a text that is the subject's topics to the letter. */
  ...{ title: 14, text: 12 },
  /** What a title that is the subject's own word for word has beyond one that is nearly: whatever its words tell alone. */
  same: 5,
  /** And what the very words have beyond their stems, which "physical" and "physics" share. */
  spelled: 5,
  /** A description is plainly about the subject that it is so near to, and contradicts a title whose subject is so much further off. */
  ...{ plain: 0.45, contradicted: 0.3, distrust: 0.4 },
  /** A title with less in common is no sign. */
  faintest: 0.3,
  /** How much words such as "introduction" and "applied" tell beside others. */
  form: 0.15,
  /** "Physics 2" is more than half "Physics". */
  number: 3,
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
  readonly subject: number;
  readonly stems: readonly string[];
  /** Sum of the information of its stems. */
  readonly weight: number;
  /** It names a part. */
  readonly numbered: boolean;
}

/** Where a stem stands: the subjects it is a topic of, with its weight there, and the titles it is in. */
interface TopicPlaces {
  readonly subjects: number[];
  readonly weights: number[];
  readonly titles: number[];
}

const isNumberStem = (stem: string): boolean => stem.startsWith('#');
const spelledKey = (words: readonly string[]): string => words.filter((word) => !isNumberStem(word)).join(' ');

export class SubjectReader {
  readonly language: string;
  readonly #size: number;
  readonly #titles: Title[] = [];
  readonly #titlesOf: (readonly number[])[] = [];
  /** Subjects by their titles as spelled, without part numbers. */
  readonly #spelled = new Map<string, number[]>();
  readonly #places = new Map<string, TopicPlaces>();
  readonly #counts: ReadonlyMap<string, number>[] = [];
  readonly #information = new Map<string, number>();
  /** Stems of each subject's topics, in the order of its lines; those of a line that is empty in this language are none. */
  readonly topicStems: readonly (readonly (readonly string[])[])[];
  /** Room to work in: sums by subject, and by title. */
  readonly #sums: Float64Array;
  readonly #shared: Float64Array;

  constructor(subjects: readonly CanonicalSubject[], language: (typeof SUBJECT_LANGUAGES)[number]) {
    this.language = language;
    this.#size = subjects.length;
    const place = SUBJECT_LANGUAGES.indexOf(language);
    const titles = subjects.map(({ titles: named, short }) =>
      [...named[language], ...(short[language] ?? [])].map((title) => [...new Set(stemsOf(title, language))]),
    );
    this.topicStems = subjects.map(({ topics }) =>
      topics.map((terms) => readText(terms[place] ?? '', language).map(({ term }) => term)),
    );
    this.#countAll(titles);
    for (const [subject, { titles: named }] of subjects.entries())
      for (const title of named[language]) this.#spell(subject, spellTitle({ [language]: title }, language));
    for (const [subject, all] of titles.entries())
      this.#titlesOf.push(all.flatMap((stems) => this.#addTitle(subject, stems)));
    for (const [subject, counts] of this.#counts.entries()) this.#addTopics(subject, counts);
    this.#sums = new Float64Array(subjects.length);
    this.#shared = new Float64Array(this.#titles.length);
  }

  #countAll(titles: readonly (readonly (readonly string[])[])[]): void {
    const frequencies = new Map<string, number>();
    for (const [subject, topics] of this.topicStems.entries()) {
      const counts = new Map<string, number>();
      for (const stem of [...(titles[subject] ?? []), ...topics].flat())
        if (!isNumberStem(stem)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
      this.#counts.push(counts);
      for (const stem of counts.keys()) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
    }
    for (const [stem, frequency] of frequencies) {
      const telling = Math.log((this.#size + 1) / (frequency + 0.5));
      this.#information.set(stem, isFormWord(stem, this.language) ? READING.form * telling : telling);
    }
  }

  #placesOf(stem: string): TopicPlaces {
    const known = this.#places.get(stem) ?? { subjects: [], weights: [], titles: [] };
    this.#places.set(stem, known);
    return known;
  }

  #spell(subject: number, words: readonly string[]): void {
    const key = spelledKey(words);
    this.#spelled.set(key, [...(this.#spelled.get(key) ?? []), subject]);
  }

  #addTitle(subject: number, stems: readonly string[]): number[] {
    if (stems.length === 0) return [];
    const at =
      this.#titles.push({ subject, stems, weight: this.#weightOf(stems), numbered: stems.some(isNumberStem) }) - 1;
    for (const stem of stems) this.#placesOf(stem).titles.push(at);
    return [at];
  }

  #addTopics(subject: number, counts: ReadonlyMap<string, number>): void {
    const weights = [...counts].map(([stem, count]) => [stem, (1 + Math.log(count)) * this.information(stem)] as const);
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight ** 2, 0)) || 1;
    for (const [stem, weight] of weights) {
      const { subjects, weights: at } = this.#placesOf(stem);
      subjects.push(subject);
      at.push(weight / length);
    }
  }

  /** How much the occurrence of a stem tells about the subject. */
  information(stem: string): number {
    const known = this.#information.get(stem);
    if (known !== undefined) return known;
    return isNumberStem(stem) ? READING.number : Math.log(2 * (this.#size + 1));
  }

  #weightOf(stems: Iterable<string>): number {
    let sum = 0;
    for (const stem of stems) sum += this.information(stem);
    return sum;
  }

  /**
   * Adds what a course has in common with each subject to `strength`, as log-odds: with the nearest of its titles, and with its topics. `title`: its
   * stems, each once; `spelling`: its words; `counts`: of all stems of the course.
   */
  read({ title, spelling, counts }: ReadCourseTerms, strength: Float64Array): void {
    const titles = this.#likeTitles(title);
    const topics = this.#likeTopics(counts);
    // A description that is plainly about something else decides: the title gives way.
    const most = counts.size > title.length ? topics.reduce((best, value) => Math.max(best, value), 0) : 0;
    const spelled = this.#spelled.get(spelledKey(spelling)) ?? [];
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

  /** How alike a title is with the nearest of each subject, 0 to 1, where it is at all. */
  #likeTitles(title: readonly string[]): ReadonlyMap<number, number> {
    const total = this.#weightOf(title);
    const numbers = title.filter(isNumberStem).length * (READING.number - READING.unnumbered);
    const [shared, touched] = [this.#shared, [] as number[]];
    for (const stem of title) {
      const information = this.information(stem);
      for (const at of this.#places.get(stem)?.titles ?? []) {
        if (shared[at] === 0) touched.push(at);
        shared[at] = (shared[at] as number) + information; // in range, as are all
      }
    }
    const best = new Map<number, number>();
    for (const at of touched) {
      const { subject, weight, numbered } = this.#titles[at] as Title;
      const own = numbered ? total : total - numbers;
      const likeness = (2 * (shared[at] as number)) / (weight + own || 1);
      shared[at] = 0;
      if (likeness >= READING.faintest && likeness > (best.get(subject) ?? 0)) best.set(subject, likeness);
    }
    return best;
  }

  /** The cosines of counted stems with the topics of all subjects, in the reader's own room. */
  #likeTopics(counts: ReadonlyMap<string, number>): Float64Array {
    const sums = this.#sums;
    let square = 0;
    for (const [stem, count] of counts) {
      const places = this.#places.get(stem);
      if (!places || places.subjects.length === 0) continue;
      const weight = (1 + Math.log(count)) * this.information(stem);
      square += weight ** 2;
      const { subjects, weights } = places;
      for (let k = 0; k < subjects.length; k += 1) {
        const subject = subjects[k] as number;
        sums[subject] = (sums[subject] as number) + weight * (weights[k] as number);
      }
    }
    const length = Math.sqrt(square) || 1;
    for (let subject = 0; subject < sums.length; subject += 1) sums[subject] = (sums[subject] as number) / length;
    return sums;
  }

  /** How alike a title is with the nearest title of a subject, 0 to 1; `weight`: of all its stems. */
  likeTitle(subject: number, title: ReadonlySet<string>, weight: number): number {
    let best = 0;
    for (const at of this.#titlesOf[subject] ?? []) {
      const { stems, weight: own } = this.#titles[at] as Title;
      let common = 0;
      for (const stem of stems) if (title.has(stem)) common += this.information(stem);
      best = Math.max(best, (2 * common) / (own + weight || 1));
    }
    return best;
  }

  /** The stems of a subject's titles and topics, counted. */
  usualOf(subject: number): ReadonlyMap<string, number> {
    return this.#counts[subject] ?? new Map();
  }

  titlesOf(subject: number): readonly (readonly string[])[] {
    return (this.#titlesOf[subject] ?? []).map((at) => this.#titles[at]?.stems ?? []);
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
