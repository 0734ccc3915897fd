/** The columns of a table as they are proposed, for those who read them and those who show them. */
import type { Reason } from '../../domain/index.ts';
import type { Field } from '../columns.ts';
import type { InTurn } from './bilingual.ts';
import type { NamedUnits } from './candidates.ts';
import type { ColumnGroup } from './groups.ts';

/** Columns that a person named: field, or field and language (`title_en`), to a letter (`C`), a number from 1 or a printed header; `-` for none. */
export type ColumnMapping = Readonly<Record<string, string>>;

export interface ProposedColumn {
  readonly index: number;
  /** Printed header, unique in the table; the letter of the column without one. */
  readonly name: string;
  /** Whether a header is printed over it. */
  readonly printed: boolean;
  readonly field: Field | null;
  readonly language: string | null;
  /** The unit that the header of credits names. */
  readonly unit: string | null;
  /** The one language in which the header is printed; null when it is none or several. */
  readonly printedIn: string | null;
  /** How its cells hold the same in several languages; null for one text a cell. */
  readonly inTurn: InTurn | null;
  readonly why: Reason;
  readonly samples: readonly string[];
}

export interface LayoutQuestion {
  readonly field: Field;
  readonly columns: readonly string[];
  readonly reason: Reason;
}

export interface Proposal {
  readonly columns: readonly ProposedColumn[];
  readonly groups: readonly ColumnGroup[];
  readonly questions: readonly LayoutQuestion[];
}

export interface ProposalRules {
  readonly fields: readonly Field[];
  readonly required: readonly (readonly Field[])[];
  readonly mapping?: ColumnMapping | undefined;
  /** The day on which it was chosen, for a file of the same form. */
  readonly chosenOn?: string | undefined;
  readonly units?: NamedUnits | undefined;
}
