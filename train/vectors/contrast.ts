/**
 * Learns word vectors without any judgement: of two parts of one course (title and description, or two halves) each must find the
 * other among the parts of other courses in the batch. A text is the weighted sum of its words' vectors. The loss is the softmax
 * cross-entropy of scaled cosines in both directions (as in StarSpace, Wu et al. 2017), the steps are Adam's (Kingma and Ba 2014).
 */

import { type Random, shuffled } from '../random.ts';
import type { Text } from './corpus.ts';
import { innerProducts, transpose, weightedSums } from './products.ts';
import { pairsOf, type SubjectText } from './subject-texts.ts';
import { type Bag, bagOf, type Vocabulary } from './vocabulary.ts';

export interface ContrastOptions {
  readonly epochs: number;
  /** Questions that compete with one another; a multiple of four. */
  readonly batch: number;
  /** Step size at the start; it falls to 0 in equal steps. */
  readonly rate: number;
  /** Factor of the cosines before the softmax. */
  readonly sharpness: number;
  /** Share of words left out of each part, so that no single word is relied on. */
  readonly dropped: number;
}

/** `batch` is the data's: few courses need small batches. */
export const CONTRAST: ContrastOptions = { epochs: 10, batch: 512, rate: 0.003, sharpness: 15, dropped: 0.2 };

/** Shorter descriptions are not worth a question. */
const SHORTEST_BODY = 6;

interface Question {
  readonly one: Bag;
  readonly other: Bag;
}

/** Half of the questions pair title and description, the rest two halves of the description, one of them with the title. */
function askQuestions(
  texts: readonly Text[],
  vocabulary: Vocabulary,
  { dropped }: ContrastOptions,
  random: Random,
): Question[] {
  const keep = (): boolean => random() > dropped;
  const bag = (words: readonly string[]): Bag => bagOf(vocabulary, words, keep);
  return texts
    .filter(({ body }) => body.length >= SHORTEST_BODY)
    .map(({ title, body }) => {
      const kind = random();
      if (kind < 0.5) return { one: bag(title), other: bag(body) };
      const middle = body.length >> 1;
      const first = body.slice(0, middle);
      return { one: bag(kind < 0.75 ? [...title, ...first] : first), other: bag(body.slice(middle)) };
    });
}

/** Rows of `width`: unit vectors of texts, with the lengths they had. */
interface Placed {
  readonly units: Float32Array;
  readonly lengths: Float32Array;
}

const askOfSubjects = (subjects: readonly SubjectText[], vocabulary: Vocabulary, random: Random): Question[] =>
  subjects.flatMap((text) =>
    pairsOf(text, random).map(([one, other]) => ({ one: bagOf(vocabulary, one), other: bagOf(vocabulary, other) })),
  );

function place(bags: readonly Bag[], vectors: Float32Array, width: number): Placed {
  const units = new Float32Array(bags.length * width);
  const lengths = new Float32Array(bags.length);
  bags.forEach(({ ids, weights }, row) => {
    const unit = units.subarray(row * width, (row + 1) * width);
    for (let at = 0; at < ids.length; at += 1) {
      const weight = weights[at] as number; // in range, as are all below
      const from = (ids[at] as number) * width;
      for (let k = 0; k < width; k += 1) unit[k] = (unit[k] as number) + weight * (vectors[from + k] as number);
    }
    const length = Math.sqrt(unit.reduce((sum, value) => sum + value * value, 0)) + 1e-8;
    lengths[row] = length;
    for (let k = 0; k < width; k += 1) unit[k] = (unit[k] as number) / length;
  });
  return { units, lengths };
}

/** Mean loss, and its slope by each cosine (row by row). */
function slopesOf(cosines: Float32Array, size: number, sharpness: number): { loss: number; slopes: Float32Array } {
  const [byRow, byColumn] = [new Float64Array(size), new Float64Array(size)];
  const powers = cosines.map((cosine) => Math.exp(sharpness * (cosine - 1)));
  for (let i = 0, at = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1, at += 1) {
      const power = powers[at] as number; // in range, as are all below
      byRow[i] = (byRow[i] as number) + power;
      byColumn[j] = (byColumn[j] as number) + power;
    }
  }
  let loss = 0;
  for (let i = 0, at = 0; i < size; i += 1) {
    for (let j = 0; j < size; j += 1, at += 1) {
      const power = powers[at] as number;
      const row = power / (byRow[i] as number);
      const column = power / (byColumn[j] as number);
      if (i === j) loss -= (Math.log(row) + Math.log(column)) / 2;
      powers[at] = (sharpness * (row + column - (i === j ? 2 : 0))) / (2 * size);
    }
  }
  return { loss: loss / size, slopes: powers };
}

