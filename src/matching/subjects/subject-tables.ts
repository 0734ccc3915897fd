/** The subjects of one language in flat arrays: made once at a build, then read by all threads where they lie. */
import { type CanonicalSubject, groupBy, memoise, SUBJECT_LANGUAGES } from '../../domain/index.ts';
import { stemsOf } from '../lexicon/concepts.ts';
import { spellTitle } from '../read-terms.ts';
import type { Section } from '../sections.ts';
import { readText } from '../text/words.ts';
import { Vocabulary } from '../vocabulary.ts';
import { isFormWord } from './form-words.ts';

export type SubjectLanguage = (typeof SUBJECT_LANGUAGES)[number];

/** Lists of numbers one after the other: list `n` ends at `ends[n]`. */
export interface Lists<N extends Section = Uint32Array> {
  readonly ends: Uint32Array;
  readonly values: N;
}

/** Where a list begins and ends in its values. */
export const rangeOf = ({ ends }: Pick<Lists, 'ends'>, at: number): readonly [number, number] => [
  at === 0 ? 0 : (ends[at - 1] ?? 0),
  ends[at] ?? 0,
];

/** Terms are numbers of `terms`. */
export interface SubjectTables {
  readonly terms: Vocabulary;
  /** What the occurrence of a term tells about the subject. */
  readonly information: Float64Array;
  /** Terms of each title, each once; titles of one subject stand together. */
  readonly titles: Lists;
  /** Titles of each subject. */
  readonly subjectTitles: Uint32Array;
  /** Terms of each line of topics, none where it is empty in this language. */
  readonly lines: Lists;
  /** Lines of each subject. */
  readonly subjectLines: Uint32Array;
  /** Terms of each subject's titles and topics, and how often each stands there. */
  readonly usual: Lists;
  readonly usualCounts: Uint16Array;
  /** Subjects that a term is usual in, and its weight there. */
  readonly places: Lists;
  readonly placeWeights: Float64Array;
  /** Titles that a term is in. */
  readonly titlePlaces: Lists;
  /** Titles as spelled, without numbers of parts, and the subjects of each. */
  readonly spellings: Vocabulary;
  readonly spelled: Lists;
}

/** How much words such as "introduction" and "applied" tell beside others. */
const FORM = 0.15;
/** "Physics 2" is more than half "Physics". */
export const NUMBER_INFORMATION = 3;

export const isNumberStem = (stem: string): boolean => stem.startsWith('#');
export const spelledKey = (words: readonly string[]): string => words.filter((word) => !isNumberStem(word)).join(' ');

export function listsOf(all: readonly (readonly number[])[]): Lists {
  let end = 0;
  const ends = Uint32Array.from(all, ({ length }) => {
    end += length;
    return end;
  });
  const values = new Uint32Array(end);
  let at = 0;
  for (const list of all) for (const value of list) values[at++] = value;
  return { ends, values };
}

const endsOf = (lengths: readonly number[]): Uint32Array =>
  listsOf(lengths.map((length) => new Array(length).fill(0))).ends;

/** For each of `size` numbers, the lists that it stands in. */
function invert(lists: readonly (readonly number[])[], size: number): number[][] {
  const places = Array.from({ length: size }, (): number[] => []);
  for (const [at, list] of lists.entries()) for (const value of list) places[value]?.push(at);
  return places;
}

function countOf(stems: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const stem of stems) if (!isNumberStem(stem)) counts.set(stem, (counts.get(stem) ?? 0) + 1);
  return counts;
}

/** Reads the titles and topics of all subjects in a language, which takes a second or two. */
export function makeTables(subjects: readonly CanonicalSubject[], language: SubjectLanguage): SubjectTables {
  const place = SUBJECT_LANGUAGES.indexOf(language);
  const titles = subjects.map(({ titles: named, short }) =>
    [...named[language], ...(short[language] ?? [])].map((title) => [...new Set(stemsOf(title, language))]),
  );
  const topics = subjects.map((subject) =>
    subject.topics.map((terms) => readText(terms[place] ?? '', language).map(({ term }) => term)),
  );
  const counts = subjects.map((_, at) => countOf([...(titles[at] ?? []), ...(topics[at] ?? [])].flat()));
  const frequencies = new Map<string, number>();
  for (const { keys } of counts.map((one) => ({ keys: [...one.keys()] })))
    for (const stem of keys) frequencies.set(stem, (frequencies.get(stem) ?? 0) + 1);
  const numbers = titles.flat(2).filter(isNumberStem);
  const list = [...new Set([...frequencies.keys(), ...numbers])];
  const ids = new Map(list.map((stem, id) => [stem, id]));
  const idsOf = (stems: Iterable<string>): number[] => Array.from(stems, (stem) => ids.get(stem) ?? 0); // all are there
  const information = Float64Array.from(list, (stem) => {
    if (isNumberStem(stem)) return NUMBER_INFORMATION;
    const telling = Math.log((subjects.length + 1) / ((frequencies.get(stem) ?? 0) + 0.5));
    return isFormWord(stem, language) ? FORM * telling : telling;
  });
  const named = titles.map((all) => all.filter(({ length }) => length > 0).map(idsOf));
  const usual = counts.map((one) => idsOf(one.keys()));
  return {
    ...{ terms: Vocabulary.of(list), information },
    ...{ titles: listsOf(named.flat()), subjectTitles: endsOf(named.map(({ length }) => length)) },
    titlePlaces: listsOf(invert(named.flat(), list.length)),
    ...{ lines: listsOf(topics.flat().map(idsOf)), subjectLines: endsOf(topics.map(({ length }) => length)) },
    ...{ usual: listsOf(usual), usualCounts: Uint16Array.from(counts.flatMap((one) => [...one.values()])) },
    ...topicPlaces(usual, counts, information),
    ...spellingsOf(subjects, language),
  };
}

