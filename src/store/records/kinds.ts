/** The kinds of records: where each lies, which of its fields have a column, and whose it is. */
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import {
  agreementSchema,
  appealSchema,
  applicationSchema,
  callSchema,
  changeProposalSchema,
  documentSchema,
  instituteSchema,
  recognitionCaseSchema,
  studyPlanSchema,
} from '../../domain/index.ts';
import { RECORD } from '../schema/define.ts';
import { columnsIn, type Database } from '../schema/index.ts';

/** What a record has in common with all others. */
export interface AnyRecord {
  readonly id: string;
  readonly revision: number;
}

/** A record whose id the store gives, unless the caller has one. */
export type Draft<R extends AnyRecord> = Omit<R, 'id' | 'revision'> & { readonly id?: string };

export interface RecordDefinition<R extends AnyRecord> {
  readonly table: keyof Database;
  /** Its name in messages and events: `study plan`. */
  readonly what: string;
  readonly schema: z.ZodType<R>;
  /** Fields that have a column of the same name; all others go into `body`. */
  readonly columns: readonly string[];
  /** A field that is rows of another table, read from there as JSON; `one` is the record's row. Written by functions of its own. */
  readonly joined?: { readonly field: keyof R & string; readonly read: RawBuilder<unknown> };
}

const FILES = sql`(
  select coalesce(json_agg(json_build_object('version', version, 'name', name, 'mediaType', media_type, 'bytes', bytes,
    'sha256', sha256, 'uploadedOn', uploaded_on) order by version), '[]'::json)
  from document_files where document = one.id)`;

/** A field of the schema is searched and joined once the table has a column of its name. */
function define<T extends keyof Database, S extends z.ZodObject>(what: string, table: T, schema: S) {
  const own = new Set(Object.keys(RECORD));
  const columns = columnsIn(table).filter((column) => column in schema.shape && !own.has(column));
  return { table, what, schema, columns };
}

const DEFINITIONS = {
  institute: define('institute', 'institutes', instituteSchema),
  agreement: define('agreement', 'agreements', agreementSchema),
  call: define('call', 'calls', callSchema),
  application: define('application', 'applications', applicationSchema),
  document: { ...define('document', 'documents', documentSchema), joined: { field: 'files', read: FILES } },
  plan: define('study plan', 'studyPlans', studyPlanSchema),
  change: define('change proposal', 'changeProposals', changeProposalSchema),
  recognition: define('recognition', 'recognitionCases', recognitionCaseSchema),
  appeal: define('appeal', 'appeals', appealSchema),
} as const;

/** Every kind of record with the record's type. */
export type Records = { readonly [K in keyof typeof DEFINITIONS]: z.infer<(typeof DEFINITIONS)[K]['schema']> };
export type RecordKind = keyof Records;

export const RECORDS: { readonly [K in RecordKind]: RecordDefinition<Records[K]> } = DEFINITIONS;
