/** Kills a writer, or the server under it, at random points, and looks at what is left. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openStore, type StoreOptions, verifyAudit } from '../../src/store/index.ts';
import { type PostgresServer, startPostgresServer } from '../../test/store/postgres-server.ts';
import { findSequences } from './sequence.ts';

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

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

interface Place {
  readonly options: StoreOptions;
  readonly server: PostgresServer | null;
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
  const outcome: Mutable<DurabilityOutcome> & { reopening: number[] } = {
    kind,
    runs,
    serverKills: 0,
    openingKills: 0,
    acknowledged: 0,
    unacknowledgedWhole: 0,
    lost: 0,
    torn: 0,
    auditBreaks: 0,
    reopening: [],
  };
  try {
    let known = new Set<number>();
    for (let run = 0; run < runs; run += 1) {
      if (kind === 'pglite' && run % NEW_FOLDER_EVERY === 0) known = new Set();
      const options: StoreOptions =
        server === null
          ? { kind: 'pglite', folder: path.join(folder, `data-${Math.floor(run / NEW_FOLDER_EVERY)}`) }
          : { kind: 'postgresql', url: server.url('postgres'), poolSize: 2 };
      const acknowledged = await killOnce({ options, server }, { run, random, outcome });
      outcome.acknowledged += acknowledged.length;
      known = await inspect(options, { known, acknowledged, outcome });
      note(
        `${kind} ${run + 1}/${runs}: ${acknowledged.length} acknowledged, lost ${outcome.lost}, torn ${outcome.torn}`,
      );
    }
    return outcome;
  } finally {
    await server?.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Starts a writer, kills it or its server, and answers the numbers that it had acknowledged. */
async function killOnce(
  { options, server }: Place,
  { run, random, outcome }: { run: number; random: () => number; outcome: Mutable<DurabilityOutcome> },
): Promise<number[]> {
  const worker = spawn(process.execPath, ['--import', 'tsx', WORKER, JSON.stringify(options), String(run * 10_000)], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const output = outputOf(worker);
  const gone = once(worker, 'exit');
  if (run % OPENING_EVERY === 0) {
    outcome.openingKills += 1;
    await Promise.race([sleep(random() * MAX_OPENING_DELAY), gone]);
  } else {
    const count = Math.floor(random() * MAX_ACKNOWLEDGED);
    await Promise.race([output.lines(1 + count), gone]);
    await sleep(random() * output.pace());
  }
  if (server && run % SERVER_EVERY === 1) {
    outcome.serverKills += 1;
    await server.kill();
    await sleep(50);
  }
  worker.kill('SIGKILL');
  await gone;
  if (server && run % SERVER_EVERY === 1) await restart(server);
  return output.numbers();
}

/** Processes of a killed server need a moment to notice; until then a new one does not start. */
async function restart(server: PostgresServer): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await server.start();
    } catch (error) {
      if (attempt === 20) throw error;
      await sleep(500);
    }
  }
}

/** What a writer has said: `ready`, then the numbers of what it has written. */
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
    /** The last line counts only when it is whole. */
    numbers: (): number[] => text.split('\n').slice(1, -1).map(Number),
  };
}

/** Opens what is left, compares it with what was there and what was acknowledged, and answers what is there now. */
async function inspect(
  options: StoreOptions,
  {
    known,
    acknowledged,
    outcome,
  }: {
    known: ReadonlySet<number>;
    acknowledged: readonly number[];
    outcome: Mutable<DurabilityOutcome> & { reopening: number[] };
  },
): Promise<Set<number>> {
  const started = performance.now();
  const store = await openStore(options);
  outcome.reopening.push(performance.now() - started);
  const { whole, torn } = await findSequences(store);
  const due = new Set([...known, ...acknowledged]);
  outcome.lost += [...due].filter((number) => !whole.has(number)).length;
  outcome.torn += torn.size;
  outcome.unacknowledgedWhole += [...whole].filter((number) => !due.has(number)).length;
  if (!(await verifyAudit(store)).ok) outcome.auditBreaks += 1;
  await store.close();
  return whole;
}
