/** Calls of the international office as they are kept, and the agreements behind them. */
import { z } from 'zod';
import { mobilityCallSchema } from './call.ts';
import { idSchema, recordShape } from './people.ts';
import { rationalSchema } from './rational.ts';
import { reasonSchema } from './reasons/index.ts';
import { languageSchema } from './text.ts';

/** Level of the Common European Framework; `native` stands above C2. */
export const languageLevelSchema = z.enum(['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native']);

/** First and last day of a stay, both inclusive. */
export const staySchema = z
  .strictObject({ start: z.iso.date(), end: z.iso.date() })
  .refine(({ start, end }) => start <= end, {
    error: 'a stay ends on or after its first day',
    params: { reason: 'api-ends-before-start' },
  });
export type Stay = z.infer<typeof staySchema>;

/** `external`: abroad; `internal`: another university of the home country. */
export const mobilityKindSchema = z.enum(['external', 'internal']);

/** One expected cost. `per` month counts every month begun; `paidBy` says who carries it when there is a grant: without one the student does. */
export const costItemSchema = z.strictObject({
  kind: z.enum(['tuition', 'housing', 'food', 'travel', 'insurance', 'visa', 'other']),
  amount: rationalSchema,
  /** ISO 4217. */
  currency: z.string().regex(/^[A-Z]{3}$/),
  per: z.enum(['month', 'stay']),
  /** `host`: waived under the agreement, for everybody. */
  paidBy: z.enum(['grant', 'student', 'host']),
});

/** A mobility call: the columns of the call file ({@link mobilityCallSchema}) and what the process needs. */
export const callSchema = mobilityCallSchema.extend({
  ...recordShape,
  kind: mobilityKindSchema,
  state: z.enum(['draft', 'open', 'closed']),
  /** The stay on offer; null = not fixed yet. */
  stay: staySchema.nullable().default(null),
  /** Any one of these is enough. Null = not known yet, which is not "none"; empty = none asked. */
  languages: z
    .array(z.strictObject({ language: languageSchema, level: languageLevelSchema }))
    .nullable()
    .default(null),
  /** Of the `quantity` places, those with a grant. */
  grantPlaces: z.number().int().nonnegative().default(0),
  costItems: z.array(costItemSchema).default([]),
  /** The agreement it rests on; null = none, and {@link partnershipSchema} says `negotiation-needed`. */
  agreement: idSchema.nullable().default(null),
});
export type Call = z.infer<typeof callSchema>;

/** An agreement with a partner, valid on both end days. `quota`: places a year, null = no limit named. */
export const agreementSchema = z.strictObject({
  ...recordShape,
  institution: z.string().min(1),
  country: z.string(),
  kind: mobilityKindSchema,
  number: z.string(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
  quota: z.number().int().nonnegative().nullable().default(null),
  tuitionWaived: z.boolean(),
  terms: z.string().default(''),
});
export type Agreement = z.infer<typeof agreementSchema>;

/** How the home institution stands to a host on a day. */
export const partnershipSchema = z.enum(['in-force', 'not-yet', 'ended', 'negotiation-needed']);
export type Partnership = z.infer<typeof partnershipSchema>;

/** What of a call does not fit the agreement behind it: `key` is stable, the sentence has the figures. */
export const callConcernSchema = z.strictObject({
  key: z.enum(['negotiation-needed', 'agreement-begins-later', 'agreement-ends-earlier', 'over-quota', 'other-kind']),
  explanation: reasonSchema,
});
export type CallConcern = z.infer<typeof callConcernSchema>;
