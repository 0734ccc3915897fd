/**
 * Jobs: work that is done beside the requests. A worker holds a job for a while and says again and again that it still does; a job whose
 * worker has fallen silent goes to another. Whatever a job writes it writes together with its end, and only who holds it ends it.
 */
import { type RawBuilder, type Selectable, sql } from 'kysely';
import { z } from 'zod';
import { type Problem, problemSchema } from '../../domain/index.ts';
import type { Connection, Store, Tx } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import type { Reach } from '../records/read.ts';
import type { Database } from '../schema/index.ts';
import { newId, storableJson, toJson } from '../values.ts';

export const jobStateSchema = z.enum(['waiting', 'running', 'done', 'failed', 'cancelled']);
export type JobState = z.infer<typeof jobStateSchema>;

export interface StoredJob {
  readonly id: string;
  readonly owner: string;
  readonly kind: string;
  readonly state: JobState;
  readonly priority: number;
  readonly request: unknown;
  readonly scopes: readonly string[] | null;
  /** Times that it was begun. */
  readonly attempts: number;
  readonly done: number;
  /** Null: not known yet. */
  readonly total: number | null;
  readonly createdAt: string;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
  readonly result: unknown;
  /** Why it failed, or what was noticed. */
  readonly problems: readonly Problem[];
  readonly file: { readonly name: string; readonly mediaType: string } | null;
}

/** A job as one worker holds it: a later holder has another number of attempts. */
export type HeldJob = Pick<StoredJob, 'id' | 'attempts'>;

/** What became of a job. */
export interface JobEnd {
  readonly state: 'done' | 'failed';
  readonly result: unknown;
  readonly problems: readonly Problem[];
  readonly file: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array } | null;
}

/** How long a silent worker keeps its job, in seconds; it speaks several times in that time. */
export const LEASE_SECONDS = 30;

/** Seconds until the next attempt after the first, second, ... that broke off; after the last the job has failed. */
export const RETRY_SECONDS: readonly number[] = [5, 30, 120, 600];
const MOST_ATTEMPTS = RETRY_SECONDS.length + 1;

/** All that is read of a job: not the content of its file, nor who holds it. */
const COLUMNS = [
  ...(['id', 'owner', 'kind', 'state', 'priority', 'request', 'scopes', 'attempts', 'done', 'total'] as const),
  ...(['createdAt', 'startedAt', 'endedAt', 'result', 'problems', 'fileName', 'mediaType'] as const),
];

const inSeconds = (seconds: number): RawBuilder<string> => sql<string>`now() + make_interval(secs => ${seconds})`;

