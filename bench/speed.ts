/**
 * `npm run bench:speed [-- --sizes 10000,100000 --date YYYY-MM-DD --python python3 --quick]`: index build and query times beside search
 * libraries for Node and Python and beside a C loop, in one run on the same texts; `--quick` leaves those out that take minutes. Writes a dated table to bench/results.
 * Reading it: bench/README.md.
 */
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { keepPage, today } from './lib/page.ts';
import { gatherContestants, nodeCommand } from './speed/contestants.ts';
import { measureAll } from './speed/measure.ts';
import { type CurriculumResult, curriculumSchema } from './speed/protocol.ts';
import { renderSize } from './speed/report.ts';
import { writeTexts } from './speed/texts.ts';

const { values } = parseArgs({
  options: {
    sizes: { type: 'string', default: '10000,100000' },
    date: { type: 'string', default: today() },
    python: { type: 'string', default: 'python3' },
    quick: { type: 'boolean', default: false },
  },
});
const { date } = values;
const run = promisify(execFile);

const note = (line: string): void => void process.stderr.write(`${line}\n`);

async function outputOf(script: string, folder: string, ...more: readonly string[]): Promise<string> {
  const { file, args } = nodeCommand(script, '--folder', folder, ...more);
  return (await run(file, [...args])).stdout;
}

/** With an index that is built, then with the one that was saved. */
async function measureCurriculum(folder: string): Promise<CurriculumResult[] | string> {
  const measure = async (...more: readonly string[]): Promise<CurriculumResult> =>
    curriculumSchema.parse(JSON.parse(await outputOf('curriculum.ts', folder, ...more)));
  try {
    return [await measure(), await measure('--load')];
  } catch (error) {
    note(String(error));
    return 'The curriculum could not be matched.';
  }
}

/** The section of one size. The texts lie in a temporary folder meanwhile. */
async function measureSize(size: number): Promise<string> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-speed-'));
  try {
    const before = loadavg()[0] ?? Number.NaN;
    writeTexts(folder, size);
    const corpus = await outputOf('dump-channel.ts', folder);
    const curriculum = await measureCurriculum(folder);
    note(`${size}: ${JSON.stringify(curriculum)}`);
    const everyone = await gatherContestants(folder, values.python);
    const contestants = everyone.filter((one) => !values.quick || !('isQuick' in one) || one.isQuick);
    const measured = await measureAll(contestants, ({ name, buildSeconds, missing }) =>
      note(`${size}: ${name}: ${missing ?? 'measured'}, built in ${buildSeconds?.toFixed(2) ?? '-'} s`),
    );
    return renderSize({ size, corpus, load: [before, loadavg()[0] ?? Number.NaN], measured, curriculum });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const sections: string[] = [];
for (const size of values.sizes.split(',').map(Number)) sections.push(await measureSize(size));
const page = [
  `# Speed, ${date}`,
  '',
  `Node ${process.version}, ${process.arch}, ${cpus()[0]?.model.trim() ?? 'unknown processor'}. Each engine in a process of its own, on one core, one at a time. How to read it: [README](../README.md).`,
  '',
  ...sections,
].join('\n');
keepPage(`speed${values.quick ? '-quick' : ''}-${date}`, page);
