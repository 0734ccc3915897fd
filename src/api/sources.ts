/** Where a request takes its courses from: written out as JSON, as the text of a CSV file, or by the id of something stored. */
import { z } from '@hono/zod-openapi';
import {
  type Caller,
  type CompareRequest,
  openCatalogue,
  openCurriculum,
  openPrecedents,
  type PlanOptions,
  type PlanSource,
  readText,
  type Service,
  type Sides,
  type TextLists,
} from '../app/index.ts';
import {
  type BundlePrecedent,
  type Catalogue,
  catalogueSchema,
  curriculumSchema,
  failure,
  idSchema,
  type Problem,
  planSchema,
  planWishesSchema,
  precedentSchema,
  type Result,
  rationalSchema,
  ruleCodeSchema,
  success,
  type Transcript,
  transcriptSchema,
} from '../domain/index.ts';

const byCsv = z.strictObject({ csv: z.string().min(1).describe('text of a CSV file, see docs/file-formats.md') });
/** A stored list of courses: how every request names one. */
const stored = z.strictObject({
  id: idSchema.describe('of a stored list, which is its current version, or of one version'),
});

const curriculumSourceSchema = z.union([stored, byCsv, curriculumSchema]).openapi('CurriculumSource');
const catalogueSourceSchema = z.union([stored, byCsv, catalogueSchema]).openapi('CatalogueSource');
export const transcriptSourceSchema = z.union([byCsv, transcriptSchema]).openapi('TranscriptSource');

/** A curriculum and a host: how every request that works on both names them. */
export const sidesShape = { curriculum: curriculumSourceSchema, host: catalogueSourceSchema };
export const hostsShape = {
  curriculum: curriculumSourceSchema,
  hosts: z.array(catalogueSourceSchema).min(1).max(50),
};

/** What a person says of a row. */
export const rowAnswerSchema = z
  .strictObject({
    line: z.number().int().positive(),
    resolution: ruleCodeSchema,
    planned: z.string().optional().describe('code of the planned course that the row is, of a link by hand'),
  })
  .openapi('RowAnswer');

const why = z.string().trim().min(3).max(500).optional();
/** Why a transcript counts although it seems to be of another host or student, or the file is used already. */
export const despiteSchema = z
  .strictObject({ host: why, student: why, file: why })
  .describe('why it counts although the host, the student or the file differs; it stands in the protocol')
  .openapi('Despite');

const isText = (source: object): source is z.output<typeof byCsv> => 'csv' in source;

/** What a request itself holds, as text or as JSON. */
const writtenOut = async <K extends keyof TextLists>(
  kind: K,
  source: z.output<typeof byCsv> | TextLists[K],
  { context }: Pick<Service, 'context'>,
): Promise<Result<TextLists[K]>> => (isText(source) ? readText(context(), kind, source.csv) : success(source));

export const transcriptFrom = (
  source: z.output<typeof transcriptSourceSchema>,
  service: Pick<Service, 'context'>,
): Promise<Result<Transcript>> => writtenOut('transcript', source, service);

/** Who asks for stored courses, and where they are. */
interface Asking {
  readonly service: Service;
  readonly caller: Caller | null;
}

/**
 * A curriculum and the catalogues of several hosts, with every problem of reading them. What was decided on stored courses goes along
 * for those who have signed in: where the tools are open, strangers see courses and no decisions.
 */
export async function hostsFrom(
  { curriculum: source, hosts }: z.output<z.ZodObject<typeof hostsShape>>,
  asking: Asking,
): Promise<Result<Required<Pick<CompareRequest, 'curriculum' | 'catalogues' | 'precedents'>>>> {
  const { service, caller } = asking;
  const curriculum =
    'id' in source ? await openCurriculum(service, source.id) : await writtenOut('curriculum', source, service);
  const read: Result<Catalogue>[] = [];
  for (const host of hosts)
    read.push('id' in host ? await openCatalogue(service, host.id) : await writtenOut('catalogue', host, service));
  const problems = [...curriculum.problems, ...read.flatMap((host) => host.problems)];
  const catalogues = read.flatMap((host) => (host.ok ? [host.value] : []));
  if (!curriculum.ok || catalogues.length < hosts.length) return failure(...problems);
  const precedents: (readonly BundlePrecedent[])[] = [];
  for (const [at, catalogue] of catalogues.entries()) {
    const areStored = 'id' in source && 'id' in (hosts[at] ?? {});
    const isShown = areStored && caller !== null;
    precedents.push(isShown ? await openPrecedents(service, curriculum.value, catalogue) : []);
  }
  return success({ curriculum: curriculum.value, catalogues, precedents }, problems);
}

