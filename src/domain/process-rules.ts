/** The rules of the process as dated data: the shapes of rules/eligibility, rules/documents and rules/process/*.yaml. */
import { z } from 'zod';
import { inThreeSchema, policyShape } from './dated.ts';
import { documentTypeSchema } from './document.ts';
import { deadlineKindSchema } from './notice.ts';
import { roleSchema } from './people.ts';
import { Rational, rationalSchema } from './rational.ts';
import { type RetentionPolicy, retentionPolicySchema } from './retention-rules.ts';
import { EVENTS, machineIdSchema, STATES } from './workflow.ts';

const ruleShape = { id: z.string().min(1), title: inThreeSchema, bring: inThreeSchema, source: z.string().min(1) };

export const eligibilityPolicySchema = z.strictObject({
  ...policyShape,
  rules: z
    .array(
      z.discriminatedUnion('kind', [
        z.strictObject({
          kind: z.literal('study-form'),
          allowed: z.array(z.enum(['full-time', 'part-time', 'distance'])).min(1),
          ...ruleShape,
        }),
        z.strictObject({
          kind: z.literal('year-of-study'),
          allowed: z.array(z.number().int().positive()).min(1),
          /** True: never the last year of the programme, however long it is. */
          notLast: z.boolean(),
          ...ruleShape,
        }),
        z.strictObject({ kind: z.literal('gpa'), minimum: rationalSchema, ...ruleShape }),
        /** No grade below this traditional name. */
        z.strictObject({
          kind: z.literal('grades'),
          lowest: z.enum(['excellent', 'good', 'satisfactory']),
          ...ruleShape,
        }),
        /** The level that the call names, in one of its languages, by a certificate that is valid when the stay begins. */
        z.strictObject({ kind: z.literal('language'), ...ruleShape }),
        /** Submitted at least so many calendar months before the stay begins. */
        z.strictObject({ kind: z.literal('lead-time'), months: z.number().int().positive(), ...ruleShape }),
      ]),
    )
    .min(1),
});
export type EligibilityPolicy = z.infer<typeof eligibilityPolicySchema>;

export const documentPolicySchema = z.strictObject({
  ...policyShape,
  documents: z
    .array(
      z.strictObject({
        type: documentTypeSchema,
        title: inThreeSchema,
        providedBy: z.enum(['student', 'parents', 'teachers', 'adviser', 'registrar', 'coordinator', 'host']),
        /** When a document is asked: every condition named must hold. Empty = always. */
        when: z
          .strictObject({
            /** The stay is longer than so many calendar months. */
            longerThanMonths: z.number().int().positive().optional(),
            /** The student is younger than so many years when the stay begins. */
            youngerThan: z.number().int().positive().optional(),
            kind: z.enum(['external', 'internal']).optional(),
            /** The call asks for a language. */
            languageAsked: z.literal(true).optional(),
          })
          .default({}),
        /** Fewest pieces. */
        copies: z.number().int().positive().default(1),
        /** A day counted from the call's deadline or from the first day of the stay, backwards. */
        due: z.strictObject({
          before: z.enum(['call-deadline', 'stay-start']),
          months: z.number().int().nonnegative().default(0),
          days: z.number().int().nonnegative().default(0),
        }),
        /** Months from its issue for which it is good, when it prints no end itself; null = no end. */
        validMonths: z.number().int().positive().nullable().default(null),
        /** The day on which it must still be valid. */
        neededOn: z.enum(['due', 'stay-start', 'stay-end']).default('due'),
        source: z.string().min(1),
      }),
    )
    .min(1),
});
export type DocumentPolicy = z.infer<typeof documentPolicySchema>;

const STEPS: ReadonlySet<string> = new Set(
  machineIdSchema.options.flatMap((machine) => STATES[machine].options.map((state) => `${machine}.${state}`)),
);

const MOVES: ReadonlySet<string> = new Set(
  machineIdSchema.options.flatMap((machine) => EVENTS[machine].options.map((event) => `${machine}.${event}`)),
);

/** What a reason may be given for. */
export const reasonUseSchema = z.enum([
  'bundle-refusal',
  'change-deleted',
  'change-inserted',
  'change-refusal',
  'application-ineligible',
  'application-declined',
  'document-returned',
  'document-waived',
  'plan-withdrawal',
  'row-resolution',
  'recognition-returned',
  'supersession',
  'appeal-ground',
  'appeal-answer',
]);
export type ReasonUse = z.infer<typeof reasonUseSchema>;