/** Carries slopes by unit vectors back to the words of the texts. */
function spread(bags: readonly Bag[], { units, lengths }: Placed, pulled: Float32Array, gradient: Float32Array): void {
  const width = pulled.length / bags.length;
  bags.forEach(({ ids, weights }, row) => {
    let along = 0;
    for (let k = 0, a = row * width; k < width; k += 1, a += 1) along += (pulled[a] as number) * (units[a] as number);
    for (let at = 0; at < ids.length; at += 1) {
      const factor = (weights[at] as number) / (lengths[row] as number);
      const to = (ids[at] as number) * width;
      for (let k = 0, a = row * width; k < width; k += 1, a += 1)
        gradient[to + k] =
          (gradient[to + k] as number) + factor * ((pulled[a] as number) - along * (units[a] as number));
    }
  });
}

/** Adam's running means of the slopes and of their squares. */
class Adam {
  private readonly first: Float32Array;
  private readonly second: Float32Array;
  private steps = 0;
  constructor(size: number) {
    this.first = new Float32Array(size);
    this.second = new Float32Array(size);
  }
  step(values: Float32Array, gradient: Float32Array, rate: number): void {
    this.steps += 1;
    const [a, b] = [1 - 0.9 ** this.steps, 1 - 0.999 ** this.steps];
    const { first, second } = this;
    for (let at = 0; at < values.length; at += 1) {
      const slope = gradient[at] as number;
      const mean = 0.9 * (first[at] as number) + 0.1 * slope;
      const square = 0.999 * (second[at] as number) + 0.001 * slope * slope;
      first[at] = mean;
      second[at] = square;
      values[at] = (values[at] as number) - (rate * (mean / a)) / (Math.sqrt(square / b) + 1e-8);
    }
  }
}

/** Improves `vectors` (rows of `width`, changed in place) and reports the mean loss of each epoch. */
export function learnByContrast(
  {
    texts,
    subjects,
    vocabulary,
    vectors,
    random,
  }: {
    texts: readonly Text[];
    subjects: readonly SubjectText[];
    vocabulary: Vocabulary;
    vectors: Float32Array;
    random: Random;
  },
  options: ContrastOptions,
  report: (epoch: number, loss: number) => void,
): void {
  const width = vectors.length / vocabulary.ids.size;
  const adam = new Adam(vectors.length);
  const gradient = new Float32Array(vectors.length);
  for (let epoch = 0; epoch < options.epochs; epoch += 1) {
    const questions = [
      ...askQuestions(texts, vocabulary, options, random),
      ...askOfSubjects(subjects, vocabulary, random),
    ];
    const order = shuffled(questions.length, random);
    const rate = options.rate * (1 - epoch / options.epochs);
    let [sum, batches] = [0, 0];
    for (let start = 0; start + options.batch <= order.length; start += options.batch) {
      const batch = [...order.subarray(start, start + options.batch)].flatMap((at) => questions[at] ?? []);
      const [ones, others] = [batch.map(({ one }) => one), batch.map(({ other }) => other)];
      const [a, b] = [place(ones, vectors, width), place(others, vectors, width)];
      const cosines = innerProducts(a.units, b.units, width);
      const { loss, slopes } = slopesOf(cosines, batch.length, options.sharpness);
      gradient.fill(0);
      spread(ones, a, weightedSums(slopes, b.units, width), gradient);
      spread(others, b, weightedSums(transpose(slopes, batch.length), a.units, width), gradient);
      adam.step(vectors, gradient, rate);
      sum += loss;
      batches += 1;
    }
    report(epoch + 1, sum / Math.max(1, batches));
  }
}
