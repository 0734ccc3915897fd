/** What can be done as a job: what each takes, who may ask for it, and the work itself. */
import { z } from 'zod';
import {
  type Action,
  idSchema,
  importKindSchema,
  planWishesSchema,
  problem,
  type Result,
  rationalSchema,
  reason,
  success,
  uiLanguageSchema,
} from '../../domain/index.ts';
import { currentCatalogues, keptComparison, likeliestHosts, sketchCatalogues } from '../adviser/every-host.ts';
import { openCatalogue, openCurriculum, openPrecedents, openSides } from '../cases/stored.ts';
import { readSentFile } from '../imports/imports.ts';
import { IMPORT_ACTIONS, READ_IMPORT } from '../imports/kinds.ts';
import { moveRecognitions } from '../registrar/bulk.ts';
import { exportRecognitions, protocolsAsZip } from '../registrar/export.ts';
import { authorise, type Target } from '../service/authorise.ts';
import type { Caller, Service } from '../service/service.ts';
import { compareSides } from '../tools/compare-hosts.ts';
import { matchSides, type PlanOptions } from '../tools/stay.ts';

const semester = z.number().int().min(1).max(12);
const stay = {
  semester: z
    .union([semester, z.array(semester).min(1).max(12)])
    .optional()
    .describe('home semesters replaced'),
  term: z.enum(['autumn', 'spring']).optional(),
  minEcts: rationalSchema.optional().describe("of the whole stay; the policy's when left out"),
  maxEcts: rationalSchema.optional(),
  policy: z.string().max(60).optional(),
  ...planWishesSchema.pick({ languages: true, levels: true, minVerdict: true, mobility: true }).shape,
};
const selection = {
  ids: z.array(idSchema).min(1).max(500).optional().describe('of recognitions; all of the days when left out'),
  from: z.iso.date().optional().describe('day of the issue, inclusive'),
  to: z.iso.date().optional().describe('day of the issue, inclusive'),
};

const REQUESTS = {
  match: z.strictObject({
    kind: z.literal('match'),
    curriculum: idSchema,
    host: idSchema.describe('of a stored catalogue'),
    top: z.number().int().min(1).max(100).default(10),
    semester: semester.optional(),
  }),
  'compare-hosts': z.strictObject({
    kind: z.literal('compare-hosts'),
    curriculum: idSchema,
    hosts: z.array(idSchema).min(1).max(1000).describe('ids of stored catalogues'),
    top: z.number().int().min(1).max(1000).default(20).describe('hosts in the answer, the best first'),
    ...stay,
  }),
  'every-host': z.strictObject({
    kind: z.literal('every-host'),
    curriculum: idSchema,
    thorough: z
      .boolean()
      .default(false)
      .describe('plan every host, in place of those alone that a quick look through all of them finds likeliest'),
    top: z.number().int().min(1).max(1000).default(20).describe('hosts in the answer, the best first'),
    ...stay,
  }),
  protocols: z.strictObject({
    kind: z.literal('protocols'),
    ...selection,
    languages: z.array(uiLanguageSchema).min(1).max(3).default(['kk', 'ru', 'en']),
  }),
  'recognition-export': z.strictObject({
    kind: z.literal('recognition-export'),
    ...selection,
    format: z.enum(['csv', 'json']).default('csv'),
  }),
  'recognition-moves': z.strictObject({
    kind: z.literal('recognition-moves'),
    event: z.enum(['confirm', 'sign', 'issue']),
    recognitions: z
      .array(z.strictObject({ id: idSchema, revision: z.number().int().positive() }))
      .min(1)
      .max(1000),
  }),
} as const;

const [first, ...others] = Object.values(REQUESTS);
export const jobRequestSchema = z.discriminatedUnion('kind', [first as (typeof REQUESTS)['match'], ...others]);
export type JobRequest = z.output<typeof jobRequestSchema>;

/** What only other requests put in line. */
const readImport = z.strictObject({ kind: z.literal(READ_IMPORT), import: idSchema, of: importKindSchema });
export const storedJobSchema = z.union([jobRequestSchema, readImport]);
type StoredRequest = z.output<typeof storedJobSchema>;

/** What the work of a job is given. */
export interface JobRun {
  readonly service: Service;
  /** Its owner, with the rights of now and a key under which an effect is had once. */
  readonly caller: Caller;
  /** Aborted when the job was cancelled, or has gone to another. */
  readonly signal: AbortSignal;
  readonly onProgress: (done: number, total: number) => void;
  /** What is known before the end: the owner sees it meanwhile. */
  readonly onPartial: (result: unknown) => void;
}

export type JobOutcome =
  | { readonly value: unknown }
  | { readonly file: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array } };

interface JobOfKind<R> {
  /** What the owner must be allowed to, on the whole house where no target is told, when it is asked for, begun and fetched. */
  readonly action: Action | ((request: R) => { readonly action: Action; readonly target: Target });
  readonly run: (run: JobRun, request: R) => Promise<Result<JobOutcome>>;
}

const outcomeOf = <T>(result: Result<T>): Result<JobOutcome> =>
  result.ok ? success({ value: result.value }, result.problems) : result;
const fileOf = (result: Result<Uint8Array>, name: string, mediaType: string): Result<JobOutcome> =>
  result.ok ? success({ file: { name, mediaType, content: result.value } }, result.problems) : result;

/** Without its undefined members, as the planner wants it. */
const planOptions = (options: object): PlanOptions =>
  Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined));

