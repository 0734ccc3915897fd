/** A file with a transcript on its way to the study plan of the student whose it is. */
import { z } from 'zod';
import { importAnswersSchema, listReadingSchema, rememberedColumnsSchema } from './import.ts';
import { idSchema, recordShape } from './people.ts';
import { problemSchema } from './problem.ts';
import { reasonSchema } from './reasons/index.ts';
import { transcriptSchema } from './transcript.ts';

/** `unread`: nothing in it could be used; `open`: a person has to say whose it is; `received`: it stands with its plan; `set-aside`: not used. */
const transcriptFileStateSchema = z.enum(['unread', 'open', 'received', 'set-aside']);

/** Whose a transcript seems to be, and by what. */
export const ownerProposalSchema = z.strictObject({
  /** Null: no plan, or several that are equally likely. */
  studyPlan: idSchema.nullable(),
  /** The student's number and the host are those of the plan, and no other plan has them: nobody needs to look. */
  certain: z.boolean(),
  because: z.array(reasonSchema),
  /** Plans that it may belong to, the likeliest first. */
  candidates: z.array(idSchema),
});
export type OwnerProposal = z.infer<typeof ownerProposalSchema>;

/** What a person says of a file with transcripts that does not say it itself, or that says it otherwise. */
export const transcriptAnswersSchema = z.strictObject({
  ...importAnswersSchema.pick({ sheet: true, columns: true }).shape,
  institution: importAnswersSchema.shape.institution.describe('of a file that names none'),
  scale: z.string().min(1).max(60).optional().describe('of grades in it that name none, as in ELMO'),
});
export type TranscriptAnswers = z.infer<typeof transcriptAnswersSchema>;

/** One transcript of a file that was sent: a file of several students is several of these. */
export const transcriptFileSchema = z.strictObject({
  ...recordShape,
  /** Of the request that brought it. */
  batch: idSchema,
  /** The file that was sent, which the transcripts in it share; null for those of before it was kept. */
  file: idSchema.nullable().default(null),
  /** Which transcript of the file it is, by student or institution; null for the only one. */
  part: z.string().max(600).nullable().default(null),
  /** As the sender called it; shown to people, and never used as a path. */
  name: z.string().min(1).max(200),
  sha256: z.string(),
  state: transcriptFileStateSchema,
  said: transcriptAnswersSchema.default({}),
  /** Columns that a person chose for the same form before, in force where `said` names none. */
  remembered: rememberedColumnsSchema.nullable().default(null),
  /** Keys by which the columns are remembered: whose form it is, and its header words; null for a file without a table. */
  whose: z.string().nullable().default(null),
  form: z.string().nullable().default(null),
  /** How its table was read, while it waits. */
  reading: listReadingSchema.nullable().default(null),
  /** While a person has to say whose it is; then it is kept with the plan, and here no more. */
  transcript: transcriptSchema.nullable(),
  rows: z.number().int().nonnegative(),
  /** Rows that could not be used. */
  rejected: z.number().int().nonnegative(),
  proposal: ownerProposalSchema.nullable(),
  /** The plan that it was received for. */
  studyPlan: idSchema.nullable(),
  /** What a person has to do, while the file waits. */
  needs: z.array(reasonSchema),
  /** Of reading it, and of receiving it. */
  problems: z.array(problemSchema),
});
export type TranscriptFile = z.infer<typeof transcriptFileSchema>;
