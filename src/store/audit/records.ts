/** What is stored beside what the audit says of it: each record and each file against the hash of its last event. */
import { type RawBuilder, sql } from 'kysely';
import { type Problem, problem, type Reason, reason } from '../../domain/index.ts';
import type { Connection } from '../connection.ts';
import { canonicalJson, hashOfTranscript, recordHash } from '../hash.ts';
import { RECORDS, type RecordKind } from '../records/kinds.ts';
import { hashesOf, rowsOf, type StoredRow } from '../records/read.ts';

import { sha256 } from '../values.ts';

const RECORDS_A_READ = 500;

/** The event of a file in the audit, under the id of its document and its version. */
export const FILE_SUBJECT = 'document file';
export const fileSubject = (document: string, version: number): string => `${document}#${version}`;
export const fileHash = (document: string, sha: string): string => recordHash(document, sha);

/** Finds what was altered, removed or put in past the program, up to `most` of them. Whoever writes events too is found by the chain. */
export async function compareRecords(connection: Connection, most: number): Promise<Problem[]> {
  const problems: Problem[] = [];
  const note = (why: Reason): void => void problems.push(problem('audit-broken', why));
  for (const kind of Object.keys(RECORDS) as RecordKind[]) {
    if (problems.length < most) await compareKind(connection, kind, note);
  }
  for (const kind of ADDED) if (problems.length < most) await compareAdded(connection, kind, note);
  if (problems.length < most) await compareFiles(connection, note);
  return problems.slice(0, most);
}

interface Compared extends StoredRow {
  /** Of the last event that has a hash; null: there is no event. */
  readonly noted: string | null;
}

async function compareKind(connection: Connection, kind: RecordKind, note: (why: Reason) => void): Promise<void> {
  const { table, subject } = RECORDS[kind];
  const last = sql`(select events.after from events where subject_kind = ${subject} and subject_id = one.id
    and events.after is not null order by sequence desc limit 1)`;
  for (let after = ''; ; ) {
    const rows: Compared[] = await rowsOf<Compared>(connection, kind, {
      from: sql`${sql.table(table)} as one where id > ${after} order by id limit ${RECORDS_A_READ}`,
      also: sql`, ${last} as noted`,
    });
    for (const { noted, ...row } of rows) {
      if (noted === null) note(reason('store-record-put-in', { kind: subject, id: row.id }));
      else if (!hashesOf(kind, row).includes(noted))
        note(reason('store-record-altered', { kind: subject, id: row.id }));
    }
    const end = rows.at(-1);
    if (end === undefined) break;
    after = end.id;
  }
  const { rows: gone } = await sql<{ id: string }>`select distinct subject_id as id from events
    where subject_kind = ${subject} and events.after is not null
      and not exists (select 1 from ${sql.table(table)} as one where one.id = subject_id)
    order by 1 limit 50`.execute(connection);
  for (const { id } of gone) note(reason('store-record-removed', { kind: subject, id }));
}

/** What is added and never edited: versions of plans, decisions, transcripts. */
interface AddedKind<Row> {
  readonly subject: string;
  readonly table: string;
  /** In whose order the rows are read. */
  readonly key: readonly [text: RawBuilder<string>, number: RawBuilder<number>];
  readonly id: RawBuilder<string>;
  /** Whether a row is what its last event says: its columns too, where they repeat what is in its body. */
  readonly isAs: (row: Row, noted: string) => boolean;
}

const numbered = {
  key: [sql<string>`study_plan`, sql<number>`number`],
  id: sql<string>`study_plan || '#' || number`,
} as const;

interface AddedRow {
  readonly body: object;
}
type DecisionRow = AddedRow & Readonly<Record<'id' | 'bundle' | 'by' | 'institute' | 'decidedOn' | 'decision', string>>;

