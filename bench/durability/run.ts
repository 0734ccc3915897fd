/** Kills a writer, or the server under it, at random points, and looks at what is left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { StoreOptions } from '../../src/store/index.ts';
import { type PostgresServer, startPostgresServer } from '../../test/store/postgres-server.ts';
import { type Finding, openAndInspect } from './sequence.ts';

const WORKER = path.join(import.meta.dirname, 'worker.ts');
/** A kill comes after so many acknowledgements, at most, and a random part of the time that one takes. */
const MAX_ACKNOWLEDGED = 6;
/** Every so many runs the kill may come while the database is being opened. */
const [OPENING_EVERY, SERVER_EVERY, NEW_FOLDER_EVERY] = [8, 4, 25];
const MAX_OPENING_DELAY = 3000;

export interface DurabilityOutcome {
  readonly kind: StoreOptions['kind'];
  readonly runs: number;
  readonly serverKills: number;
  readonly openingKills: number;
  readonly acknowledged: number;
  /** Committed, but killed before the acknowledgement was out. */
  readonly unacknowledgedWhole: number;
  /** The three that must be zero. */
  readonly lost: number;
  readonly torn: number;
  readonly auditBreaks: number;
  /** Milliseconds from the kill's end to an open, migrated store. */
  readonly reopening: readonly number[];
}

/** What is being counted, and what must be there. */
interface Ledger {
  readonly outcome: { -readonly [K in keyof DurabilityOutcome]: DurabilityOutcome[K] } & { reopening: number[] };
  /** Numbers that were acknowledged or found whole in the present database. */
  known: Set<number>;
}

interface Run {
  readonly number: number;
  readonly options: StoreOptions;
  readonly server: PostgresServer | null;
  readonly random: () => number;
}

/** `random` answers 0 to 1; `note` is told of each run. */
export async function runDurability(
  kind: StoreOptions['kind'],
  {
    runs,
    random,
    note,
  }: { readonly runs: number; readonly random: () => number; readonly note: (text: string) => void },
): Promise<DurabilityOutcome> {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-durability-'));
  const server = kind === 'postgresql' ? await startPostgresServer() : null;
  const ledger = openLedger(kind, runs);
  const { outcome } = ledger;
  const optionsOf = (run: number): StoreOptions =>
    server === null
      ? { kind: 'pglite', folder: path.join(folder, `data-${Math.floor(run / NEW_FOLDER_EVERY)}`) }
      : { kind: 'postgresql', url: server.url('postgres'), poolSize: 2 };
  try {
    for (let number = 0; number < runs; number += 1) {
      const options = optionsOf(number);
      await killOnce({ number, options, server, random }, ledger);
      const isLast = number + 1 === runs || (server === null && (number + 1) % NEW_FOLDER_EVERY === 0);
      if (isLast) await closeLedger(options, ledger);
      note(
        `${kind} ${number + 1}/${runs}: ${outcome.acknowledged} acknowledged, ${outcome.lost} lost, ${outcome.torn} torn`,
      );
    }
    return outcome;
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

function openLedger(kind: StoreOptions['kind'], runs: number): Ledger {
  const counts = { serverKills: 0, openingKills: 0, acknowledged: 0, unacknowledgedWhole: 0 };
  return {
    outcome: { kind, runs, ...counts, lost: 0, torn: 0, auditBreaks: 0, reopening: [] },
    known: new Set(),
  };
}

/** Looks at what the last kill left, before its database is done with. */
async function closeLedger(options: StoreOptions, ledger: Ledger): Promise<void> {
  const { store, finding } = await openAndInspect(options);
  await store.close();
  compare(finding, ledger);
  ledger.known = new Set();
}

/** Compares what is there with what was acknowledged or there before. */
function compare({ opening, whole, torn, auditVerifies }: Finding, { outcome, known }: Ledger): void {
  const found = new Set(whole);
  outcome.reopening.push(opening);
  outcome.lost += [...known].filter((number) => !found.has(number)).length;
  outcome.torn += torn.length;
  outcome.unacknowledgedWhole += whole.filter((number) => !known.has(number)).length;
  if (!auditVerifies) outcome.auditBreaks += 1;
  for (const number of whole) known.add(number);
}

/** Starts a writer, which says what the kill before it left, and kills it or its server. */
async function killOnce({ number, options, server, random }: Run, ledger: Ledger): Promise<void> {
  const { outcome, known } = ledger;
  const args = ['--import', 'tsx', WORKER, JSON.stringify(options), String(number * 10_000)];
  const worker = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  const output = outputOf(worker);
  const gone = once(worker, 'exit');
  if (number % OPENING_EVERY === 0) {
    outcome.openingKills += 1;
    await Promise.race([sleep(random() * MAX_OPENING_DELAY), gone]);
  } else {
    const count = Math.floor(random() * MAX_ACKNOWLEDGED);
    await Promise.race([output.lines(1 + count), gone]);
    await sleep(random() * output.pace());
  }
  const killsServer = server !== null && number % SERVER_EVERY === 1;
  if (killsServer) {
    outcome.serverKills += 1;
    await server.kill();
    await sleep(50);
  }
  worker.kill('SIGKILL');
  await gone;
  if (killsServer) await restart(server);
  const { finding, numbers } = output.read();
  if (finding) compare(finding, ledger);
  outcome.acknowledged += numbers.length;
  for (const acknowledged of numbers) known.add(acknowledged);
}

/** Processes of a killed server need a moment to notice; until then a new one does not start. */
export async function restart(server: PostgresServer): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await server.start();
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}

/** What a writer has said: what it found, then the numbers of what it has written. */
function outputOf(worker: ChildProcess) {
  let text = '';
  let waiting: { count: number; done: () => void } | null = null;
  const times: number[] = [];
  worker.stdout?.on('data', (chunk: Buffer) => {
    text += chunk.toString();
    times.push(performance.now());
    if (waiting && text.split('\n').length > waiting.count) waiting.done();
  });
  return {
    lines: (count: number) =>
      new Promise<void>((resolve) => {
        waiting = { count, done: resolve };
        if (text.split('\n').length > count) resolve();
      }),
    /** Milliseconds that a sequence takes, about; the first one is slower. */
    pace: (): number => Math.max(((times.at(-1) ?? 0) - (times[0] ?? 0)) / Math.max(times.length - 1, 1), 50),
    /** A last line that is not whole was not said. */
    read: (): { finding: Finding | null; numbers: number[] } => {
      const [first, ...rest] = text.split('\n').slice(0, -1);
      return { finding: first === undefined ? null : JSON.parse(first), numbers: rest.map(Number) };
    },
  };
}
