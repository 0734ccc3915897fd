/** A recognition on its way to the protocol, and appeals against decisions. */
import { z } from 'zod';
import { idSchema, recordShape, ruleCodeSchema } from './people.ts';
import { recognitionSchema, transcriptSchema } from './transcript.ts';
import { STATES } from './workflow.ts';

/** The order of the dean or the rector by which credits are entered in the student's record, as it is numbered and dated. */
export const creditOrderSchema = z.strictObject({ number: z.string().trim().min(1).max(60), date: z.iso.date() });
export type CreditOrder = z.infer<typeof creditOrderSchema>;

export const recognitionCaseSchema = z.strictObject({
  ...recordShape,
  student: idSchema,
  institute: idSchema,
  studyPlan: idSchema,
  /** Version of the plan that the transcript was reconciled with. */
  planVersion: z.number().int().positive(),
  state: STATES.recognition,
  recognition: recognitionSchema,
  /** What it was prepared from beside plan and transcripts, so that an answer can be reckoned with; left out = not kept. */
  preparedFrom: z
    .strictObject({
      policy: z.string().nullable(),
      links: z.array(z.strictObject({ planned: z.string(), taken: z.string() })),
      soFar: transcriptSchema.nullable(),
    })
    .optional(),
  /** A row of the transcript that a person has to look at, and what was said of it. */
  flagged: z
    .array(
      z.strictObject({
        line: z.number().int().positive(),
        /** Stable key: the row's outcome or a note of the recognition. */
        flag: z.string(),
        /** Code from rules/process; null = not decided yet. */
        resolution: ruleCodeSchema.nullable().default(null),
      }),
    )
    .default([]),
  signedBy: idSchema.nullable().default(null),
  countersignedBy: idSchema.nullable().default(null),
  issuedOn: z.iso.date().nullable().default(null),
  /** Left out: no order is known. */
  order: creditOrderSchema.optional(),
  /** Code of the reason why it no longer counts although the student knew of it. */
  revokedFor: ruleCodeSchema.optional(),
  /** The student has accepted it, so that it may be closed before the time for appeals is over. */
  acceptedByStudent: z.boolean().default(false),
});
export type RecognitionCase = z.infer<typeof recognitionCaseSchema>;

export const appealSchema = z.strictObject({
  ...recordShape,
  student: idSchema,
  institute: idSchema,
  /** What an appeal may be about. */
  subject: z.strictObject({
    kind: z.enum(['application', 'plan', 'recognition']),
    id: idSchema,
  }),
  state: STATES.appeal,
  /** Code of the ground, from rules/process/*.yaml. */
  ground: ruleCodeSchema,
  text: z.string().max(5000).default(''),
  /** When the decision that is appealed was made known, and by whom it was made. */
  decidedOn: z.iso.date(),
  decidedBy: z.array(idSchema),
  lodgedOn: z.iso.date(),
  /** Code of the reason of the answer. */
  reason: ruleCodeSchema.nullable().default(null),
  /** Of one that was upheld, even where that was revoked: whether its subject was opened again by it, and the state in which it was left. */
  outcome: z
    .strictObject({ reopened: z.boolean(), state: z.string().max(40) })
    .nullable()
    .default(null),
});
export type Appeal = z.infer<typeof appealSchema>;
