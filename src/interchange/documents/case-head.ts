/** Whom a document is about. */
import type { Localised, Stay } from '../../domain/index.ts';

/** Whose case a document is of. Null: not known here, and left open as a line to write on. */
export interface CaseHead {
  readonly home: string;
  readonly institute: Localised | null;
  readonly studentName: string | null;
  readonly studentNumber: string | null;
  readonly programme: string | null;
  readonly host: string;
  readonly academicYear: string | null;
  readonly semesters: readonly number[];
  readonly stay: Stay | null;
  /** Number and day of the order that sends the student. */
  readonly order: string | null;
}

/** What is known without a stored case. */
export const headOf = (known: Pick<CaseHead, 'home' | 'host'> & Partial<CaseHead>): CaseHead => ({
  institute: null,
  studentName: null,
  studentNumber: null,
  programme: null,
  academicYear: null,
  semesters: [],
  stay: null,
  order: null,
  ...known,
});
