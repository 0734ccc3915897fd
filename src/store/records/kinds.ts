/** The kinds of records: where each lies, which of its fields have a column, and what of it lies in another table. */
import { type RawBuilder, sql } from 'kysely';
import type { z } from 'zod';
import {
  agreementSchema,
  appealSchema,
  applicationSchema,
  callSchema,
  changeProposalSchema,
  documentSchema,
  importSchema,
  instituteSchema,
  recognitionCaseSchema,
  studentRecordSchema,
  studyPlanSchema,
  transcriptFileSchema,
  type User,
  userSchema,
} from '../../domain/index.ts';
import type { Tx } from '../connection.ts';
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
  /** Its name in the audit. */
  readonly subject: string;
  readonly schema: z.ZodType<R>;
  /** Fields that have a column of the same name; all others go into `body`. */
  readonly columns: readonly string[];
  /** A field that is rows of another table. */
  readonly joined?: {
    readonly field: keyof R & string;
    /** As JSON; `one` is the record's row. */
    readonly read: RawBuilder<unknown>;
    /** Left out: functions of their own write it, and the audit has events of its own for it. */
    readonly write?: (tx: Tx, record: R) => Promise<void>;
  };
}

const FILES = sql`(
  select coalesce(json_agg(json_build_object('version', version, 'name', name, 'mediaType', media_type, 'bytes', bytes,
    'sha256', sha256, 'uploadedOn', uploaded_on) order by version), '[]'::json)
  from document_files where document = one.id)`;
const ROLES = sql`(
  select coalesce(json_agg(json_build_object('role', role, 'institute', institute)
    order by role collate "C", institute collate "C" nulls first), '[]'::json)
  from user_roles where user_roles."user" = one.id)`;

async function writeRoles(tx: Tx, { id, roles }: User): Promise<void> {
  await tx.deleteFrom('userRoles').where('user', '=', id).execute();
  if (roles.length === 0) return;
  const rows = roles.map(({ role, institute }) => ({ user: id, role, institute }));
  await tx.insertInto('userRoles').values(rows).execute();
}

/** A field of the schema can be searched once the table has a column of its name. */
function define<S extends z.ZodObject>(table: keyof Database, schema: S, subject: string) {
  const columns = columnsIn(table).filter((column) => column in schema.shape && !(column in RECORD));
  return { table, schema, subject, columns };
}

const DEFINITIONS = {
  institute: define('institutes', instituteSchema, 'institute'),
  user: { ...define('users', userSchema, 'user'), joined: { field: 'roles', read: ROLES, write: writeRoles } },
  student: define('students', studentRecordSchema, 'student record'),
  agreement: define('agreements', agreementSchema, 'agreement'),
  call: define('calls', callSchema, 'call'),
  application: define('applications', applicationSchema, 'application'),
  document: { ...define('documents', documentSchema, 'document'), joined: { field: 'files', read: FILES } },
  plan: define('studyPlans', studyPlanSchema, 'study plan'),
  change: define('changeProposals', changeProposalSchema, 'change proposal'),
  recognition: define('recognitionCases', recognitionCaseSchema, 'recognition'),
  'transcript-file': define('transcriptFiles', transcriptFileSchema, 'transcript file'),
  import: define('imports', importSchema, 'import'),
  appeal: define('appeals', appealSchema, 'appeal'),
} as const;

/** Every kind of record with the record's type. */
export type Records = { readonly [K in keyof typeof DEFINITIONS]: z.infer<(typeof DEFINITIONS)[K]['schema']> };
export type RecordKind = keyof Records;

export const RECORDS: { readonly [K in RecordKind]: RecordDefinition<Records[K]> } = DEFINITIONS;
