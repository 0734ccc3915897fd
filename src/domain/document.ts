/** The papers of an application: what is asked, what was handed in. */
import { z } from 'zod';
import { idSchema, recordShape, ruleCodeSchema } from './people.ts';
import { reasonSchema } from './reasons/index.ts';
import { localisedSchema } from './text.ts';
import { STATES } from './workflow.ts';

/** The ten documents of the brief. */
export const documentTypeSchema = z.enum([
  'application',
  'recommendation-letters',
  'individual-curriculum',
  'transcript-copy',
  'medical-certificate',
  'host-invitation',
  'secondment-order',
  'parental-consent',
  'tripartite-agreement',
  'language-certificate',
]);
export type DocumentType = z.infer<typeof documentTypeSchema>;

/** A document of an application. `copies` counts pieces such as letters in it. */
export const documentSchema = z.strictObject({
  ...recordShape,
  application: idSchema,
  type: documentTypeSchema,
  state: STATES.document,
  /** One uploaded file. A new upload is a new version; the content itself is the store's. */
  files: z
    .array(
      z.strictObject({
        version: z.number().int().positive(),
        name: z.string().min(1).max(255),
        /** Media type found in the content, not the one that was claimed. */
        mediaType: z.string(),
        bytes: z.number().int().positive(),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        uploadedOn: z.iso.date(),
      }),
    )
    .default([]),
  copies: z.number().int().positive().default(1),
  issuedOn: z.iso.date().nullable().default(null),
  /** As printed on it; without one the policy's period from `issuedOn` counts. */
  validUntil: z.iso.date().nullable().default(null),
  reason: ruleCodeSchema.nullable().default(null),
});
export type Document = z.infer<typeof documentSchema>;
export type DocumentFile = Document['files'][number];

/** One line of the checklist. */
export const checklistItemSchema = z.strictObject({
  type: documentTypeSchema,
  title: localisedSchema,
  /** `unknown`: a fact is missing, `explanation` names it. */
  required: z.enum(['yes', 'no', 'unknown']),
  /** One English sentence: why, and what is the matter with it. */
  explanation: z.array(reasonSchema),
  /** `to-check`: handed in, nobody looked yet; `too-few`: fewer pieces than asked; `expires-too-soon`: valid today, not when it is needed. */
  status: z.enum([
    'not-needed',
    'missing',
    'to-check',
    'returned',
    'too-few',
    'expired',
    'expires-too-soon',
    'present',
    'waived',
  ]),
  providedBy: z.enum(['student', 'parents', 'teachers', 'adviser', 'registrar', 'coordinator', 'host']),
  copies: z.number().int().positive().describe('pieces that are asked of it, such as letters'),
  due: z.iso.date().nullable(),
  /** Days from today until `due`; negative when it has passed. */
  daysLeft: z.number().int().nullable(),
  validUntil: z.iso.date().nullable(),
  source: z.string(),
});
export type ChecklistItem = z.infer<typeof checklistItemSchema>;
