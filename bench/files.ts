/**
 * Files measured: 10,000 hostile ones of every kind, read to the last column and row, and workbooks of 100,000 rows, each in a process of its own.
 * `npx tsx bench/files.ts` writes bench/results/files-DATE.md.
 */
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { inspectFile } from '../src/app/index.ts';
import { startPaperThreads } from '../src/app/tools/paper-threads.ts';
import { openFile, readGrids } from '../src/interchange/index.ts';
import { mutatedFile } from '../test/hostile/mutated-files.ts';
import { RULES } from '../test/installed.ts';
import { workbookParts } from '../test/interchange/grid/office-files.ts';
import { must } from './lib/must.ts';
import { keepPage, quantile, row, today } from './lib/page.ts';

const [HOSTILE_FILES, SEED, ROWS] = [10_000, 13, 100_000];

/** What a process of one measurement prints. */
interface Measured {
  readonly what: string;
  readonly seconds: number;
  readonly megabytes: number;
  readonly notes: string;
}

const COLUMNS = 'ABCDEFGHIJ';
const HEADER = [
  'code',
  'title',
  'description',
  'credit_system',
  'level',
  'language',
  'terms',
  'url',
  'credits',
  'since',
];

function workbook(inline: boolean, header: readonly string[] = []): Uint8Array {
  const texts: string[] = [];
  const cell = (ref: string, text: string): string => {
    if (inline) return `<c r="${ref}" t="inlineStr"><is><t>${text}</t></is></c>`;
    texts.push(text);
    return `<c r="${ref}" t="s"><v>${texts.length - 1}</v></c>`;
  };
  const first = header.length > 0 ? 2 : 1;
  const head = header.map((text, column) => cell(`${COLUMNS[column]}1`, text)).join('');
  const data = Array.from({ length: ROWS }, (_, at) => {
    const values = [
      `EE ${at}`,
      `Электрические машины ${at}`,
      `Описание дисциплины ${at}: `.padEnd(160, 'цепи и законы '),
      'ECTS',
    ];
    const words = [...values, 'bachelor', 'ru', 'autumn', `https://courses.example/${at}`];
    const cells = words.map((text, column) => cell(`${COLUMNS[column]}${at + first}`, text));
    return `<row r="${at + first}">${cells.join('')}<c r="I${at + first}"><v>${3 + (at % 4)}</v></c><c r="J${at + first}" s="1"><v>${46000 + (at % 365)}</v></c></row>`;
  });
  const parts = workbookParts({
    texts,
    formats: ['General', 'dd.mm.yyyy'],
    sheets: [{ data: `${head === '' ? '' : `<row r="1">${head}</row>`}${data.join('')}` }],
  });
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])), { level: 1 });
}

async function readLarge(bytes: Uint8Array): Promise<string> {
  const { grids } = must(await readGrids({ name: 'large.xlsx', bytes }));
  const rows = grids[0]?.rows ?? [];
  if (rows.length !== ROWS || rows.at(-1)?.cells[9]?.stored?.kind !== 'date') throw new Error('rows are missing');
  return `${rows.length} rows, ${Math.round(bytes.length / 1e6)} MB packed`;
}

async function readHostile(): Promise<string> {
  const times: number[] = [];
  let [refused, usable] = [0, 0];
  const once = async (file: Parameters<typeof openFile>[0]): Promise<void> => {
    const before = process.cpuUsage();
    const opened = await openFile(file, { units: RULES.units });
    const seen = opened.ok ? inspectFile(opened.value) : opened;
    const { user, system } = process.cpuUsage(before);
    times.push((user + system) / 1000);
    if (!seen.ok) refused += 1;
    if (!seen.ok && !seen.problems.some(({ severity }) => severity === 'error'))
      throw new Error('refused without a reason');
    if (seen.ok && seen.value.usable) usable += 1;
  };
  await fc.assert(fc.asyncProperty(mutatedFile, once), { numRuns: HOSTILE_FILES, seed: SEED, endOnFailure: true });
  const [median, most] = [0.5, 1].map((share) => Math.round(quantile(times, share)));
  return `${times.length} files, ${refused} refused, ${usable} read as a list, no crash; processor time of one: median ${median} ms, longest ${most} ms`;
}

/** Every row as a course, in a thread with the memory that a server gives it. */
async function readCourses(bytes: Uint8Array): Promise<string> {
  const threads = startPaperThreads({ rules: 'rules' });
  const file = { name: 'large.xlsx', bytes };
  const reading = { units: RULES.units, institution: 'Large', academicYear: '2026/27' };
  const { value, rejected } = must(await threads.papers.readList({ kind: 'catalogue', file, reading }));
  await threads.stop();
  const { courses } = value as { courses: readonly unknown[] };
  if (courses.length !== ROWS || rejected > 0) throw new Error(`${courses.length} courses, ${rejected} rejected`);
  return `${courses.length} courses out of a thread of 512 MB`;
}

/** Makes the file in a process before, so that what making it took is not counted. */
async function measure(what: string): Promise<void> {
  const bytes = what === 'hostile' ? null : new Uint8Array(await bytesOfInput());
  const started = process.cpuUsage();
  const read = what === 'as courses' ? readCourses : readLarge;
  const notes = bytes ? await read(bytes) : await readHostile();
  const { user, system } = process.cpuUsage(started);
  const measured: Measured = {
    what,
    seconds: (user + system) / 1e6,
    megabytes: process.resourceUsage().maxRSS / 1024,
    notes,
  };
  process.stdout.write(JSON.stringify(measured));
}

async function bytesOfInput(): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

function inProcess(what: string, input: Uint8Array = new Uint8Array()): Measured {
  const arguments_ = ['--import', 'tsx', import.meta.filename, what];
  return JSON.parse(
    execFileSync(process.execPath, arguments_, { input, encoding: 'utf8', maxBuffer: 1e8 }),
  ) as Measured;
}

function report(): void {
  const measured = [
    inProcess('hostile'),
    inProcess('shared texts', workbook(false)),
    inProcess('texts in place', workbook(true)),
    inProcess('as courses', workbook(false, HEADER)),
  ];
  const bounds = ['2 s for one, 512 MB', '10 s, 600 MB', '10 s, 600 MB', 'no bound is set: server and thread together'];
  const lines = measured.map(({ what, seconds, megabytes, notes }, at) =>
    row([what, notes, `${seconds.toFixed(1)} s`, `${Math.round(megabytes)} MB`, bounds[at] ?? '']),
  );
  const head = [
    row(['what', 'read', 'processor time', 'memory of the process', 'must']),
    row(['---', '---', '---', '---', '---']),
  ];
  const page = [
    `# Files, ${today()}`,
    '',
    `Hostile files: CSV, HTML, PDF, XLSX, ODS and DOCX broken at random in their bytes and in their XML before packing (\`test/hostile/mutated-files.ts\`, seed ${SEED}), each looked at as \`concord inspect\` does.`,
    `Workbooks: ${ROWS} rows of ten columns. Each line is a process of its own on Node ${process.versions.node}, sources by tsx.`,
    '',
    ...head,
    ...lines,
    '',
  ];
  keepPage(`files-${today()}`, page.join('\n'));
}

const [what] = process.argv.slice(2);
if (what) await measure(what);
else report();
