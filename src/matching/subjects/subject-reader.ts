/** The subjects of one language: titles and topics as stems, found by the words of a course. */
import { type CanonicalSubject, SUBJECT_LANGUAGES } from '../../domain/index.ts';
import { stemsOf } from '../lexicon/concepts.ts';
import { readText } from '../text/words.ts';
import { isFormWord } from './form-words.ts';

/** How likely a course is each of some subjects; what is left to 1 is "none that is known". */
export type SubjectShares = ReadonlyMap<number, number>;

const READING = {
  /** Log-odds of a title that is the subject's own, and of a text that is the subject's topics to the letter. */
  ...{ title: 14, text: 12 },
  /** Log-odds of "none of them". */
  none: 7,
  /** Subjects that a course is read into, at most. */
  most: 6,
  /** A title with less in common is no sign. */
  faintest: 0.3,
  /** How much words such as "introduction" and "applied" tell beside others. */
  form: 0.15,
} as const;

interface Title {
  readonly subject: number;
  readonly stems: readonly string[];
  /** Sum of the weights of its stems. */
  readonly weight: number;
}

export class SubjectReader {
  readonly language: string;
  readonly #size: number;
  readonly #titles: Title[] = [];
  readonly #titlesOf: (readonly number[])[] = [];
  /** Places in {@link #titles} by stem. */
  readonly #byStem = new Map<string, number[]>();
  /** Subjects that a stem is a topic of, with its weight there: vectors of length 1. */
  readonly #topics = new Map<string, { readonly subject: number; readonly weight: number }[]>();
  readonly #counts: ReadonlyMap<string, number>[] = [];
  readonly #frequencies = new Map<string, number>();
  /** Stems of each subject's topics, in the order of its lines; those of a line that is empty in this language are none. */
  readonly topicStems: readonly (readonly (readonly string[])[])[];

  constructor(subjects: readonly CanonicalSubject[], language: (typeof SUBJECT_LANGUAGES)[number]) {
    this.language = language;
    this.#size = subjects.length;
    const place = SUBJECT_LANGUAGES.indexOf(language);
    const titles = subjects.map(({ titles: named, short }) =>
      [...named[language], ...(short[language] ?? [])].map((title) => stemsOf(title, language)),
    );
    this.topicStems = subjects.map(({ topics }) =>
      topics.map((terms) => readText(terms[place] ?? '', language).map(({ term }) => term)),
    );
    for (const [subject, topics] of this.topicStems.entries()) {
      const counts = new Map<string, number>();
      const add = (stems: readonly string[], times: number): void => {
        for (const stem of stems) if (!stem.startsWith('#')) counts.set(stem, (counts.get(stem) ?? 0) + times);
      };
      for (const stems of titles[subject] ?? []) add([...new Set(stems)], 1);
      for (const stems of topics) add(stems, 1);
      this.#counts.push(counts);
      for (const stem of counts.keys()) this.#frequencies.set(stem, (this.#frequencies.get(stem) ?? 0) + 1);
    }
    titles.forEach((all, subject) => {
      this.#titlesOf.push(all.flatMap((stems) => this.#addTitle(subject, [...new Set(stems)])));
    });
    this.#counts.forEach((counts, subject) => this.#addTopics(subject, counts));
  }

  #addTitle(subject: number, stems: readonly string[]): number[] {
    if (stems.length === 0) return [];
    const at = this.#titles.push({ subject, stems, weight: this.#weightOf(stems) }) - 1;
    for (const stem of stems) this.#byStem.set(stem, [...(this.#byStem.get(stem) ?? []), at]);
    return [at];
  }

  #addTopics(subject: number, counts: ReadonlyMap<string, number>): void {
    const weights = [...counts].map(([stem, count]) => [stem, (1 + Math.log(count)) * this.information(stem)] as const);
    const length = Math.sqrt(weights.reduce((sum, [, weight]) => sum + weight ** 2, 0)) || 1;
    for (const [stem, weight] of weights) {
      const known = this.#topics.get(stem) ?? [];
      if (known.length === 0) this.#topics.set(stem, known);
      known.push({ subject, weight: weight / length });
    }
  }

  /** How much the occurrence of a stem tells about the subject. */
  information(stem: string): number {
    if (stem.startsWith('#')) return 3; // "Physics 2" is more than half "Physics"
    const telling = Math.log((this.#size + 1) / ((this.#frequencies.get(stem) ?? 0) + 0.5));
    return isFormWord(stem, this.language) ? READING.form * telling : telling;
  }

  #weightOf(stems: readonly string[]): number {
    return stems.reduce((sum, stem) => sum + this.information(stem), 0);
  }

  /** The subjects of a course by the stems of its title, each once, and the counts of all its stems. */
  read(title: readonly string[], counts: ReadonlyMap<string, number>): Map<number, number> {
    const strength = this.#likeTitles(title);
    for (const [subject, cosine] of this.#likeTopics(counts))
      strength.set(subject, (strength.get(subject) ?? 0) + READING.text * cosine);
    return strength;
  }

  /** What is common with the nearest title of each subject, as log-odds. */
  #likeTitles(title: readonly string[]): Map<number, number> {
    const total = this.#weightOf(title);
    const common = new Map<number, number>();
    for (const stem of title)
      for (const at of this.#byStem.get(stem) ?? []) common.set(at, (common.get(at) ?? 0) + this.information(stem));
    const best = new Map<number, number>();
    for (const [at, shared] of common) {
      const { subject, weight } = this.#titles[at] as Title;
      const likeness = (2 * shared) / (weight + total || 1);
      if (likeness < READING.faintest) continue;
      best.set(subject, Math.max(best.get(subject) ?? 0, READING.title * likeness));
    }
    return best;
  }

  #likeTopics(counts: ReadonlyMap<string, number>): Map<number, number> {
    const sums = new Map<number, number>();
    let square = 0;
    for (const [stem, count] of counts) {
      const topics = this.#topics.get(stem);
      if (!topics) continue;
      const weight = (1 + Math.log(count)) * this.information(stem);
      square += weight ** 2;
      for (const topic of topics) sums.set(topic.subject, (sums.get(topic.subject) ?? 0) + weight * topic.weight);
    }
    const length = Math.sqrt(square) || 1;
    for (const [subject, sum] of sums) sums.set(subject, sum / length);
    return sums;
  }

  /** How alike a title is with the nearest title of a subject, 0 to 1. */
  likeTitle(subject: number, title: readonly string[]): number {
    const own = new Set(title);
    const total = this.#weightOf([...own]);
    const of = ({ stems, weight }: Title): number =>
      (2 * this.#weightOf(stems.filter((stem) => own.has(stem)))) / (weight + total || 1);
    return Math.max(0, ...(this.#titlesOf[subject] ?? []).map((at) => of(this.#titles[at] as Title)));
  }

  /** The stems of a subject's titles and topics, counted. */
  usualOf(subject: number): ReadonlyMap<string, number> {
    return this.#counts[subject] ?? new Map();
  }

  titlesOf(subject: number): readonly (readonly string[])[] {
    return (this.#titlesOf[subject] ?? []).map((at) => this.#titles[at]?.stems ?? []);
  }
}

/** Shares out of log-odds: the likeliest few beside "none of them". */
export function sharesOf(strength: ReadonlyMap<number, number>): SubjectShares {
  const best = [...strength].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, READING.most);
  const powers = best.map(([subject, value]) => [subject, Math.exp(value - READING.none)] as const);
  const total = powers.reduce((sum, [, power]) => sum + power, 1);
  return new Map(powers.map(([subject, power]) => [subject, power / total]));
}
