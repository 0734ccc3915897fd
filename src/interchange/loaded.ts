/** What a reader answers: the value, and how much of the file that is. */
import type { Problem, RejectedRow, RowPlace } from '../domain/index.ts';
import type { RowKind } from './layout/classify.ts';
import type { LayoutQuestion, ProposedColumn } from './layout/proposal.ts';
import type { TableRow } from './row.ts';

/** A table that was read, as it is shown to a person: where it stands, what its columns are taken for and why, and what is asked. */
export interface ReadTable {
  readonly sheet: string | null;
  readonly page: number | null;
  /** Lines of the header; none when the table has none. */
  readonly header: readonly number[];
  readonly columns: readonly ProposedColumn[];
  readonly questions: readonly LayoutQuestion[];
  readonly items: number;
}

/** A row that is no item: a heading, a sum, a note, the header again. */
export interface ListedRow {
  readonly place: RowPlace;
  readonly kind: Exclude<RowKind, 'item'> | NonNullable<TableRow['passed']>;
  readonly text: string;
}

/** What was read, and how much of the file that is. `problems` are those of the result. */
export interface Loaded<T> {
  readonly value: T;
  /** Items and rejected rows; headings, sums and notes do not count. */
  readonly rows: number;
  readonly rejected: number;
  readonly rejectedRows: readonly RejectedRow[];
  /** Headers that Concord does not know; their cells are kept with the rows. */
  readonly unknownColumns: readonly string[];
  readonly tables: readonly ReadTable[];
  /** At most a thousand. */
  readonly listedRows: readonly ListedRow[];
  /** Of a list of courses: what the file or who sent it says of it; null where neither does. */
  readonly identity?: { readonly institution: string | null; readonly academicYear: string | null };
  /** Nothing can be used of it, and the problems say why: of a file that is only shown (`toShow`). */
  readonly unusable?: true;
  readonly problems: readonly Problem[];
}