/** Hosts one after the other: their catalogues are opened when their turn comes. */
async function compareHostsJob(
  { service, signal, onProgress, onPartial }: JobRun,
  {
    curriculum: id,
    top,
    kind: _,
    ...options
  }: Omit<z.output<(typeof REQUESTS)['every-host']>, 'kind' | 'thorough'> & { kind?: string },
  hosts: readonly string[],
): Promise<Result<JobOutcome>> {
  const curriculum = await openCurriculum(service, id);
  if (!curriculum.ok) return curriculum;
  const ranked = await compareSides(
    service.context(),
    hosts.map((host) => ({
      open: async () => {
        const catalogue = await openCatalogue(service, host);
        if (!catalogue.ok) return catalogue;
        const precedents = await openPrecedents(service, curriculum.value, catalogue.value);
        return success({ curriculum: curriculum.value, catalogue: catalogue.value, precedents });
      },
      kept: keptComparison(service, { curriculum: id, institution: curriculum.value.institution, host, options }),
    })),
    {
      ...{ options: planOptions(options), signal, onHost: onProgress },
      // The plans themselves come at the end.
      onRows: (rows, total) =>
        onPartial({
          hosts: rows.slice(0, top).map((row) => ({ ...row, plan: null })),
          ...{ compared: rows.length, total },
        }),
    },
  );
  return ranked.ok
    ? success({ value: { hosts: ranked.value.slice(0, top), compared: ranked.value.length } }, ranked.problems)
    : ranked;
}

/** Of many hosts, those that are planned: so many more than are answered, for the sketches only say where to look. */
const plannedOf = (top: number): number => top + Math.max(5, Math.ceil(top / 2));

/** All hosts are looked through, the likeliest are planned, and the answer says so. */
async function compareEvery(
  run: JobRun,
  { curriculum: id, thorough, ...asked }: z.output<(typeof REQUESTS)['every-host']>,
): Promise<Result<JobOutcome>> {
  const { service, signal, onProgress } = run;
  const versions = await currentCatalogues(service);
  const most = plannedOf(asked.top);
  if (thorough || versions.length <= most) return compareHostsJob(run, { curriculum: id, ...asked }, versions);
  const curriculum = await openCurriculum(service, id);
  if (!curriculum.ok) return curriculum;
  await sketchCatalogues(service, { versions, signal, onProgress });
  const likeliest = await likeliestHosts(service, {
    ...{ curriculum: curriculum.value, versions, signal },
    options: planOptions(asked),
  });
  if (!likeliest.ok) return likeliest;
  const chosen = likeliest.value.slice(0, most);
  const compared = await compareHostsJob(run, { curriculum: id, ...asked }, chosen);
  const counts = { compared: chosen.length, total: versions.length };
  const note = problem('plan-not-proven', reason('hosts-best-among', counts), { severity: 'note' });
  return compared.ok ? success(compared.value, [...compared.problems, note]) : compared;
}

const JOBS: { readonly [K in StoredRequest['kind']]: JobOfKind<Extract<StoredRequest, { readonly kind: K }>> } = {
  match: {
    action: 'match.run',
    run: async ({ service, signal, onProgress }, { curriculum, host, kind: _, ...asked }) => {
      const sides = await openSides(service, { curriculum, catalogue: host });
      if (!sides.ok) return sides;
      return outcomeOf(success(await matchSides(service.context(), sides.value, { ...asked, signal, onProgress })));
    },
  },
  'compare-hosts': { action: 'match.run', run: (run, { hosts, ...asked }) => compareHostsJob(run, asked, hosts) },
  'every-host': {
    action: 'match.run',
    run: compareEvery,
  },
  protocols: {
    action: 'recognition.read',
    run: async ({ service, caller, signal, onProgress }, { kind: _, ...asked }) =>
      fileOf(
        await protocolsAsZip(service, caller, { ...asked, signal, onProgress }),
        'protocols.zip',
        'application/zip',
      ),
  },
  'recognition-export': {
    action: 'recognition.read',
    run: async ({ service, caller }, { kind: _, ...asked }) =>
      fileOf(
        await exportRecognitions(service, caller, asked),
        `recognitions.${asked.format}`,
        `${asked.format === 'csv' ? 'text/csv' : 'application/json'}; charset=utf-8`,
      ),
  },
  'recognition-moves': {
    action: 'recognition.sign',
    run: async ({ service, caller }, { event, recognitions }) =>
      outcomeOf(await moveRecognitions(service, caller, { event, recognitions })),
  },
  [READ_IMPORT]: {
    action: ({ import: id, of: kind }) => ({ action: IMPORT_ACTIONS[kind], target: { kind: `${kind}-import`, id } }),
    run: async ({ service, caller, onProgress }, { import: id, of: kind }) =>
      outcomeOf(await readSentFile(service, caller, { kind, id, onRows: onProgress })),
  },
};

const kindOf = ({ kind }: StoredRequest) => JOBS[kind] as JobOfKind<StoredRequest>;

/** Whether somebody may have what a request asks for, at this moment. */
export function authoriseJob(service: Service, caller: Caller, request: StoredRequest): Promise<Result<null>> {
  const { action } = kindOf(request);
  const asked = typeof action === 'string' ? { action, target: 'house' as const } : action(request);
  return authorise(service, caller, asked.action, asked.target);
}

/** Does the work of a request. */
export const runKind = (run: JobRun, request: StoredRequest): Promise<Result<JobOutcome>> =>
  kindOf(request).run(run, request);
