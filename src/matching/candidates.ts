/** Every host course gets its cosines with one home course; the best of several kinds go on to be weighed closely. */
import { Best } from './best.ts';
import type { HomeQueries } from './home-course.ts';
import { meaningCosine } from './meaning/index.ts';
import { fillSums, type QueryVector, type TermSpace } from './term-space.ts';
import type { View } from './view.ts';

/** The kinds of cosines of one comparison, each 0 to 1. */
const CHANNELS = ['words', 'title', 'body', 'letters', 'titleInBody', 'bodyInTitle', 'usual', 'usualTitle'] as const;
export type ByChannel<T> = Readonly<Record<(typeof CHANNELS)[number], T>>;

const byChannel = <T>(make: (channel: keyof ByChannel<T>) => T): ByChannel<T> =>
  Object.fromEntries(CHANNELS.map((channel) => [channel, make(channel)])) as unknown as ByChannel<T>;

/** A host course, by its position in the index, and its cosines. */
export interface Candidate {
  readonly document: number;
  readonly cosines: ByChannel<number>;
  /** The rough order's value, 0 to 1. */
  readonly rough: number;
  /** There only to show a decision that no longer counts: it has figures, and no part in those of the others. */
  readonly guest: boolean;
  /** A decision is about it. */
  readonly certain: boolean;
}

/** Which host courses may be chosen in a view; those chosen in any case, and as guests, when eligible. */
interface CandidateChoice {
  readonly eligible: Uint8Array;
  /** The best eligible host courses in each channel. */
  readonly bestOfEach: ByChannel<readonly number[]>;
  readonly always: readonly number[];
  readonly guests: readonly number[];
  /** The home course's meaning and the host courses'; null where that is not known. */
  readonly meaning: { readonly placed: Float32Array; readonly rows: Int8Array } | null;
}

/** How the closer choice is made. Only who comes into it depends on these. */
const CHOICE = {
  /** Weights of the rough order. */
  rough: {
    ...{ words: 0.3, title: 0.15, body: 0.1, letters: 0.1, titleInBody: 0.1, bodyInTitle: 0.05 },
    ...{ usual: 0.25, usualTitle: 0.15 },
  },
  bestOverall: 80,
  bestOfEach: 20,
  bestInMeaning: 40,
  /** Nearness in meaning is looked at where the rough value is above this share of the best one: further off nothing was ever right. */
  faintestShare: 0.1,
} as const;

/** Cosines of one home course with all host courses; reused from course to course. */
export class Scores {
  readonly channels: ByChannel<Float32Array>;
  readonly #rough: Float32Array;

  constructor(size: number) {
    this.channels = byChannel(() => new Float32Array(size));
    this.#rough = new Float32Array(size);
  }

  /** Fills in the cosines of the queries in a view; answers the best of each kind, highest first. */
  scan({ spaces }: View, queries: HomeQueries, eligible: Uint8Array): ByChannel<readonly number[]> {
    const sides: ByChannel<readonly [TermSpace, QueryVector]> = {
      words: [spaces.words, queries.words],
      title: [spaces.title, queries.title],
      body: [spaces.body, queries.body],
      letters: [spaces.letters, queries.letters],
      titleInBody: [spaces.body, queries.titleInBody],
      bodyInTitle: [spaces.title, queries.bodyInTitle],
      usual: [spaces.words, queries.usual],
      usualTitle: [spaces.title, queries.usualTitle],
    };
    return byChannel((channel) => {
      const [space, query] = sides[channel];
      const best = new Best(CHOICE.bestOfEach);
      fillSums(space, query, this.channels[channel]);
      best.scaleAndOffer(this.channels[channel], space.scales, eligible);
      return best.documents();
    });
  }

  /** The same of cosines that are there. */
  bestOfEach(eligible: Uint8Array): ByChannel<readonly number[]> {
    return byChannel((channel) => Scores.#highest(this.channels[channel], eligible, CHOICE.bestOfEach));
  }

  /** The union of the best by the rough order and the best by each cosine, without repeats. */
  choose(choice: CandidateChoice): Candidate[] {
    const rough = this.#fillRough();
    const first = Scores.#highest(rough, choice.eligible, CHOICE.bestOverall);
    const chosen = new Set(first);
    for (const channel of CHANNELS) for (const document of choice.bestOfEach[channel]) chosen.add(document);
    for (const document of this.#nearestInMeaning(rough[first[0] ?? -1] ?? 0, choice)) chosen.add(document);
    for (const document of choice.always) if (choice.eligible[document] === 1) chosen.add(document);
    const guests = new Set(choice.guests.filter((one) => choice.eligible[one] === 1 && !chosen.has(one)));
    return [...chosen, ...guests].map((document) => ({
      document,
      guest: guests.has(document),
      certain: guests.has(document) || choice.always.includes(document),
      rough: rough[document] ?? 0,
      cosines: this.#cosinesOf(document),
    }));
  }

  /** In full, for it is asked for every candidate. */
  #cosinesOf(document: number): Candidate['cosines'] {
    const { words, title, body, letters, titleInBody, bodyInTitle, usual, usualTitle } = this.channels;
    return {
      ...{ words: words[document] ?? 0, title: title[document] ?? 0, body: body[document] ?? 0 },
      ...{ letters: letters[document] ?? 0, titleInBody: titleInBody[document] ?? 0 },
      ...{
        bodyInTitle: bodyInTitle[document] ?? 0,
        usual: usual[document] ?? 0,
        usualTitle: usualTitle[document] ?? 0,
      },
    };
  }

  static #highest(values: Float32Array, eligible: Uint8Array, limit: number): number[] {
    const best = new Best(limit);
    best.offerAll(values, eligible);
    return best.documents();
  }

  /** The rough order's values: one pass over all cosines, for they are long. */
  #fillRough(): Float32Array {
    const { words, title, body, letters, titleInBody, bodyInTitle, usual, usualTitle } = this.channels;
    const [rough, weights] = [this.#rough, CHOICE.rough];
    for (let at = 0; at < rough.length; at += 1)
      rough[at] =
        weights.words * (words[at] as number) + // in range, as are all
        weights.title * (title[at] as number) +
        weights.body * (body[at] as number) +
        weights.letters * (letters[at] as number) +
        weights.titleInBody * (titleInBody[at] as number) +
        weights.bodyInTitle * (bodyInTitle[at] as number) +
        weights.usual * (usual[at] as number) +
        weights.usualTitle * (usualTitle[at] as number);
    return rough;
  }

  /** The nearest in meaning of those that share a word; `most` is the highest rough value. */
  #nearestInMeaning(most: number, { eligible, meaning }: CandidateChoice): number[] {
    if (!meaning || most === 0) return [];
    const { placed, rows } = meaning;
    const best = new Best(CHOICE.bestInMeaning);
    Best.eachAbove(this.#rough, CHOICE.faintestShare * most, (document) => {
      if (eligible[document] === 1) best.offer(document, meaningCosine(placed, rows, document));
    });
    return best.documents();
  }
}
