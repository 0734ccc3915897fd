/** Every table, by its name and columns in camel case; SQL sees snake case. */
import type { InstituteRow } from './people.ts';

export interface Database {
  institutes: InstituteRow;
}
