import type { ColumnType } from 'kysely';

/** A jsonb column: read as whatever it holds and parsed by its schema, written as JSON text. */
export type JsonColumn = ColumnType<unknown, string, string>;
export type NullableJsonColumn = ColumnType<unknown, string | null, string | null>;
