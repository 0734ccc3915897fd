/** A student as the registrar's office keeps one, and what a case shows of whose it is. */
import { z } from 'zod';
import { staySchema } from './mobility-call.ts';
import { idSchema, recordShape } from './people.ts';
import { transcriptSchema } from './transcript.ts';

/** The record of a student; its id is that of the student's account. What is not known is null. */
export const studentRecordSchema = z.strictObject({
  ...recordShape,
  /** Whose directorate and advisers see it. */
  institute: idSchema,
  /** Student number, as transcripts print it; unique within the home institution. */
  number: z.string().trim().min(1).max(40).nullable(),
  programme: z.string().trim().min(1).max(200).nullable(),
  /** Of a stored curriculum, whose current version counts. */
  curriculum: idSchema.nullable(),
  /** In which the student is now. */
  semester: z.number().int().min(1).max(20).nullable(),
  /** Home courses so far, on the home scale: what is passed, and the average before a stay. */
  results: transcriptSchema.nullable(),
});
export type StudentRecord = z.infer<typeof studentRecordSchema>;

/** Whose a case is and where it leads, as far as the reader may know. */
export const caseAboutSchema = z.strictObject({
  student: z
    .strictObject({ id: idSchema, number: z.string().nullable(), name: z.string() })
    .nullable()
    .describe('null for those who may not read the record of the student'),
  programme: z.string().nullable(),
  host: z.string().nullable().describe('the institution abroad, or the other one at home'),
  academicYear: z.string().nullable(),
  term: z.enum(['autumn', 'spring', 'both']).nullable(),
  semesters: z.array(z.number().int()).describe('of the home curriculum'),
  stay: staySchema.nullable(),
});
export type CaseAbout = z.infer<typeof caseAboutSchema>;
