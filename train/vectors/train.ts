/**
 * The word vectors that the engine ships, learned from the titles and descriptions of course catalogues without any judgement. Seeded:
 * same data, same vectors. Only stems with numbers are written.
 */
import type { Artefact, Note } from '../artefact.ts';
import type { TrainingData } from '../data.ts';
import { seededRandom } from '../random.ts';
import { CONTRAST, learnByContrast } from './contrast.ts';
import { startVectors } from './cooccurrence.ts';
import { readCorpus } from './corpus.ts';
import { bagOf, collectVocabulary } from './vocabulary.ts';

const VERSION = '1';
const SEED = 20261126;

/** The largest number as 127, the rest in proportion, as bytes in base64. */
function pack(vectors: Float32Array): { scale: number; bytes: string } {
  const largest = vectors.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = Number((largest / 127).toPrecision(6));
  return {
    scale,
    bytes: Buffer.from(Int8Array.from(vectors, (value) => Math.round(value / scale)).buffer).toString('base64'),
  };
}

/** `without` names catalogues to leave out, to measure how the vectors serve catalogues that they have not seen. */
export function trainVectors(data: TrainingData, without: readonly string[], note: Note): Artefact {
  const { catalogues, kind, dimensions, batch } = data.sources.vectors;
  const names = catalogues.filter((name) => !without.includes(name));
  const texts = readCorpus(data, names);
  const vocabulary = collectVocabulary(texts);
  note(`${texts.length} courses, ${vocabulary.ids.size} words`);
  const random = seededRandom(SEED);
  const bags = texts.map(({ title, body }) => bagOf(vocabulary, [...title, ...body]));
  const vectors = startVectors(bags, vocabulary.ids.size, dimensions, random);
  const losses: number[] = [];
  const options = { ...CONTRAST, batch };
  learnByContrast({ texts, vocabulary, vectors, random }, options, (epoch, loss) => {
    losses.push(Number(loss.toFixed(3)));
    note(`epoch ${epoch} of ${options.epochs}: loss ${loss.toFixed(3)}`);
  });
  const file = {
    version: VERSION,
    source: `titles and descriptions of ${texts.length} courses in ${names.length} ${kind}; no judgements`,
    options,
    losses,
    dimensions,
    words: [...vocabulary.ids.keys()].join(' '),
    /** Hundredths. */
    information: [...vocabulary.information].map((value) => Math.round(value * 100)).join(' '),
    vectors: pack(vectors),
  };
  return { name: 'word-vectors.json', place: 'model', content: `${JSON.stringify(file, null, 1)}\n` };
}