/** A record of rules/process/*.yaml. */
export const processRuleSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('competition'),
    ...policyShape,
    /** A figure by which applicants are compared. Its share of the weight is (value - worst) / (best - worst), kept within 0 and 1. */
    criteria: z
      .array(
        z
          .strictObject({
            id: z.string().min(1),
            title: inThreeSchema,
            /** `gpa`; level of the best fitting language, A1 = 1 to native = 7; credits earned; points of the commission under the criterion's id. */
            of: z.enum(['gpa', 'language-level', 'credits-earned', 'points']),
            weight: rationalSchema,
            worst: rationalSchema,
            best: rationalSchema,
          })
          .refine(({ weight }) => weight.gt(Rational.ZERO), 'a weight is above zero')
          .refine(({ worst, best }) => !worst.eq(best), 'the best value differs from the worst'),
      )
      .min(1),
    /** Asked in this order when scores are equal; the higher figure wins, of days the earlier. */
    tieBreaks: z.array(z.enum(['gpa', 'language-level', 'credits-earned', 'submitted-on'])),
    /** Most places on the reserve list; null = everybody who gets no seat. */
    reserve: z.number().int().nonnegative().nullable(),
  }),
  z.strictObject({
    kind: z.literal('precedents'),
    ...policyShape,
    /** Calendar months for which a decision counts. */
    approvedMonths: z.number().int().positive(),
    refusedMonths: z.number().int().positive(),
    /** Text distance, 0 to 1, beyond which a precedent is opened again. */
    reopenBeyond: rationalSchema,
    /** True: changed credits of a course open it too. */
    reopenOnCredits: z.boolean(),
    /** A precedent that ends within so many days is listed. */
    warnDays: z.number().int().nonnegative(),
  }),
  z.strictObject({
    kind: z.literal('times'),
    ...policyShape,
    /** Days in which each step should be done, counted from the day the case came into the state; `machine.state` -> days. */
    steps: z.record(
      z.string().refine((key) => STEPS.has(key), 'expected a machine and one of its states, such as "plan.submitted"'),
      z.number().int().positive(),
    ),
    /** Hours in which a decision can be taken back: until then nobody is told of it, and it is no precedent. Of these moves, as `machine.event`. */
    grace: z
      .strictObject({
        hours: z.number().int().nonnegative(),
        moves: z.array(
          z
            .string()
            .refine((key) => MOVES.has(key), 'expected a machine and one of its events, such as "plan.approve"'),
        ),
      })
      .default({ hours: 0, moves: [] }),
    /** Days after a decision in which it can be appealed. */
    appealDays: z.number().int().positive(),
    /** Days after the end of the stay by which the transcript should be here. */
    transcriptDays: z.number().int().positive(),
    /** Reminders go out so many days before a deadline; a negative number is after it. */
    remindDays: z.array(z.number().int()).min(1),
  }),
  retentionPolicySchema,
  // A coded reason. `ewp`: its code in Erasmus Without Paper, where there is one.
  z.strictObject({
    kind: z.literal('reason'),
    ...policyShape,
    uses: z.array(reasonUseSchema).min(1),
    ewp: z.string().nullable().default(null),
  }),
  // Who is told when. What is said stands in rules/texts as `notice-<id>` and `notice-<id>-text`.
  z
    .strictObject({
      kind: z.literal('notice'),
      ...policyShape,
      /** An event of a machine (`create`: it has come into being), or a deadline that comes near. */
      on: z.union([
        z
          .strictObject({ machine: machineIdSchema, events: z.array(z.string()).min(1) })
          .refine(
            ({ machine, events }) =>
              events.every((event) => event === 'create' || EVENTS[machine].safeParse(event).success),
            'no such event',
          ),
        /** With `of`: of these cases alone. */
        z.strictObject({ deadline: deadlineKindSchema, of: machineIdSchema.optional() }),
      ]),
      to: z.array(roleSchema).min(1),
    })
    .omit({ title: true }),
]);
export type ProcessRule = z.infer<typeof processRuleSchema>;
export type CompetitionPolicy = Extract<ProcessRule, { kind: 'competition' }>;
export type PrecedentPolicy = Extract<ProcessRule, { kind: 'precedents' }>;
export type TimesPolicy = Extract<ProcessRule, { kind: 'times' }>;
export type StatedReason = Extract<ProcessRule, { kind: 'reason' }>;
export type NoticeRule = Extract<ProcessRule, { kind: 'notice' }>;

/** The folders rules/eligibility, rules/documents and rules/process, validated; src/mobility selects from it by date. */
export interface ProcessBook {
  readonly eligibility: readonly EligibilityPolicy[];
  readonly documents: readonly DocumentPolicy[];
  readonly competitions: readonly CompetitionPolicy[];
  readonly precedents: readonly PrecedentPolicy[];
  readonly times: readonly TimesPolicy[];
  readonly retention: readonly RetentionPolicy[];
  readonly reasons: readonly StatedReason[];
  readonly notices: readonly NoticeRule[];
}
