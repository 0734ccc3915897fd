/**
 * `npm run bench:fuzz [-- --requests 10000 --seed 1]`: requests made up by the OpenAPI document, of every role and of strangers, against the API on an
 * embedded database. Writes bench/results/fuzz-DATE.md; ends with 1 when any was a failure of the server.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Role, roleSchema } from '../src/domain/index.ts';
import { openStore } from '../src/store/index.ts';
import { fuzz } from '../test/service/fuzz.ts';
import { makeHarness } from '../test/service/harness.ts';
import { keepPage, row, today } from './lib/page.ts';

const { values } = parseArgs({
  options: { requests: { type: 'string', default: '10000' }, seed: { type: 'string', default: '1' } },
});
const [requests, seed] = [Number(values.requests), Number(values.seed)];
const folder = mkdtempSync(path.join(tmpdir(), 'concord-fuzz-'));
const store = await openStore({ kind: 'pglite', folder });
const failures: string[] = [];
const rows: string[] = [];
try {
  const harness = makeHarness(store);
  const everybody: readonly (Role | null)[] = [...roleSchema.options, null];
  for (const role of everybody) {
    const found = await fuzz(harness, { role, requests, seed });
    failures.push(...found.failures);
    const count = (from: number, to: number): number =>
      [...found.statuses].filter(([status]) => status >= from && status < to).reduce((sum, [, one]) => sum + one, 0);
    rows.push(row([role ?? 'nobody', requests, count(200, 400), count(400, 500), count(500, 600)]));
    process.stderr.write(`${role ?? 'nobody'}: ${found.failures.length} failures\n`);
  }
} finally {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
}
for (const failure of new Set(failures)) process.stderr.write(`${failure}\n`);
const page = [
  `# Requests that nobody would write, ${today()}`,
  '',
  'Made up by the OpenAPI document with values of other kinds, missing and unknown fields, foreign ids and strange parameters; seeded, on PGlite.',
  '',
  row(['who', 'requests', 'taken', 'refused', 'failures of the server']),
  '| --- | ---: | ---: | ---: | ---: |',
  ...rows,
  '',
].join('\n');
keepPage(`fuzz-${today()}`, page);
if (failures.length > 0) process.exitCode = 1;
