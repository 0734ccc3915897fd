/**
 * `npm run train:vectors [-- --without NAME,NAME] [--out FILE]`: learns the word vectors that the engine ships from the titles and
 * descriptions of real course catalogues, without any judgement. Seeded: same data, same vectors. Only stems with numbers are
 * written. `--without` leaves catalogues out, to measure how the vectors serve catalogues they have not seen.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { CONTRAST, learnByContrast } from './vectors/contrast.ts';
import { startVectors } from './vectors/cooccurrence.ts';
import { CATALOGUES, readCorpus } from './vectors/corpus.ts';
import { seededRandom } from './vectors/random.ts';
import { bagOf, collectVocabulary } from './vectors/vocabulary.ts';

const VERSION = '1';
const DIMENSIONS = 128;
const SEED = 20261126;
const TARGET = path.resolve(import.meta.dirname, '../src/matching/model/word-vectors.json');

const { values } = parseArgs({ options: { without: { type: 'string', default: '' }, out: { type: 'string' } } });

/** The largest number as 127, the rest in proportion, as bytes in base64. */
function pack(vectors: Float32Array): { scale: number; bytes: string } {
  const largest = vectors.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  const scale = Number((largest / 127).toPrecision(6));
  return {
    scale,
    bytes: Buffer.from(Int8Array.from(vectors, (value) => Math.round(value / scale)).buffer).toString('base64'),
  };
}

function run(): void {
  const without = values.without.split(',').filter((name) => name !== '');
  const names = CATALOGUES.filter((name) => !without.includes(name));
  const texts = readCorpus(names);
  if (!texts) {
    console.log('Nothing was learned: the catalogues are not there (../shared/data, or set CONCORD_SHARED).');
    return;
  }
  const vocabulary = collectVocabulary(texts);
  console.log(`${texts.length} courses, ${vocabulary.ids.size} words`);
  const random = seededRandom(SEED);
  const bags = texts.map(({ title, body }) => bagOf(vocabulary, [...title, ...body]));
  const vectors = startVectors(bags, vocabulary.ids.size, DIMENSIONS, random);
  const losses: number[] = [];
  learnByContrast({ texts, vocabulary, vectors, random }, CONTRAST, (epoch, loss) => {
    losses.push(Number(loss.toFixed(3)));
    console.log(`epoch ${epoch} of ${CONTRAST.epochs}: loss ${loss.toFixed(3)}`);
  });
  const file = {
    version: VERSION,
    source: `titles and descriptions of ${texts.length} courses in ${names.length} public English catalogues; no judgements`,
    options: CONTRAST,
    losses,
    dimensions: DIMENSIONS,
    words: [...vocabulary.ids.keys()].join(' '),
    /** Hundredths. */
    information: [...vocabulary.information].map((value) => Math.round(value * 100)).join(' '),
    vectors: pack(vectors),
  };
  const target = values.out ?? TARGET;
  writeFileSync(target, `${JSON.stringify(file, null, 1)}\n`);
  console.log(`written to ${path.relative(process.cwd(), target)}`);
}

run();
