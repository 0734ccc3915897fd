/** Rows of institutes and of the people who act for them. */
import type { JsonColumn } from './columns.ts';

export interface InstituteRow {
  id: string;
  code: string;
  names: JsonColumn;
  version: number;
}
