/** Pictures to words by the program `tesseract`, where it is installed: a process of its own with a limit of time. */
import { spawn } from 'node:child_process';
import { groupBy } from '../../../domain/index.ts';
import type { Word } from '../pdf/page.ts';

/** Languages of the documents that come in, of which those are read with that are installed. */
const TRAINED_LANGUAGES = [
  'kaz',
  'rus',
  'eng',
  'deu',
  'tur',
  'fra',
  'spa',
  'ita',
  'pol',
  'ces',
  'lit',
  'uzb',
  'chi_sim',
  'kor',
];
/** More languages at once make it slow and guess. */
const MOST_LANGUAGES = 5;
/** Of a picture, and so many bytes of answer. */
const [MOST_SECONDS, MOST_ANSWER] = [60, 32 * 1024 * 1024];
/** Below this a word is as likely wrong, in per cent. */
const UNSURE = 60;

export interface ScannedPage {
  readonly words: readonly Word[];
  /** Words of which the program itself was not sure. */
  readonly unsure: number;
}

/** The languages to read with; null where the program is not installed, or has none of them. */
export async function scanLanguages(): Promise<string | null> {
  const listed = await run(['--list-langs'], new Uint8Array());
  const installed = new Set((listed ?? '').split('\n').map((line) => line.trim()));
  const usable = TRAINED_LANGUAGES.filter((language) => installed.has(language)).slice(0, MOST_LANGUAGES);
  return usable.length > 0 ? usable.join('+') : null;
}

/** The words of a picture with their places, as if its letters were of ten points; null when it could not be read in time. */
export async function readPicture(picture: Uint8Array, languages: string): Promise<ScannedPage | null> {
  // One block of text: the lines of a table go over its columns.
  const table = await run(['stdin', 'stdout', '-l', languages, '--psm', '6', 'tsv'], picture);
  return table === null ? null : scannedWords(table);
}

/** What it prints; null when it is not there, fails, or takes too long. */
function run(options: readonly string[], input: Uint8Array): Promise<string | null> {
  return new Promise((resolve) => {
    const child = spawn('tesseract', options, { stdio: ['pipe', 'pipe', 'ignore'] });
    const chunks: Buffer[] = [];
    let size = 0;
    const timer = setTimeout(() => child.kill('SIGKILL'), MOST_SECONDS * 1000);
    const end = (answer: string | null): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    child.on('error', () => end(null));
    child.on('close', (code) => end(code === 0 ? Buffer.concat(chunks).toString('utf8') : null));
    child.stdout.on('data', (chunk: Buffer) => {
      size += chunk.length;
      if (size > MOST_ANSWER) child.kill('SIGKILL');
      else chunks.push(chunk);
    });
    // It may end before it has read everything.
    child.stdin.on('error', () => undefined);
    child.stdin.end(input);
  });
}

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
  readonly height: number;
  /** Running number of its line. */
  readonly line: number;
  readonly confidence: number;
}

/** Columns of its table: level, page, block, paragraph, line, word, left, top, width, height, confidence, text. */
function scannedWords(table: string): ScannedPage {
  const boxes: Box[] = [];
  let line = 0;
  for (const printed of table.split('\n').slice(1)) {
    const cells = printed.split('\t');
    const [level, , , , , , left = 0, top = 0, width = 0, height = 0, confidence = -1] = cells.map(Number);
    // Rules of a table are taken for letters.
    const text = (cells[11] ?? '').trim().replace(/^[|[\]{}]+|[|[\]{}]+$/g, '');
    if (level === 4) line += 1;
    if (level === 5 && confidence >= 0 && /[\p{L}\p{N}+]/u.test(text))
      boxes.push({ text, left, right: left + width, bottom: top + height, height, line, confidence });
  }
  const bases = new Map([...groupBy(boxes, (box) => box.line)].map(([at, own]) => [at, baseOf(own)]));
  const scale = INK / middle(boxes.map(({ height }) => height));
  const words = boxes.map(({ text, left, right, line: at }) => ({
    text,
    ...{ left: left * scale - BEARING, right: right * scale + BEARING, base: (bases.get(at) ?? 0) * scale, size: SIZE },
  }));
  return { words, unsure: boxes.filter(({ confidence }) => confidence < UNSURE).length };
}

/** Points: the letters of a page as if they were of this size, how high their ink is then, and the white that fonts keep on both sides of it. */
const [SIZE, INK, BEARING] = [10, 7, 0.5];

const middle = (values: readonly number[], share = 0.5): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length * share)] ?? INK;

/** Where the letters of a line stand, below which some of them reach. */
const baseOf = (line: readonly Box[]): number =>
  middle(
    line.map(({ bottom }) => bottom),
    0.25,
  );
