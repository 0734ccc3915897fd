/** Jobs as people see them: asked for, looked at, cancelled. */
import { z } from 'zod';
import { idSchema, problemSchema, type Result, reason, success } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { reachFor } from '../service/authorise.ts';
import { type Caller, found, need, refuse, resultOf, type Service, write } from '../service/service.ts';
import { authoriseJob, type JobRequest, storedJobSchema } from './kinds.ts';

/** Jobs of one person that are not over. */
const MOST_OPEN = 20;

export const jobSchema = z.object({
  id: idSchema,
  owner: idSchema,
  kind: z.string(),
  state: store.jobStateSchema,
  done: z.number().int().describe('steps that are done'),
  total: z.number().int().nullable().describe('steps in all; null: not known yet'),
  attempts: z.number().int().describe('times that it was begun'),
  createdAt: z.iso.datetime(),
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  problems: z.array(problemSchema).describe('why it failed, or what was noticed'),
  file: z.object({ name: z.string(), mediaType: z.string() }).nullable().describe('to be fetched at /file'),
});
export type ShownJob = z.infer<typeof jobSchema>;
export const jobWithResultSchema = jobSchema.extend({
  result: z
    .unknown()
    .describe(
      'as the tool answers it; of a comparison of hosts that runs, those that are compared, without their plans; null where it is a file, not there yet, or of somebody else',
    ),
});

const shownJob = ({ priority: _, request: __, scopes: ___, result: ____, ...job }: store.StoredJob): ShownJob => ({
  ...job,
  problems: [...job.problems],
});

/** Whether the caller may have what the job does, at this moment; what comes by itself is nobody's. */
async function allowed(service: Service, caller: Caller, asked: unknown): Promise<Result<null>> {
  const request = storedJobSchema.safeParse(asked);
  return request.success ? authoriseJob(service, caller, request.data) : success(null);
}

/** It is in line when the answer comes, and outlives every process. */
export async function createJob(service: Service, caller: Caller, request: JobRequest): Promise<Result<ShownJob>> {
  await service.store.line.open();
  const may = await authoriseJob(service, caller, request);
  if (!may.ok) return may;
  return write(service, caller, { action: 'job.create', answer: jobSchema }, async ({ tx, act }) => {
    const owner = caller.actor.user;
    const { kind } = request;
    if ((await store.jobs.countOpen(tx, owner)) >= MOST_OPEN)
      refuse('too-many-attempts', reason('jobs-too-many', { count: MOST_OPEN }));
    const asked = { owner, kind, request, scopes: caller.scopes, at: act.at };
    const job = need(resultOf('job', '', await store.jobs.add(tx, service.store.line, asked)));
    store.recordEvent(tx, act, { kind: 'job', id: job.id, before: null, after: null });
    return shownJob(job);
  });
}

export async function listJobs(
  { store: { connection } }: Service,
  caller: Caller,
  filter: Omit<Parameters<typeof store.jobs.list>[1], 'reach'>,
): Promise<store.Page<ShownJob>> {
  const { items, next } = await store.jobs.list(connection, { ...filter, reach: reachFor(caller, 'job.read') });
  return { items: items.map(shownJob), next };
}

/** What it came to is for the owner alone, who must still be allowed to. */
export async function readJob(
  service: Service,
  caller: Caller,
  id: string,
): Promise<Result<z.infer<typeof jobWithResultSchema>>> {
  const job = resultOf('job', id, await store.jobs.find(service.store.connection, id));
  if (!job.ok) return job;
  const isOwn = job.value.owner === caller.actor.user && (await allowed(service, caller, job.value.request)).ok;
  return success({ ...shownJob(job.value), result: isOwn ? job.value.result : null });
}

export async function readJobFile(
  service: Service,
  caller: Caller,
  id: string,
): Promise<Result<{ readonly name: string; readonly mediaType: string; readonly content: Uint8Array }>> {
  const { connection } = service.store;
  const job = resultOf('job', id, await store.jobs.find(connection, id));
  if (!job.ok) return job;
  const may = await allowed(service, caller, job.value.request);
  if (!may.ok) return may;
  const content = resultOf('job-file', id, await store.jobs.readFile(connection, id));
  if (!content.ok) return content;
  const { name, mediaType } = job.value.file ?? { name: id, mediaType: 'application/octet-stream' };
  return success({ name, mediaType, content: content.value });
}

/** A second time, or once it is over, nothing happens. */
export const cancelJob = (service: Service, caller: Caller, id: string): Promise<Result<null>> =>
  write(service, caller, { action: 'job.cancel', answer: z.null() }, async ({ tx, act }) => {
    found('job', id, await store.jobs.find(tx, id));
    if (await store.jobs.cancel(tx, id, act.at))
      store.recordEvent(tx, act, { kind: 'job', id, before: null, after: null });
    return null;
  });

/** How many there are in each state. */
export const countJobs = ({ connection }: Service['store']): ReturnType<typeof store.jobs.countByState> =>
  store.jobs.countByState(connection);