const kindOf = <Row extends AddedRow>(kind: AddedKind<Row>): AddedKind<AddedRow> => kind as AddedKind<AddedRow>; // rows of its own table
const ADDED: readonly AddedKind<AddedRow>[] = [
  kindOf<AddedRow & { readonly contentHash: string }>({
    ...{ subject: 'plan version', table: 'plan_versions', ...numbered },
    isAs: ({ body, contentHash }, noted) => contentHash === noted && sha256(canonicalJson(body)) === noted,
  }),
  kindOf<DecisionRow>({
    ...{ subject: 'bundle decision', table: 'bundle_decisions' },
    ...{ key: [sql<string>`id`, sql<number>`0`], id: sql<string>`id` },
    isAs: ({ id, body, ...row }, noted) =>
      recordHash(id, body) === noted &&
      (['bundle', 'by', 'institute', 'decidedOn', 'decision'] as const).every(
        (name) => (body as Readonly<Record<string, unknown>>)[name] === row[name],
      ),
  }),
  kindOf<AddedRow & { readonly sha256: string }>({
    ...{ subject: 'transcript', table: 'transcripts', ...numbered },
    isAs: ({ body, sha256: own }, noted) =>
      hashOfTranscript(JSON.stringify(body)) === own &&
      hashOfTranscript(JSON.stringify({ ...body, student: null })) === noted,
  }),
];

/** Plans are some hundred kilobytes each. */
const ADDED_AT_ONCE = 50;

async function compareAdded(
  connection: Connection,
  { subject, table, key: [text, number], id, isAs }: AddedKind<AddedRow>,
  note: (why: Reason) => void,
): Promise<void> {
  type Keyed = AddedRow & {
    readonly keyText: string;
    readonly keyNumber: number;
    readonly subjectId: string;
    /** The hash of the last event, null in it where what was personal is gone; null: there is no event. */
    readonly noted: readonly [string | null] | null;
  };
  for (let [afterText, afterNumber] = ['', 0]; ; ) {
    const { rows } = await sql<Keyed>`select one.*, ${text} as key_text, ${number} as key_number, ${id} as subject_id,
        (select json_build_array(events.after) from events where subject_kind = ${subject}
          and events.subject_id = ${id} order by sequence desc limit 1) as noted
      from ${sql.table(table)} as one where (${text}, ${number}) > (${afterText}, ${afterNumber}::integer)
      order by key_text, key_number limit ${ADDED_AT_ONCE}`.execute(connection);
    for (const { keyText: _, keyNumber: __, subjectId, noted, ...row } of rows) {
      if (noted === null) note(reason('store-record-put-in', { kind: subject, id: subjectId }));
      else if (noted[0] !== null && !isAs(row, noted[0]))
        note(reason('store-record-altered', { kind: subject, id: subjectId }));
    }
    const end = rows.at(-1);
    if (end === undefined) break;
    [afterText, afterNumber] = [end.keyText, end.keyNumber];
  }
  const { rows: gone } = await sql<{ id: string }>`select distinct events.subject_id as id from events
    where subject_kind = ${subject} and not exists (select 1 from ${sql.table(table)} as one where ${id} = events.subject_id)
    order by 1 limit 50`.execute(connection);
  for (const { id: removed } of gone) note(reason('store-record-removed', { kind: subject, id: removed }));
}

interface FileRow {
  readonly document: string;
  readonly version: number;
  readonly sha256: string;
  readonly content: Uint8Array | null;
  readonly noted: string | null;
}

/** A file that was erased is gone by an event of its document. */
async function compareFiles(connection: Connection, note: (why: Reason) => void): Promise<void> {
  for (let [document, version] = ['', 0]; ; ) {
    const { rows } = await sql<FileRow>`select document, version, sha256, content,
        (select events.after from events where subject_kind = ${FILE_SUBJECT}
          and subject_id = document || '#' || version order by sequence desc limit 1) as noted
      from document_files where (document, version) > (${document}, ${version}::integer)
      order by document, version limit 4`.execute(connection);
    for (const row of rows) {
      if (row.content === null) continue;
      const sha = sha256(new Uint8Array(row.content));
      // Files from before they had events of their own are held to the hash beside them alone.
      const isSame = sha === row.sha256 && (row.noted === null || row.noted === fileHash(row.document, sha));
      if (!isSame)
        note(reason('store-record-altered', { kind: FILE_SUBJECT, id: fileSubject(row.document, row.version) }));
    }
    const last = rows.at(-1);
    if (last === undefined) break;
    [document, version] = [last.document, last.version];
  }
}
