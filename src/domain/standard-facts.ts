/** What files of the standards ask for and Concord does not keep: who asks for a file gives it, and it is not stored. */
import { z } from 'zod';
import { languageSchema } from './text.ts';

const text = z.string().trim().min(1).max(500);
const email = z.email();
const moment = z.iso.datetime({ offset: true });

const heiFactsSchema = z.strictObject({
  schac: text.optional().describe('the institution\'s own internet domain, as EWP names it: "uni.example"'),
  erasmus: text.optional(),
  pic: text.optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  url: text.optional(),
  contact: z.strictObject({ givenNames: text, familyName: text, email }).optional(),
});
export type HeiFacts = z.infer<typeof heiFactsSchema>;

const signatureSchema = z.strictObject({
  at: moment,
  name: text.optional(),
  position: text.optional(),
  email: email.optional(),
});

export const standardFactsSchema = z.strictObject({
  person: z
    .strictObject({ givenNames: text, familyName: text, alternativeName: text.optional(), globalId: text.optional() })
    .optional()
    .describe('the student; `globalId` is the European Student Identifier'),
  home: heiFactsSchema.optional(),
  host: heiFactsSchema.optional(),
  mobility: z
    .strictObject({
      id: z
        .string()
        .regex(/^[!-~]{1,64}$/)
        .describe('of the mobility, as both sides know it'),
      academicYear: z
        .string()
        .regex(/^\d{4}\/\d{4}$/)
        .describe('of the receiving institution: "2026/2027"'),
      start: z.iso.date().optional(),
      end: z.iso.date().optional(),
      eqfLevel: z.number().int().min(5).max(8).optional(),
      iscedF: z
        .string()
        .regex(/^\d{4}$/)
        .optional(),
      language: languageSchema.optional(),
      cefrLevel: z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'NS']).optional(),
    })
    .optional(),
  signatures: z
    .strictObject({ student: signatureSchema, home: signatureSchema, host: signatureSchema.optional() })
    .optional()
    .describe('without that of the host a learning agreement is a proposal'),
});
export type StandardFacts = z.infer<typeof standardFactsSchema>;

/** Which courses of table A replace which of table B, in the order of the tables; `fills` names those of B that are places of the elective block. */
export const agreementAnnexSchema = z.object({
  format: z.literal('concord-agreement-links'),
  version: z.literal(1),
  mobility: z.string(),
  links: z.array(
    z.object({
      bundle: z.string(),
      studied: z.array(z.string()),
      recognised: z.array(z.string()),
      fills: z.array(z.string()).optional(),
      electiveBlock: z.string().nullable(),
    }),
  ),
});
export type AgreementAnnex = z.infer<typeof agreementAnnexSchema>;
