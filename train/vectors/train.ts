/**
 * The word vectors that the engine ships, learned from the titles and descriptions of course catalogues without any judgement. Seeded:
 * same data, same vectors. Only stems with numbers are written.
 */
import { type CanonicalSubject, SUBJECT_LANGUAGES } from '../../src/domain/index.ts';
import type { Artefact, Note } from '../artefact.ts';
import type { TrainingData } from '../data.ts';
import { type Random, seededRandom } from '../random.ts';
import { CONTRAST, learnByContrast } from './contrast.ts';
import { startVectors } from './cooccurrence.ts';
import { readCorpus, type Text } from './corpus.ts';
import { readSubjectTexts, type SubjectText, wordOf, wordsOf } from './subject-texts.ts';
import { bagOf, collectVocabulary, type Vocabulary } from './vocabulary.ts';

const VERSION = '2';
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
export function trainVectors(
  data: TrainingData,
  { without, subjects }: { readonly without: readonly string[]; readonly subjects: readonly CanonicalSubject[] },
  note: Note,
): Artefact[] {
  const { catalogues, kind, dimensions, batch } = data.sources.vectors;
  const names = catalogues.filter((name) => !without.includes(name));
  const texts = readCorpus(data, names);
  const subjectTexts = readSubjectTexts(subjects);
  const vocabulary = collectVocabulary(texts, subjectTexts);
  note(`${texts.length} courses, ${subjects.length} subjects, ${vocabulary.ids.size} words`);
  const random = seededRandom(SEED);
  const vectors = startAll(texts, subjectTexts, { vocabulary, dimensions, random });
  const losses: number[] = [];
  const options = { ...CONTRAST, batch };
  learnByContrast({ texts, subjects: subjectTexts, vocabulary, vectors, random }, options, (epoch, loss) => {
    losses.push(Number(loss.toFixed(3)));
    note(`epoch ${epoch} of ${options.epochs}: loss ${loss.toFixed(3)}`);
  });
  const about = {
    version: VERSION,
    source: `titles and descriptions of ${texts.length} courses in ${names.length} ${kind} and ${subjects.length} subjects; no judgements`,
    ...{ options, losses, dimensions },
  };
  return SUBJECT_LANGUAGES.map((language) => {
    const words = [...vocabulary.ids].filter(([word]) => languageOf(word) === language);
    const file = {
      ...about,
      words: words.map(([word]) => word.slice(wordOf('', language).length)).join(' '),
      /** Hundredths. */
      information: words.map(([, id]) => Math.round((vocabulary.information[id] ?? 0) * 100)).join(' '),
      vectors: pack(Float32Array.from(words.flatMap(([, id]) => [...rowOf(vectors, id, dimensions)]))),
    };
    return { name: `words-${language}.json`, place: 'model', content: `${JSON.stringify(file, null, 1)}\n` };
  });
}

const rowOf = (vectors: Float32Array, id: number, width: number): Float32Array =>
  vectors.subarray(id * width, (id + 1) * width);

const languageOf = (word: string): string => /^(ru|kk|de):/.exec(word)?.[1] ?? 'en';

/** English words start from what they stand beside, the others where the English of their lines is. */
function startAll(
  texts: readonly Text[],
  subjects: readonly SubjectText[],
  { vocabulary, dimensions, random }: { vocabulary: Vocabulary; dimensions: number; random: Random },
): Float32Array {
  const english = [...vocabulary.ids.keys()].filter((word) => languageOf(word) === 'en').length;
  const bags = [
    ...texts.map(({ title, body }) => bagOf(vocabulary, [...title, ...body])),
    ...subjects.map((text) => bagOf(vocabulary, wordsOf(text, 'en'))),
  ];
  const vectors = new Float32Array(vocabulary.ids.size * dimensions);
  vectors.set(startVectors(bags, english, dimensions, random));
  for (const { titles, topics } of subjects)
    for (const language of SUBJECT_LANGUAGES.filter((one) => one !== 'en'))
      for (const [line, words] of [...topics[language], ...titles[language]].entries()) {
        const { ids, weights } = bagOf(vocabulary, topics.en[line] ?? titles.en[0] ?? []);
        for (const word of words) {
          const own = rowOf(vectors, vocabulary.ids.get(word) ?? 0, dimensions);
          ids.forEach((id, at) => {
            const row = rowOf(vectors, id, dimensions);
            for (let k = 0; k < dimensions; k += 1) own[k] = (own[k] ?? 0) + (weights[at] ?? 0) * (row[k] ?? 0);
          });
        }
      }
  // As long as an English word on the average, so that none drowns the others.
  const length = (row: Float32Array): number => Math.hypot(...row);
  let sum = 0;
  for (let id = 0; id < english; id += 1) sum += length(rowOf(vectors, id, dimensions));
  for (let id = english; id < vocabulary.ids.size; id += 1) {
    const row = rowOf(vectors, id, dimensions);
    const scale = sum / english / (length(row) || 1);
    for (let k = 0; k < dimensions; k += 1) row[k] = (row[k] ?? 0) * scale;
  }
  return vectors;
}
