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

/** What a plan is asked to keep, as it stands in a request. */
export const stayOptionsShape = {
  minEcts: rationalSchema.optional(),
  maxEcts: rationalSchema.optional(),
  term: z.enum(['autumn', 'spring']).optional(),
  semester: z.number().int().min(1).max(12).optional(),
  languages: z.array(languageSchema).optional(),
  pins: z.array(z.object({ home: z.string(), host: z.string() })).default([]),
  bans: z.array(z.string()).default([]),
  soFar: transcriptSourceSchema.optional().describe('home courses passed so far, on the home scale'),
  policy: z.string().optional(),
};

type StayBody = z.output<z.ZodObject<typeof stayOptionsShape>>;
/** The object without its undefined members, as `exactOptionalPropertyTypes` wants it. */
type Defined<T> = { [K in keyof T]: Exclude<T[K], undefined> };
export const defined = <T extends object>(value: T): Defined<T> =>
  Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;

/** The options of the planner; a transcript that can not be read is a problem of the request. */
export function stayOptions({ soFar, ...options }: StayBody): Result<PlanOptions> {
  if (soFar === undefined) return success(defined(options));
  const transcript = transcriptFrom(soFar);
  if (!transcript.ok) return transcript;
  return success({ ...defined(options), soFar: transcript.value }, transcript.problems);
}
