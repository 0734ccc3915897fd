/**
 * `npm run train`, `train:lexicon`, `train:vectors` and `train:check` `[-- --data FOLDER --out FOLDER]`: makes what the matching ships, or
 * checks that it comes out again to the byte. See README.md.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Artefact } from './artefact.ts';
import { NO_DATA, openData, type TrainingData } from './data.ts';
import { trainLexicon } from './lexicon/train.ts';
import { trainMatching } from './matching/train.ts';
import { SUBJECTS } from './subjects.ts';
import { trainVectors } from './vectors/train.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
/** Where what is shipped lies, and the reports on it. */
const PLACES: Readonly<Record<Artefact['place'], string>> = {
  model: path.join(ROOT, 'src/matching/model'),
  lexicon: path.join(ROOT, 'src/matching/lexicon'),
  report: path.join(ROOT, 'bench/results'),
};

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    /** Of the matching: the day that the weights bear. */
    date: { type: 'string' },
    /** Of the matching: measure what each feature is worth as well. */
    ablation: { type: 'boolean', default: false },
    /** Of the vectors: catalogues to leave out, by commas. */
    without: { type: 'string', default: '' },
  },
});

const note = (line: string): void => void process.stderr.write(`${line}\n`);
const shippedFile = ({ name, place }: Artefact): string => path.join(PLACES[place], name);

/** The day of the shipped weights, so that they can come out again. */
function shippedDay(): string {
  const file = readFileSync(path.join(PLACES.model, 'trained.json'), 'utf8');
  return (JSON.parse(file) as { trainedOn: string }).trainedOn;
}

const TRAININGS = {
  lexicon: (data: TrainingData): Artefact[] => [trainLexicon(data, note)],
  vectors: (data: TrainingData): Artefact[] =>
    trainVectors(data, { without: values.without.split(','), subjects: SUBJECTS.subjects }, note),
  matching: (data: TrainingData, date: string): Artefact[] =>
    trainMatching(data, { date, ablation: values.ablation }, note),
};

function write(artefact: Artefact): void {
  const file = values.out === undefined ? shippedFile(artefact) : path.join(values.out, artefact.name);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, artefact.content);
  note(`written: ${path.relative(process.cwd(), file)}`);
}

/** Whether everything that is shipped comes out again; reports depend on nothing else and are left out. */
function check(data: TrainingData): boolean {
  const found = Object.values(TRAININGS).flatMap((training) => training(data, shippedDay()));
  const shipped = found.filter(({ place }) => place !== 'report');
  const isSame = shipped.map((artefact) => readFileSync(shippedFile(artefact), 'utf8') === artefact.content);
  shipped.forEach((artefact, at) => {
    console.log(`${isSame[at] ? 'the same' : 'DIFFERS'}: ${path.relative(ROOT, shippedFile(artefact))}`);
  });
  return isSame.every(Boolean);
}

function run(data: TrainingData): void {
  const [what] = positionals;
  if (what === 'check') {
    process.exitCode = check(data) ? 0 : 1;
    return;
  }
  if (what !== 'lexicon' && what !== 'vectors' && what !== 'matching')
    throw new Error('usage: main.ts lexicon|vectors|matching|check [--data FOLDER --out FOLDER]');
  for (const artefact of TRAININGS[what](data, values.date ?? new Date().toISOString().slice(0, 10))) write(artefact);
}

const data = openData(values.data);
if (data === null) console.log(`Nothing was learned: ${NO_DATA}`);
else if (values.data !== undefined && values.out === undefined && positionals[0] !== 'check')
  throw new Error('name a folder with --out as well, so that what is shipped stays as it is');
else run(data);