/** The same for one host. */
export async function sidesFrom(
  { curriculum, host }: z.output<z.ZodObject<typeof sidesShape>>,
  asking: Asking,
): Promise<Result<Sides>> {
  const read = await hostsFrom({ curriculum, hosts: [host] }, asking);
  if (!read.ok) return read;
  const { catalogues, precedents } = read.value;
  const [catalogue] = catalogues;
  if (!catalogue) throw new Error('one host was read');
  return { ...read, value: { curriculum: read.value.curriculum, catalogue, precedents: precedents[0] ?? [] } };
}

const semester = z.number().int().min(1).max(12);
const termLimits = z.strictObject({ minEcts: rationalSchema.optional(), maxEcts: rationalSchema.optional() });

/** What every plan and amendment may be given beside its courses. */
export const runOptionsShape = {
  precedents: z.array(precedentSchema).optional().describe('past decisions; codes of one side joined by " + "'),
  timeLimitSeconds: z
    .number()
    .positive()
    .max(60)
    .optional()
    .describe('for each solve, 20 when left out; then the best plan so far is given, `not-proven` with its gap'),
};

/** What a plan is asked to keep, as it stands in a request. */
export const stayOptionsShape = {
  minEcts: rationalSchema.optional().describe("of the whole stay; the policy's when left out"),
  maxEcts: rationalSchema.optional(),
  term: z.enum(['autumn', 'spring']).optional(),
  semester: z
    .union([semester, z.array(semester).min(1).max(12)])
    .optional()
    .describe('home semesters replaced; an odd and an even one are a stay of two terms unless `term` names one'),
  termLimits: z
    .strictObject({ autumn: termLimits.optional(), spring: termLimits.optional() })
    .optional()
    .describe('limits of each term of a stay of two'),
  ...planWishesSchema.shape,
  soFar: transcriptSourceSchema.optional().describe('home courses passed so far, on the home scale'),
  policy: z.string().optional(),
  ...runOptionsShape,
};

/** The object without its undefined members, as `exactOptionalPropertyTypes` wants it. */
export const defined = <T extends object>(value: T) =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as {
    [K in keyof T]: Exclude<T[K], undefined>;
  };

/** The options of the planner; a transcript that cannot be read is a problem of the request. */
export async function stayOptions(
  { soFar, termLimits: limits, ...others }: z.output<z.ZodObject<typeof stayOptionsShape>>,
  service: Pick<Service, 'context'>,
): Promise<Result<PlanOptions>> {
  const { autumn, spring } = limits ?? {};
  const options = {
    ...defined(others),
    ...(limits && {
      termLimits: { ...(autumn && { autumn: defined(autumn) }), ...(spring && { spring: defined(spring) }) },
    }),
  };
  if (soFar === undefined) return success(options);
  const transcript = await transcriptFrom(soFar, service);
  if (!transcript.ok) return transcript;
  return success({ ...options, soFar: transcript.value }, transcript.problems);
}

/** Two results as one, with every problem of both. */
export function both<A, B>(a: Result<A>, b: Result<B>): Result<[A, B]> {
  const problems: Problem[] = [...a.problems, ...b.problems];
  if (a.ok && b.ok) return success([a.value, b.value], problems);
  return failure(...problems);
}

/** A plan that is given, or one to be made from a stored curriculum and catalogue; with what else a request says of it. */
export const planSourceWith = <S extends z.ZodRawShape>(others: S) =>
  z.union([
    z.strictObject({ ...others, plan: planSchema }),
    z.strictObject({
      ...others,
      curriculum: stored,
      host: stored,
      ...stayOptionsShape,
    }),
  ]);

export async function planSourceFrom(
  source: z.output<ReturnType<typeof planSourceWith<Record<never, never>>>>,
  service: Pick<Service, 'context'>,
): Promise<Result<PlanSource>> {
  if ('plan' in source) return success({ plan: source.plan });
  const { curriculum, host, ...rest } = source;
  const options = await stayOptions(rest, service);
  if (!options.ok) return options;
  return success({ from: { curriculum: curriculum.id, catalogue: host.id, options: options.value } }, options.problems);
}
