/** A file of an office on its way into the catalogue, the memory, the calls or the accounts: shown and corrected before anything is written. */
import { z } from 'zod';
import { rejectedRowSchema, rowPlaceSchema } from './file-rows.ts';
import { idSchema, recordShape } from './people.ts';
import { problemSchema } from './problem.ts';
import { reasonSchema } from './reasons/index.ts';

/** Most rows of a kind that a reading lists; the counts are of all. */
export const LISTED_ROWS = 200;

const readColumnSchema = z.object({
  letter: z.string().default('').describe('as spreadsheets name it, from A'),
  name: z.string(),
  field: z.string().nullable().describe('null: not read, and kept with the row'),
  language: z.string().nullable(),
  unit: z.string().nullable(),
  why: reasonSchema,
  samples: z.array(z.string()),
});

export const listReadingSchema = z
  .object({
    rows: z.number().int(),
    rejected: z.number().int(),
    rejectedRows: z.array(rejectedRowSchema).describe(`rows that could not be used, at most ${LISTED_ROWS}`),
    listedRows: z
      .array(z.object({ place: rowPlaceSchema, kind: z.string(), text: z.string() }))
      .describe(`rows that are no items: headings, sums, notes; at most ${LISTED_ROWS}`),
    tables: z.array(
      z.object({
        sheet: z.string().nullable(),
        page: z.number().int().nullable(),
        header: z.array(z.number().int()).describe('lines of the header'),
        columns: z.array(readColumnSchema),
        questions: z.array(z.object({ field: z.string(), columns: z.array(z.string()), reason: reasonSchema })),
        items: z.number().int(),
      }),
    ),
  })
  .describe('how the file was read; null where an earlier version was taken');
export type ListReading = z.infer<typeof listReadingSchema>;

export const importKindSchema = z.enum(['catalogue', 'curriculum', 'precedents', 'calls', 'users']);
export type ImportKind = z.infer<typeof importKindSchema>;

/**
 * `reading`: a large file is read beside the requests; `needs-answers`: a person has to say something first; `ready`: it can be committed;
 * `failed`: the file cannot be read at all. What is committed or cancelled holds its file no more.
 */
export const importStateSchema = z.enum(['reading', 'needs-answers', 'ready', 'failed', 'committed', 'cancelled']);

/** Which column is which, as a person says it: field to letter, number from 1 or header; `-` for none. */
export const columnMappingSchema = z.record(z.string().min(1).max(60), z.string().min(1).max(200));

/** Cells of a row as a person writes them anew, by the letters of their columns; the others stay as they are in the file. */
const mendedRowSchema = z.strictObject({
  place: rowPlaceSchema,
  cells: z.record(
    z
      .string()
      .regex(/^[A-Za-z]{1,3}$/)
      .toUpperCase(),
    z.string().max(10_000),
  ),
});
export type MendedRow = z.infer<typeof mendedRowSchema>;

export const rememberedColumnsSchema = z.strictObject({ columns: columnMappingSchema, chosenOn: z.iso.date() });
export type RememberedColumns = z.infer<typeof rememberedColumnsSchema>;

/** What a person says of a file that does not say it itself, or that says it otherwise. */
export const importAnswersSchema = z.strictObject({
  institution: z.string().trim().min(1).max(500).optional().describe('of a list that does not name it'),
  academicYear: z.string().trim().min(4).max(20).optional().describe('of a list of none or several years'),
  language: z.string().length(2).optional().describe('ISO 639-1, the language it is mainly in'),
  unit: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('of credits beside which none is written: an id or a name'),
  sheet: z.string().min(1).max(200).optional().describe('of a workbook'),
  columns: columnMappingSchema
    .optional()
    .describe(
      'which column is which, by letter, number or header: {"title":"C"}; left out: as last time, else as proposed',
    ),
  rows: z.array(mendedRowSchema).max(500).optional().describe('rows that are mended, the file itself stays as it came'),
});
export type ImportAnswers = z.infer<typeof importAnswersSchema>;

export const importSchema = z.strictObject({
  ...recordShape,
  kind: importKindSchema,
  state: importStateSchema,
  /** Who sent it, and when; unknown of old ones. */
  sender: idSchema,
  sentAt: z.iso.datetime().nullable().default(null),
  /** Of a curriculum or decisions: whose directorate keeps them. */
  institute: idSchema.nullable(),
  /** As the sender called the file; shown to people, and never used as a path. Empty where an earlier version was taken. */
  name: z.string().max(200),
  sha256: z.string().nullable(),
  /** Of an earlier version that becomes the newest again. */
  version: idSchema.nullable(),
  said: importAnswersSchema,
  /** Columns that a person chose for the same form before, in force where `said` names none. */
  remembered: rememberedColumnsSchema.nullable(),
  /** The institution of the list, from the file or the request, and the key under which its form is remembered. */
  institution: z.string().nullable(),
  academicYear: z.string().nullable(),
  whose: z.string(),
  /** Key of the header words in their order; null for a file without a table. */
  form: z.string().nullable(),
  /** That reads it while it is `reading`. */
  job: idSchema.nullable().default(null),
  /** While it is open. */
  reading: listReadingSchema.nullable(),
  problems: z.array(problemSchema),
  /** What has to be said before it can be committed. */
  needs: z.array(reasonSchema),
  /** Of one that is committed: what it did. */
  outcome: z
    .strictObject({
      version: idSchema.nullable().describe('of the list; null for what has no versions, and for nothing new'),
      added: z.number().int(),
      changed: z.number().int(),
      removed: z.number().int(),
      unchanged: z.number().int(),
      leftOut: z.number().int().describe('rows that could not be used'),
      reopened: z.number().int().describe('precedents that were opened again'),
      committedOn: z.iso.date(),
    })
    .nullable(),
});
export type Import = z.infer<typeof importSchema>;
export type ImportOutcomeSummary = NonNullable<Import['outcome']>;
