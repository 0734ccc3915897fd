/** A few kills; `npm run bench:durability` makes 200 on each database. */
import { expect, it } from 'vitest';
import { runDurability } from '../../bench/durability/run.ts';
import { KINDS } from './databases.ts';

/** The second run kills the server on PostgreSQL, the first while the database is made. */
const RUNS = Number(process.env.DURABILITY_RUNS ?? 4);

it.each(KINDS)(
  'a writer killed at random points on %s loses nothing it acknowledged and leaves nothing half-written',
  async (kind) => {
    const outcome = await runDurability(kind, { runs: RUNS, random: Math.random, note: () => undefined });
    expect(outcome).toMatchObject({ runs: RUNS, lost: 0, torn: 0, auditBreaks: 0 });
    expect(outcome.acknowledged).toBeGreaterThan(0);
  },
  // Each run starts a program and opens a database twice.
  600_000,
);
