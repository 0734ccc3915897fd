/** Where a request takes its courses from: written out as JSON, as the text of a CSV file, or by the id of something loaded. */
import { z } from '@hono/zod-openapi';
import { type PlanOptions, readCatalogueText, readCurriculumText, readTranscriptText } from '../app/index.ts';
import {
  type Catalogue,
  type Curriculum,
  catalogueSchema,
  curriculumSchema,
  failure,
  languageSchema,
  levelSchema,
  precedentSchema,
  type Result,
  rationalSchema,
  success,
  type Transcript,
  transcriptSchema,
} from '../domain/index.ts';
import type { ApiEnvironment } from './environment.ts';
import { requestProblem } from './problems.ts';

const byId = z.strictObject({ id: z.string() });
const byCsv = z.strictObject({ csv: z.string().min(1).describe('text of a CSV file, see docs/file-formats.md') });

export const curriculumSourceSchema = z.union([byId, byCsv, curriculumSchema]).openapi('CurriculumSource');
export const catalogueSourceSchema = z.union([byId, byCsv, catalogueSchema]).openapi('CatalogueSource');
export const transcriptSourceSchema = z.union([byCsv, transcriptSchema]).openapi('TranscriptSource');

function loaded<T>(known: ReadonlyMap<string, T>, id: string, field: string): Result<T> {
  const found = known.get(id);
  if (found) return success(found);
  return failure(
    requestProblem(`there is no ${field} "${id}"`, `Choose one of: ${[...known.keys()].join(', ')}`, `${field}.id`),
  );
}

export function curriculumFrom(
  source: z.output<typeof curriculumSourceSchema>,
  { fixtures }: ApiEnvironment,
): Result<Curriculum> {
  if ('id' in source) return loaded(fixtures.curricula, source.id, 'curriculum');
  return 'csv' in source ? readCurriculumText(source.csv) : success(source);
}

export function catalogueFrom(
  source: z.output<typeof catalogueSourceSchema>,
  { fixtures }: ApiEnvironment,
): Result<Catalogue> {
  if ('id' in source) return loaded(fixtures.catalogues, source.id, 'host');
  return 'csv' in source ? readCatalogueText(source.csv) : success(source);
}

export const transcriptFrom = (source: z.output<typeof transcriptSourceSchema>): Result<Transcript> =>
  'csv' in source ? readTranscriptText(source.csv) : success(source);

export interface SideSources {
  readonly curriculum: z.output<typeof curriculumSourceSchema>;
  readonly host: z.output<typeof catalogueSourceSchema>;
}

/** Both sides of a stay, with every problem of reading them. */
export function sidesFrom(
  { curriculum: curriculumSource, host }: SideSources,
  environment: ApiEnvironment,
): Result<{ curriculum: Curriculum; catalogue: Catalogue }> {
  const curriculum = curriculumFrom(curriculumSource, environment);
  const catalogue = catalogueFrom(host, environment);
  const problems = [...curriculum.problems, ...catalogue.problems];
  if (!curriculum.ok || !catalogue.ok) return failure(...problems);
  return success({ curriculum: curriculum.value, catalogue: catalogue.value }, problems);
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
  languages: z.array(languageSchema).optional(),
  levels: z
    .array(levelSchema)
    .optional()
    .describe('of courses that may be taken; those of the home courses if left out'),
  pins: z.array(z.strictObject({ home: z.string().describe('code, or CODE@SEMESTER'), host: z.string() })).default([]),
  bans: z.array(z.string()).default([]),
  preferred: z.array(z.string()).optional().describe('host courses that decide between equal plans'),
  soFar: transcriptSourceSchema.optional().describe('home courses passed so far, on the home scale'),
  policy: z.string().optional(),
  ...runOptionsShape,
};

type StayBody = z.output<z.ZodObject<typeof stayOptionsShape>>;
/** The object without its undefined members, as `exactOptionalPropertyTypes` wants it. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
export const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;

/** The options of the planner; a transcript that can not be read is a problem of the request. */
export function stayOptions({ soFar, termLimits: limits, ...others }: StayBody): Result<PlanOptions> {
  const { autumn, spring } = limits ?? {};
  const options = {
    ...defined(others),
    ...(limits && {
      termLimits: { ...(autumn && { autumn: defined(autumn) }), ...(spring && { spring: defined(spring) }) },
    }),
  };
  if (soFar === undefined) return success(options);
  const transcript = transcriptFrom(soFar);
  if (!transcript.ok) return transcript;
  return success({ ...options, soFar: transcript.value }, transcript.problems);
}
