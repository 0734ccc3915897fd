import type { ColumnType } from 'kysely';

/** A jsonb column: read as whatever it holds and parsed by its schema, written as JSON text. */
export type JsonColumn = ColumnType<unknown, string, string>;
export type NullableJsonColumn = ColumnType<unknown, string | null, string | null>;

/** What every table of domain records has; its other columns are fields of the record that are searched, joined or constrained. */
export interface RecordRow {
  id: string;
  /** From 1, grows with each write. */
  revision: number;
  /** Random, inside the hashes of the audit, so that a hash gives nothing away once the row is erased. */
  salt: string;
  createdAt: string;
  updatedAt: string;
  /** The fields of the record that have no column. */
  body: JsonColumn;
}

/** A record that goes through states. */
export interface CaseRow extends RecordRow {
  state: string;
  /** When it came into this state. */
  stateSince: string;
}
