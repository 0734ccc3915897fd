/** One engine in a process of its own: `child.ts --engine NAME --folder TEXTS`. Speaks the lines of protocol.ts. */
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import type { SyntheticCourse } from '../lib/synthetic.ts';
import { ENGINES, type Search } from './engines.ts';
import { KINDS, type Kind, MEGABYTE, type Round, usedBytes } from './protocol.ts';
import { readCourses, readQueries } from './texts.ts';

const { values } = parseArgs({ options: { engine: { type: 'string' }, folder: { type: 'string' } } });
const load = ENGINES[values.engine ?? ''];
const folder = values.folder;
if (!load || folder === undefined) throw new Error('usage: child.ts --engine NAME --folder TEXTS');

const say = (message: object): void => void process.stdout.write(`${JSON.stringify(message)}\n`);

const WARM_UP_QUERIES = 50;
const WARM_UP_MILLISECONDS = 1500;

/** Asks the queries in their order until the time is up; at least one is asked. */
function askRound(search: Search, queries: readonly SyntheticCourse[], milliseconds: number): Round {
  globalThis.gc?.();
  const end = performance.now() + milliseconds;
  const times: number[] = [];
  let found = 0;
  for (const query of queries) {
    const ask = search(query);
    const asked = performance.now();
    const codes = ask();
    const answered = performance.now();
    times.push(answered - asked);
    if (codes.includes(query.code)) found += 1;
    if (answered > end) break;
  }
  return { times, found };
}

const build = await load();
const courses = readCourses(folder);
const queries = readQueries(folder);
const before = usedBytes();
const started = performance.now();
const search = build(courses);
const buildSeconds = (performance.now() - started) / 1000;
say({ buildSeconds, megabytes: (usedBytes() - before) / MEGABYTE });

const warm = new Set<Kind>();
for await (const line of createInterface({ input: process.stdin })) {
  const [, name, milliseconds] = line.split(' ');
  const kind = KINDS.find((known) => known === name);
  if (!kind) throw new Error(`not understood: ${line}`);
  if (!warm.has(kind)) askRound(search, queries[kind].slice(0, WARM_UP_QUERIES), WARM_UP_MILLISECONDS);
  warm.add(kind);
  say(askRound(search, queries[kind], Number(milliseconds)));
}
