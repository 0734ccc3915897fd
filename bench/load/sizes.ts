/** How large the office of the load test is: a technical university's exchange in the middle of the year. */
import path from 'node:path';

export const ROOT = path.resolve(import.meta.dirname, '../..');
export const RULES = path.join(ROOT, 'rules');
export const FIXTURES = path.join(ROOT, 'fixtures');

export const SIZES = {
  institutes: 6,
  students: 300,
  calls: 120,
  applications: 1000,
  plans: 400,
  hosts: 6,
  coursesOfAHost: 2500,
  /** Beside those of the plans that were decided. */
  precedents: 400,
  noticesOfAStudent: 10,
  advisers: 12,
  directorates: 12,
  coordinators: 4,
  registrars: 3,
  commission: 5,
} as const;