export const jobs = {
  /** Null: work of this key was made before. A job of an owner with many others comes after those of owners with few. */
  async add(
    tx: Tx,
    line: Store['line'],
    {
      owner,
      kind,
      request,
      scopes,
      at,
      key = null,
    }: Pick<StoredJob, 'owner' | 'kind' | 'request' | 'scopes'> & { readonly at: string; readonly key?: string | null },
  ): Promise<StoredJob | null> {
    const priority = -(await jobs.countOpen(tx, owner));
    const row = await tx
      .insertInto('jobs')
      .values({
        ...{ id: newId(), owner, kind, key, state: 'waiting', priority, createdAt: at },
        request: storableJson(request),
        scopes: scopes && storableJson(scopes),
      })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .returning(COLUMNS)
      .executeTakeFirst();
    if (!row) return null;
    await line.add(tx, { id: row.id, priority });
    return toJob(row);
  },

  /** Jobs of an owner that are not over. */
  async countOpen(connection: Connection, owner: string): Promise<number> {
    const { count } = await connection
      .selectFrom('jobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('owner', '=', owner)
      .where('state', 'in', ['waiting', 'running'])
      .executeTakeFirstOrThrow();
    return count;
  },

  async find(connection: Connection, id: string): Promise<StoredJob | null> {
    const row = await connection.selectFrom('jobs').select(COLUMNS).where('id', '=', id).executeTakeFirst();
    return row ? toJob(row) : null;
  },

  async readFile(connection: Connection, id: string): Promise<Uint8Array | null> {
    const row = await connection.selectFrom('jobs').select('file').where('id', '=', id).executeTakeFirst();
    return row?.file ?? null;
  },

  /** The newest first. */
  async list(
    connection: Connection,
    { reach, state, ...page }: PageOptions & { readonly reach: Reach; readonly state?: JobState | undefined },
  ): Promise<Page<StoredJob>> {
    const limit = limitOf(page);
    let query = connection.selectFrom('jobs').select(COLUMNS);
    if (!reach.all) query = query.where('owner', '=', reach.owner ?? '');
    if (state !== undefined) query = query.where('state', '=', state);
    if (page.after) {
      const [at, id] = readCursor(page.after);
      query = query.where(sql<boolean>`(created_at, id) < (${String(at)}::timestamptz, ${id})`);
    }
    const rows = await query
      .orderBy('createdAt', 'desc')
      .orderBy('id', 'desc')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, { read: toJob, cursor: ({ createdAt, id }) => [createdAt, id] });
  },

  /** Begins a job that waits. Null: somebody else has, or it was cancelled. */
  async begin(
    connection: Connection,
    id: string,
    { worker, at }: { readonly worker: string; readonly at: string },
  ): Promise<StoredJob | null> {
    const row = await connection
      .updateTable('jobs')
      .set((eb) => ({
        ...{ state: 'running', heldBy: worker, heldUntil: inSeconds(LEASE_SECONDS), startedAt: at, result: null },
        attempts: eb('attempts', '+', 1),
      }))
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .returning(COLUMNS)
      .executeTakeFirst();
    return row ? toJob(row) : null;
  },

  /** The worker still has it, and may say what is known of the result. False: it was cancelled, or has gone to another. */
  async hold(
    connection: Connection,
    job: HeldJob,
    { done, total, result }: { readonly done: number; readonly total: number | null; readonly result?: unknown },
  ): Promise<boolean> {
    const { numUpdatedRows } = await heldBy(connection, job)
      .set({
        ...{ heldUntil: inSeconds(LEASE_SECONDS), done, total },
        ...(result !== undefined && { result: storableJson(result) }),
      })
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** False: whoever says so does not hold it any more, and what it did beside must not be kept. */
  async end(tx: Tx, job: HeldJob, { state, result, problems, file }: JobEnd, at: string): Promise<boolean> {
    const { numUpdatedRows } = await heldBy(tx, job)
      .set({
        ...{ state, endedAt: at, heldBy: null, heldUntil: null },
        result: result === null ? null : storableJson(result),
        problems: toJson(z.array(problemSchema), problems),
        ...(file && { fileName: file.name, mediaType: file.mediaType, file: file.content }),
      })
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /** Puts a job back that broke off; `again` is when it is tried again. An attempt that its worker gave up unasked does not count. */
  async putBack(
    tx: Tx,
    line: Store['line'],
    { job, afterSeconds, counts }: { readonly job: StoredJob; readonly afterSeconds: number; readonly counts: boolean },
  ): Promise<void> {
    const { numUpdatedRows } = await heldBy(tx, job)
      .set({
        ...{ state: 'waiting', heldBy: null, heldUntil: null, dueAt: inSeconds(afterSeconds) },
        attempts: job.attempts - (counts ? 0 : 1),
      })
      .executeTakeFirstOrThrow();
    if (numUpdatedRows > 0n) await line.add(tx, job, afterSeconds);
  },

  /** False: it is over already. */
  async cancel(tx: Tx, id: string, at: string): Promise<boolean> {
    const { numUpdatedRows } = await tx
      .updateTable('jobs')
      .set({ state: 'cancelled', endedAt: at, heldBy: null, heldUntil: null })
      .where('id', '=', id)
      .where('state', 'in', ['waiting', 'running'])
      .executeTakeFirstOrThrow();
    return numUpdatedRows > 0n;
  },

  /**
   * Puts jobs back in line whose worker has fallen silent, and those that wait although a line has lost them. `all`: every running one,
   * where no other process can be at work. Answers those that were begun too often and have to be given up.
   */
  async recover(
    tx: Tx,
    line: Store['line'],
    { all = false }: { readonly all?: boolean } = {},
  ): Promise<{ readonly recovered: number; readonly hopeless: StoredJob[] }> {
    const lost = await tx
      .selectFrom('jobs')
      .select(COLUMNS)
      .where(
        all
          ? sql<boolean>`state = 'running'`
          : sql<boolean>`(state = 'running' and held_until < now())
              or (state = 'waiting' and due_at < now() - make_interval(secs => ${LEASE_SECONDS}))`,
      )
      .orderBy('createdAt')
      .limit(100)
      .forUpdate()
      .skipLocked()
      .execute();
    const read = lost.map(toJob);
    const hopeless = read.filter(({ state, attempts }) => state === 'running' && attempts >= MOST_ATTEMPTS);
    const again = read.filter((job) => !hopeless.includes(job));
    for (const { id, priority } of again) {
      await tx
        .updateTable('jobs')
        .set({ state: 'waiting', heldBy: null, heldUntil: null, dueAt: inSeconds(0) })
        .where('id', '=', id)
        .execute();
      await line.add(tx, { id, priority });
    }
    return { recovered: again.filter(({ state }) => state === 'running').length, hopeless };
  },

  /** How many there are in each state, for those who watch. */
  async countByState(connection: Connection): Promise<Readonly<Partial<Record<JobState, number>>>> {
    const rows = await connection
      .selectFrom('jobs')
      .select(['state', ({ fn }) => fn.countAll<number>().as('count')])
      .groupBy('state')
      .execute();
    return Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  },
};

const heldBy = (connection: Connection, { id, attempts }: HeldJob) =>
  connection.updateTable('jobs').where('id', '=', id).where('state', '=', 'running').where('attempts', '=', attempts);

type JobRow = Pick<Selectable<Database['jobs']>, (typeof COLUMNS)[number]>;

const toJob = ({ fileName, mediaType, scopes, state, problems, ...row }: JobRow): StoredJob => ({
  ...row,
  state: jobStateSchema.parse(state),
  scopes: z.array(z.string()).nullable().parse(scopes),
  problems: z.array(problemSchema).parse(problems ?? []),
  file: fileName !== null && mediaType !== null ? { name: fileName, mediaType } : null,
});
