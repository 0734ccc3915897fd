/**
 * `npm run measure:house [-- --run] [--json FILE] [--root FOLDER] [--changes FILE]`: the code as a house, in figures. `--run` starts the
 * program as well and takes a minute; `--root` measures another checkout.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import Table from 'cli-table3';
import { measureServer, programOf, secondsOf } from './measure/processes.ts';
import { fileRings, folderRings } from './measure/rings.ts';
import { readSources, repeatedNames, type SourceFile } from './measure/sources.ts';
import { countTypicalChanges, type TypicalChange } from './measure/typical-changes.ts';

const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  'concord --help': ['--help'],
  'concord grade --grade 1,7 --from de': ['grade', '--grade', '1,7', '--from', 'de'],
};
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const rounded = (value: number): number => Math.round(value * 10) / 10;

/** Median, ninth tenth and greatest. */
function spreadOf(values: readonly number[]): { median: number; p90: number; max: number } {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
  return { median: at(0.5), p90: at(0.9), max: at(1) };
}

function sizeOf(files: readonly SourceFile[]): {
  files: number;
  lines: number;
  names: number;
  namesPerThousand: number;
} {
  const names = sum(files.map((file) => file.names.length));
  return {
    files: files.length,
    lines: sum(files.map(({ lines }) => lines)),
    names,
    namesPerThousand: rounded((names * 1000) / sum(files.map(({ code }) => code))),
  };
}

function measureSources(root: string, changes: string) {
  const files = readSources(path.join(root, 'src'));
  const folders = [...new Set(files.map(({ folder }) => folder))].sort();
  const byFolder = folders.map((folder) => [folder || '.', files.filter((file) => file.folder === folder)] as const);
  return {
    whole: sizeOf(files),
    folders: Object.fromEntries(byFolder.map(([folder, own]) => [folder, sizeOf(own)])),
    repeatedNames: repeatedNames(files),
    fileRings: fileRings(files),
    folderRings: folders.flatMap((folder) => folderRings(files, folder)),
    fileLines: spreadOf(files.map(({ lines }) => lines)),
    functionLines: spreadOf(files.flatMap(({ functions }) => functions)),
    commentPercent: rounded((sum(files.map(({ comments }) => comments)) * 100) / sum(files.map(({ lines }) => lines))),
    filesTouched: countTypicalChanges(root, changes),
  };
}

async function measureRuns(root: string) {
  return {
    program: path.relative(root, programOf(root).at(-1) ?? ''),
    node: process.version,
    processorSeconds: Object.fromEntries(
      Object.entries(COMMANDS).map(([name, words]) => [name, Math.round(secondsOf(root, words) * 100) / 100]),
    ),
    serverUntilHealth: await measureServer(root),
  };
}

type Measured = ReturnType<typeof measureSources> & { readonly runs?: Awaited<ReturnType<typeof measureRuns>> };

function draw(rows: readonly (readonly (string | number)[])[], head: readonly string[]): string {
  const table = new Table({ head: [...head], style: { head: [], border: [] } });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

const spread = ({ median, p90, max }: ReturnType<typeof spreadOf>): string => `${median} / ${p90} / ${max}`;

function touched({ files, texts, gone }: TypicalChange): string {
  const counted = texts === 0 ? `${files}` : `${files} and ${texts} catalogues of sentences`;
  return gone.length === 0 ? counted : `${counted}, not there: ${gone.join(', ')}`;
}

function report({ whole, runs, ...measured }: Measured): string {
  const repeated = Object.entries(measured.repeatedNames);
  const rings = [...measured.fileRings, ...measured.folderRings];
  const starts = runs ? Object.entries(runs.serverUntilHealth) : [];
  const rows: (readonly [string, string | number])[] = [
    ['lines in src', whole.lines],
    ['files', whole.files],
    ['top-level names per 1,000 lines of code', whole.namesPerThousand],
    ['names in more than two files', repeated.length],
    ['import rings among files, types included', measured.fileRings.length],
    ['import rings among the folders of one folder', measured.folderRings.length],
    ['lines of a file: median / p90 / most', spread(measured.fileLines)],
    ['lines of a named function: median / p90 / most', spread(measured.functionLines)],
    ['comment lines, %', measured.commentPercent],
    ...Object.entries(measured.filesTouched).map(
      ([name, change]) => [`files touched by a ${name}`, touched(change)] as const,
    ),
    ...Object.entries(runs?.processorSeconds ?? {}).map(
      ([name, seconds]) => [`processor s, ${name}`, seconds] as const,
    ),
    ...starts.map(
      ([name, { seconds, residentMb, peakMb }]) =>
        [`server until /health, ${name} start`, `${rounded(seconds)} s, ${residentMb} MB (most ${peakMb})`] as const,
    ),
  ];
  const folders = Object.entries(measured.folders).map(([folder, size]) => [folder, ...Object.values(size)]);
  return [
    draw(rows, ['measure', 'value']),
    draw(folders, ['folder', 'files', 'lines', 'names', 'names per 1,000']),
    `Names in more than two files: ${repeated.map(([name, count]) => `${name} ${count}`).join(', ') || 'none'}`,
    ...rings.map((members) => `Ring: ${members.join(' <-> ')}`),
    '',
  ].join('\n');
}

const { values } = parseArgs({
  options: {
    run: { type: 'boolean', default: false },
    json: { type: 'string' },
    root: { type: 'string', default: path.resolve(import.meta.dirname, '..') },
    changes: { type: 'string', default: path.join(import.meta.dirname, 'measure/typical-changes.json') },
  },
});
const root = path.resolve(values.root);
const measured: Measured = {
  ...measureSources(root, values.changes),
  ...(values.run && { runs: await measureRuns(root) }),
};
if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(measured, null, 2)}\n`);
process.stdout.write(report(measured));
