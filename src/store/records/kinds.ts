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
import type { RecordRow } from '../schema/columns.ts';
import type { Database } from '../schema/index.ts';

/** What a record has in common with all others. */
export interface AnyRecord {
  readonly id: string;
  readonly revision: number;
}

/** A record whose id the store gives, unless the caller has one. */
export type Draft<R extends AnyRecord> = Omit<R, 'id' | 'revision'> & { readonly id?: string };

export interface RecordDefinition<R extends AnyRecord> {
  /** One with the columns of {@link RecordRow}. */
  readonly table: { [T in keyof Database]: Database[T] extends RecordRow ? T : never }[keyof Database];
  /** Its name in messages and events: `study plan`. */
  readonly what: string;
  readonly schema: z.ZodType<R>;
  /** Fields that are columns of the same name; all others go into `body`. */
  readonly columns: readonly (keyof R & string)[];
  /** A field that is rows of another table, read from there as JSON; `one` is the record's row. Written by functions of its own. */
  readonly joined?: { readonly field: keyof R & string; readonly read: RawBuilder<unknown> };
}

const filesOfOne = sql`(
  select coalesce(json_agg(json_build_object('version', version, 'name', name, 'mediaType', media_type, 'bytes', bytes,
    'sha256', sha256, 'uploadedOn', uploaded_on) order by version), '[]'::json)
  from document_files where document = one.id)`;

const DEFINITIONS = {
  institute: { table: 'institutes', what: 'institute', schema: instituteSchema, columns: ['code'] },
  agreement: {
    table: 'agreements',
    what: 'agreement',
    schema: agreementSchema,
    columns: ['institution', 'country', 'kind', 'validFrom', 'validTo'],
  },
  call: {
    table: 'calls',
    what: 'call',
    schema: callSchema,
    columns: [
      'university',
      'country',
      'specialty',
      'kind',
      'state',
      'quantity',
      'grantPlaces',
      'deadline',
      'agreement',
    ],
  },
  application: {
    table: 'applications',
    what: 'application',
    schema: applicationSchema,
    columns: ['student', 'institute', 'call', 'state', 'submittedOn'],
  },
  document: {
    table: 'documents',
    what: 'document',
    schema: documentSchema,
    columns: ['application', 'type', 'state', 'validUntil'],
    joined: { field: 'files', read: filesOfOne },
  },
  plan: {
    table: 'studyPlans',
    what: 'study plan',
    schema: studyPlanSchema,
    columns: ['student', 'institute', 'application', 'state'],
  },
  change: {
    table: 'changeProposals',
    what: 'change proposal',
    schema: changeProposalSchema,
    columns: ['studyPlan', 'baseVersion', 'state'],
  },
  recognition: {
    table: 'recognitionCases',
    what: 'recognition',
    schema: recognitionCaseSchema,
    columns: ['student', 'institute', 'studyPlan', 'state'],
  },
  appeal: { table: 'appeals', what: 'appeal', schema: appealSchema, columns: ['student', 'institute', 'state'] },
} as const;

/** Every kind of record with the record's type. */
export type Records = { readonly [K in keyof typeof DEFINITIONS]: z.infer<(typeof DEFINITIONS)[K]['schema']> };
export type RecordKind = keyof Records;

export const RECORDS: { readonly [K in RecordKind]: RecordDefinition<Records[K]> } = DEFINITIONS;
