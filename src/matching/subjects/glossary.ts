/** Terms of one language in another, as the subjects name their topics and themselves: whole phrases, the longest first. */
import type { SubjectReader } from './subject-reader.ts';

interface Phrase {
  readonly stems: readonly string[];
  /** Stems of the term in the other language. */
  readonly target: readonly string[];
}

export class Glossary {
  /** By their first stem, the longest first. */
  readonly #phrases = new Map<string, Phrase[]>();

  constructor(from: SubjectReader, to: SubjectReader) {
    const votes = new Map<string, Map<string, number>>();
    const add = (source: readonly string[], target: readonly string[]): void => {
      if (source.length === 0 || target.length === 0) return;
      const targets = votes.get(source.join(' ')) ?? new Map<string, number>();
      votes.set(source.join(' '), targets.set(target.join(' '), (targets.get(target.join(' ')) ?? 0) + 1));
    };
    from.topicStems.forEach((topics, subject) => {
      topics.forEach((stems, line) => {
        add(stems, to.topicStems[subject]?.[line] ?? []);
      });
      const [usual = []] = to.titlesOf(subject);
      for (const title of from.titlesOf(subject)) add(title, usual);
    });
    for (const [source, targets] of votes) {
      const [best = ''] = [...targets].reduce((a, b) => (b[1] > a[1] ? b : a));
      const stems = source.split(' ');
      const known = this.#phrases.get(stems[0] ?? '') ?? [];
      if (known.length === 0) this.#phrases.set(stems[0] ?? '', known);
      known.push({ stems, target: best.split(' ') });
    }
    for (const phrases of this.#phrases.values()) phrases.sort((a, b) => b.stems.length - a.stems.length);
  }

  /** The longest phrase that stands in a text at a place. */
  at(stems: readonly string[], place: number): Phrase | undefined {
    return this.#phrases
      .get(stems[place] ?? '')
      ?.find((phrase) => phrase.stems.every((stem, k) => stem === stems[place + k]));
  }
}
