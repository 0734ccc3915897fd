/** Where a request takes its courses from: written out as JSON, as the text of a CSV file, or by the id of something loaded. */
import { z } from '@hono/zod-openapi';
import { readCatalogueText, readCurriculumText, readTranscriptText } from '../app/index.ts';
import {
  type Catalogue,
  type Curriculum,
  catalogueSchema,
  curriculumSchema,
  failure,
  type Result,
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
