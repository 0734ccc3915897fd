/** A student's application for one call, the facts it is judged by, and what the judges said. */
import { z } from 'zod';
import { languageLevelSchema, staySchema } from './mobility-call.ts';
import { idSchema, recordShape, ruleCodeSchema } from './people.ts';
import { rationalSchema } from './rational.ts';
import { reasonSchema } from './reasons/index.ts';
import { languageSchema, localisedSchema } from './text.ts';
import { STATES } from './workflow.ts';

/** What is known of the student on the day of the application. Null = not known, which is never counted as a no. */
export const applicantFactsSchema = z.strictObject({
  studyForm: z.enum(['full-time', 'part-time', 'distance']).nullable().default(null),
  /** 1 = first year; the year in which the application is made. */
  yearOfStudy: z.number().int().min(1).max(7).nullable().default(null),
  /** Years of the whole programme: its last year is this one. */
  programmeYears: z.number().int().min(1).max(7).nullable().default(null),
  gpa: rationalSchema.nullable().default(null),
  /** Final grades so far by their traditional name; how a letter is named depends on the dated scale (C+ is good since 2018). */
  grades: z
    .strictObject({
      excellent: z.number().int().nonnegative(),
      good: z.number().int().nonnegative(),
      satisfactory: z.number().int().nonnegative(),
      unsatisfactory: z.number().int().nonnegative(),
    })
    .nullable()
    .default(null),
  /** Credits earned so far; breaks ties. */
  creditsEarned: rationalSchema.nullable().default(null),
  languages: z
    .array(
      z.strictObject({
        language: languageSchema,
        level: languageLevelSchema,
        /** Last day of the certificate; null = it does not expire. */
        validUntil: z.iso.date().nullable().default(null),
      }),
    )
    .nullable()
    .default(null),
  birthDate: z.iso.date().nullable().default(null),
  /** Points that the commission gave by the names of the competition's criteria. */
  points: z.record(z.string(), rationalSchema).default({}),
});
export type ApplicantFacts = z.infer<typeof applicantFactsSchema>;

export const fundingSchema = z.enum(['grant', 'own-expense']);
export type Funding = z.infer<typeof fundingSchema>;

export const applicationSchema = z.strictObject({
  ...recordShape,
  student: idSchema,
  institute: idSchema,
  call: idSchema,
  state: STATES.application,
  /** `either`: a grant if there is one, else at own expense. */
  funding: z.enum(['grant', 'own-expense', 'either']),
  /** The stay asked for. */
  stay: staySchema,
  submittedOn: z.iso.date().nullable().default(null),
  facts: applicantFactsSchema,
  /** What the commission gave; null before and when nothing was given. */
  award: z
    .strictObject({ funding: fundingSchema, decidedOn: z.iso.date(), rank: z.number().int().positive() })
    .nullable()
    .default(null),
  /** Place on the reserve list, 1 = next. */
  reservePlace: z.number().int().positive().nullable().default(null),
  /** Code of the reason of the last refusal, from rules/process/*.yaml. */
  reason: ruleCodeSchema.nullable().default(null),
  /** Who found it ineligible or declined it, and when: what an appeal is against. Null where nothing is refused. */
  refusal: z.strictObject({ on: z.iso.date(), by: idSchema }).nullable().default(null),
});
export type Application = z.infer<typeof applicationSchema>;

/** `no` when any rule says no, else `unknown` when any is unknown, else `yes`. */
export const eligibilitySchema = z.strictObject({
  answer: z.enum(['yes', 'no', 'unknown']),
  /** One rule of eligibility, answered. `figures` are what was compared, as text; `bring` says what turns `unknown` into an answer. */
  answers: z.array(
    z.strictObject({
      rule: z.string(),
      title: localisedSchema,
      answer: z.enum(['yes', 'no', 'unknown']),
      figures: z.record(z.string(), z.string()),
      /** One English sentence with the figures. */
      explanation: reasonSchema,
      bring: localisedSchema.nullable(),
      source: z.string(),
    }),
  ),
  policy: z.strictObject({ id: z.string(), version: z.string() }),
  date: z.iso.date(),
});
export type Eligibility = z.infer<typeof eligibilitySchema>;

/** One applicant in the ranking; equal `rank` means that even the declared tie-breaks do not part them, and the commission must. */
export const rankedApplicantSchema = z.strictObject({
  application: idSchema,
  rank: z.number().int().positive(),
  score: rationalSchema.describe('0 to 1'),
  /** Weight times share of the way from the criterion's worst to its best value; they sum to the score. */
  parts: z.array(
    z.strictObject({ criterion: z.string(), value: rationalSchema, weight: rationalSchema, share: rationalSchema }),
  ),
  /** What parted this applicant from the one before of equal score; null when nothing had to. */
  partedBy: z.string().nullable(),
});
export type RankedApplicant = z.infer<typeof rankedApplicantSchema>;

/** What the ranking proposes for one applicant; the commission decides. `tied`: equal at the last seat. */
export const seatProposalSchema = z.strictObject({
  application: idSchema,
  proposal: z.enum(['award', 'reserve', 'decline', 'tied']),
  funding: fundingSchema.nullable(),
  reservePlace: z.number().int().positive().nullable(),
});
export type SeatProposal = z.infer<typeof seatProposalSchema>;
