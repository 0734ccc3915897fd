/** A file with a transcript on its way to the study plan of the student whose it is. */
import { z } from 'zod';
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

export const transcriptFileSchema = z.strictObject({
  ...recordShape,
  /** Of the request that brought it. */
  batch: idSchema,
  /** As the sender called it; shown to people, and never used as a path. */
  name: z.string().min(1).max(200),
  sha256: z.string(),
  state: transcriptFileStateSchema,
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