/** The weights of a subject's terms, as a unit vector. */
function topicPlaces(
  usual: readonly (readonly number[])[],
  counts: readonly ReadonlyMap<string, number>[],
  information: Float64Array,
): Pick<SubjectTables, 'places' | 'placeWeights'> {
  const weights = usual.map((terms, subject) => {
    const own = [...(counts[subject]?.values() ?? [])].map(
      (count, k) => (1 + Math.log(count)) * (information[terms[k] ?? 0] ?? 0),
    );
    const length = Math.sqrt(own.reduce((sum, weight) => sum + weight ** 2, 0)) || 1;
    return own.map((weight) => weight / length);
  });
  const places = Array.from(information, (): { readonly subject: number; readonly weight: number }[] => []);
  for (const [subject, terms] of usual.entries())
    for (const [k, term] of terms.entries()) places[term]?.push({ subject, weight: weights[subject]?.[k] ?? 0 });
  return {
    places: listsOf(places.map((all) => all.map(({ subject }) => subject))),
    placeWeights: Float64Array.from(places.flatMap((all) => all.map(({ weight }) => weight))),
  };
}

function spellingsOf(
  subjects: readonly CanonicalSubject[],
  language: SubjectLanguage,
): Pick<SubjectTables, 'spellings' | 'spelled'> {
  const spelled = new Map<string, number[]>();
  for (const [subject, { titles }] of subjects.entries())
    for (const title of titles[language])
      memoise(spelled, spelledKey(spellTitle({ [language]: title }, language)), (): number[] => []).push(subject);
  return { spellings: Vocabulary.of(spelled.keys()), spelled: listsOf([...spelled.values()]) };
}

/** Phrases of one language, grouped by their first term and the longest first, and the same in another language. */
export interface GlossaryTables {
  /** Phrases that begin with each term of the first language. */
  readonly byFirst: Uint32Array;
  readonly sources: Lists;
  readonly targets: Lists;
}

const listAt = ({ ends, values }: Lists, at: number): Uint32Array => values.subarray(...rangeOf({ ends }, at));

/** Each phrase by what most of the subjects that have it call it. */
export function makeGlossary(from: SubjectTables, to: SubjectTables): GlossaryTables {
  const votes = new Map<string, Map<string, number>>();
  const add = (source: Uint32Array, target: Uint32Array): void => {
    if (source.length === 0 || target.length === 0) return;
    const targets = memoise(votes, source.join(' '), () => new Map<string, number>());
    targets.set(target.join(' '), (targets.get(target.join(' ')) ?? 0) + 1);
  };
  for (let subject = 0; subject < from.subjectLines.length; subject += 1) {
    // The lines of a subject are the same in all languages.
    const [first, last] = rangeOf({ ends: from.subjectLines }, subject);
    for (let line = first; line < last; line += 1) add(listAt(from.lines, line), listAt(to.lines, line));
    const [begin, end] = rangeOf({ ends: from.subjectTitles }, subject);
    const [usual, none] = rangeOf({ ends: to.subjectTitles }, subject);
    if (usual < none)
      for (let title = begin; title < end; title += 1) add(listAt(from.titles, title), listAt(to.titles, usual));
  }
  const phrases = [...votes].map(([source, targets]) => {
    const [best = ''] = [...targets].reduce((a, b) => (b[1] > a[1] ? b : a));
    return { source: source.split(' ').map(Number), target: best.split(' ').map(Number) };
  });
  const grouped = groupBy(phrases, ({ source: [first = 0] }) => first);
  const ordered = Array.from({ length: from.terms.size }, (_, term) =>
    (grouped.get(term) ?? []).toSorted((a, b) => b.source.length - a.source.length),
  );
  return {
    byFirst: endsOf(ordered.map(({ length }) => length)),
    sources: listsOf(ordered.flat().map(({ source }) => source)),
    targets: listsOf(ordered.flat().map(({ target }) => target)),
  };
}
