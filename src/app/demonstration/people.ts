/** Who is invented for the demonstration's year, and how far each has come: fixtures/demonstration as rows. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';

const or = <T extends z.ZodType>(schema: T) => z.union([z.literal('').transform(() => null), schema]);

/** How far a stay has come; beside the states of plans and recognitions those that two or three of them are in. */
export const stageSchema = z.enum([
  'none',
  'draft',
  'submitted',
  'asked',
  'passed-on',
  'refused',
  'pre-approved',
  'with-host',
  'withdrawn',
  'frozen',
  'change',
  'prepared',
  'flagged',
  'second-look',
  'confirmed',
  'issued',
  'closed',
]);

const personSchema = z.object({
  role: z.enum(['student', 'adviser', 'directorate', 'registrar']),
  institute: or(z.enum(['IEE', 'IIT'])),
  number: or(z.string()),
  name: z.string(),
  host: or(z.string()),
  plan: or(stageSchema),
  /** 1 for the best plan, 2 and 3 for the next. */
  variant: or(z.coerce.number().int().min(1).max(3)),
  days_ago: or(z.coerce.number().int()),
  call: or(z.string()),
  /** `unscored`: eligible, and the commission has not given its points yet. */
  application: or(z.enum(['draft', 'submitted', 'ineligible', 'eligible', 'unscored', 'decided', 'withdrawn'])),
  /** What is wrong in the transcript that can be dropped. */
  file: or(z.enum(['clean', 'credits', 'failed', 'unknown-student', 'other-host', 'unread-grade'])),
});

const precedentSchema = z.object({
  institute: z.enum(['IEE', 'IIT']),
  curriculum: z.string(),
  home_code: z.string(),
  host: z.string(),
  host_code: z.string(),
  decision: z.enum(['approved', 'refused']),
  days_ago: z.coerce.number().int(),
});

/** The rows of the year; `folder` is fixtures/. @throws when a file is missing or holds something else: the installation is broken. */
export function loadYear(folder: string) {
  const rows = <T extends z.ZodType>(name: string, schema: T): z.infer<T>[] => {
    const text = readFileSync(path.join(folder, 'demonstration', `${name}.csv`), 'utf8');
    return z.array(schema).parse(Papa.parse(text, { header: true, skipEmptyLines: true }).data);
  };
  const hosts = path.join(folder, 'demonstration/hosts');
  return {
    people: rows('people', personSchema),
    precedents: rows('precedents', precedentSchema),
    /** Files of catalogues by the names of their lists. */
    catalogues: readdirSync(hosts)
      .filter((name) => name.endsWith('.csv'))
      .sort()
      .map((name) => [path.basename(name, '.csv'), readFileSync(path.join(hosts, name), 'utf8')] as const),
  };
}
export type InventedYear = ReturnType<typeof loadYear>;
