/** The folder that the training learns from, and what each of its files is: `sources.json` in it, or the one beside this file. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';
import { z } from 'zod';

const sourcesSchema = z.strictObject({
  /** Folder of the course catalogues, a file each. */
  catalogues: z.string(),
  vectors: z.strictObject({
    catalogues: z.array(z.string()).min(1),
    /** What they are, for the file of vectors. */
    kind: z.string(),
    dimensions: z.int().positive(),
    /** Questions that compete with one another; a multiple of four. */
    batch: z.int().positive().multipleOf(4),
  }),
  judgements: z.strictObject({
    homeToHost: z.string(),
    /** Home courses that are no questions. */
    dropped: z.array(z.string()),
    guide: z.string(),
    /** Catalogue whose courses the guide grants. */
    granting: z.string(),
    /** Folder of the courses of the customer's own case and their grades, where there are any. */
    graded: z.string().optional(),
  }),
  lexicon: z.strictObject({
    /** Courses in Kazakh, Russian and English. */
    courses: z.string(),
    germanTitles: z.string(),
    curricula: z.string(),
    terms: z.array(z.string()),
    /** What they are, for the file of the lexicon. */
    kinds: z.array(z.string()),
  }),
});

export interface TrainingData {
  readonly folder: string;
  readonly sources: z.infer<typeof sourcesSchema>;
}

export type Row = Readonly<Record<string, string>>;

/** Where the real data lies, beside the repository: it may not be redistributed. */
const REAL = path.join(process.env.CONCORD_SHARED ?? path.resolve(import.meta.dirname, '../../shared'), 'data');

export const NO_DATA =
  'the real data is not there (../shared/data, or set CONCORD_SHARED); `-- --data train/example` learns from the invented set.';

/** The data of a folder, the real one when none is named; null where there is none. */
export function openData(folder: string = REAL): TrainingData | null {
  if (!existsSync(folder)) return null;
  const own = path.join(folder, 'sources.json');
  const sources = existsSync(own) ? own : path.join(import.meta.dirname, 'sources.json');
  return { folder, sources: sourcesSchema.parse(JSON.parse(readFileSync(sources, 'utf8'))) };
}

/** The rows of a table of the data. @throws Error that names a file that is not there. */
export function readRows({ folder }: Pick<TrainingData, 'folder'>, name: string): Row[] {
  const file = path.join(folder, name);
  if (!existsSync(file)) throw new Error(`${file} is missing: the training data is not whole`);
  return Papa.parse<Row>(readFileSync(file, 'utf8').replace(/^\ufeff/, ''), { header: true, skipEmptyLines: true })
    .data;
}
