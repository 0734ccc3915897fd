/** The study plan (individual curriculum, ИУП): bundles of one stay, totals, and what stays uncovered. */
import { z } from 'zod';
import { courseCreditsSchema, curriculumCourseSchema, levelSchema, termSchema } from './course.ts';
import { evidenceSchema, matchBasisSchema, topicSchema, verdictSchema } from './match.ts';
import { rationalSchema } from './rational.ts';
import { reasonSchema } from './reasons/index.ts';
import { languageSchema, localisedSchema } from './text.ts';

/**
 * What a person may wish of a plan beside its period and its limits: the same in a request, on the command line and in the plan that keeps it. A home
 * course is named by its code, or by code and semester (`KAZ1101@2`) where the code stands in several semesters.
 */
export const planWishesSchema = z.object({
  languages: z.array(languageSchema).default([]).describe('that the student has; none = no restriction'),
  levels: z
    .array(levelSchema)
    .optional()
    .describe('of study that courses may be taken of; those of the home courses when left out'),
  minVerdict: z
    .enum(['review', 'suggest'])
    .optional()
    .describe("least verdict of what is planned without a pin; the policy's where that is higher"),
  mobility: z
    .enum(['external', 'internal'])
    .optional()
    .describe(
      'internal: the host is in the home country, where what the state prescribes can be taken; external when left out',
    ),
  pins: z
    .array(z.strictObject({ home: z.string().describe('code, or CODE@SEMESTER'), host: z.string() }))
    .default([])
    .describe('pairs that stay fixed'),
  bans: z.array(z.string()).default([]).describe('host courses that are left out'),
  preferred: z.array(z.string()).optional().describe('host courses that decide between plans that are equal otherwise'),
});
export type PlanWishes = z.input<typeof planWishesSchema>;
const { preferred, ...beforePassed } = planWishesSchema.shape;

/** A course inside a plan, with what reconciliation needs after the return. `ects` is exact and already converted. */
export const plannedCourseSchema = z.object({
  code: z.string(),
  /** Further codes of the same course, where it stands under several. */
  codes: z.array(z.string()).optional(),
  titles: localisedSchema,
  credits: courseCreditsSchema.nullable(),
  ects: rationalSchema,
  term: termSchema.nullable(),
  languages: z.array(languageSchema),
});
export type PlannedCourse = z.infer<typeof plannedCourseSchema>;

export const plannedHomeCourseSchema = plannedCourseSchema.extend({
  semester: z.number().int().nullable(),
  cycle: curriculumCourseSchema.shape.cycle.unwrap(),
  component: curriculumCourseSchema.shape.component.unwrap(),
});
export type PlannedHomeCourse = z.infer<typeof plannedHomeCourseSchema>;

/**
 * Host courses that together replace home courses (n:m). The link between the two sides is kept from proposal to protocol.
 * An elective block has `home` empty and `electiveBlock` set; `fills` names the place of the block that the host courses take.
 */
export const bundleSchema = z.object({
  id: z.string(),
  home: z.array(plannedHomeCourseSchema),
  host: z.array(plannedCourseSchema).min(1),
  electiveBlock: z.string().nullable().default(null),
  fills: z.array(plannedHomeCourseSchema).optional(),
  /** The match's score, and its probability once calibrated: of the bundle as a whole. */
  score: z.number(),
  probability: z.number().min(0).max(1).optional(),
  /** That of its weakest home course; absent in a plan that was made before bundles had one. */
  verdict: verdictSchema.optional(),
  evidence: z.array(evidenceSchema).default([]),
  shared: z.array(topicSchema).default([]),
  missing: z.array(topicSchema).default([]),
  /** True when a person fixed it. */
  pinned: z.boolean().default(false),
  /** What to look at although no rule forbids it, `term-unknown`, `language-unknown`, `level-differs`, `pin-overrides`, `prerequisite-open`, `approved-before`. */
  notes: z.array(reasonSchema).optional(),
});
export type Bundle = z.infer<typeof bundleSchema>;

/** Something that happened to a host course of a plan after it was made. */
export const planChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cancelled'), host: z.string() }),
  z.object({ kind: z.literal('failed'), host: z.string() }),
  z.object({ kind: z.literal('clash'), hosts: z.tuple([z.string(), z.string()]) }),
  z.object({ kind: z.literal('language'), host: z.string(), languages: z.array(languageSchema).min(1) }),
  z.object({ kind: z.literal('term'), host: z.string(), terms: z.array(termSchema).min(1) }),
]);
export type PlanChange = z.infer<typeof planChangeSchema>;

export const planSchema = z.object({
  format: z.literal('concord-plan'),
  version: z.literal(1),
  home: z.object({ institution: z.string(), programme: z.string().nullable() }),
  host: z.object({ institution: z.string(), academicYear: z.string().nullable() }),
  /**
   * What the plan was asked to keep. Every limit is in ECTS and holds for the whole stay. A home course is named by its code, or by code
   * and semester (`KAZ1101@2`) where the code stands in several semesters.
   */
  request: z.object({
    minEcts: rationalSchema,
    maxEcts: rationalSchema,
    /** The one term of the stay; null = not said, or both when `termLimits` is given. */
    term: z.enum(['autumn', 'spring']).nullable(),
    /** A stay of two terms: limits of each. A course of a whole year counts half in each. */
    termLimits: z
      .object({
        autumn: z.object({ minEcts: rationalSchema, maxEcts: rationalSchema }),
        spring: z.object({ minEcts: rationalSchema, maxEcts: rationalSchema }),
      })
      .optional(),
    semesters: z.array(z.number().int().min(1).max(12)),
    ...beforePassed,
    /** Codes that the student has passed: home courses are not planned again, host courses meet prerequisites. */
    passed: z.object({ home: z.array(z.string()), host: z.array(z.string()) }).optional(),
    preferred,
    /** Host courses that the plan had before an amendment: the student has not passed them. */
    lacked: z.array(z.string()).optional(),
    /** What is known of host courses beyond the catalogue, from amendments: clashes, other languages, other terms. */
    changes: z.array(planChangeSchema).optional(),
  }),
  bundles: z.array(bundleSchema),
  uncovered: z.array(
    z.object({
      home: plannedHomeCourseSchema,
      /** Why a home course is not covered. */
      reason: z.enum([
        'no-candidate',
        'low-score',
        'not-there',
        'term',
        'language',
        'level',
        'credits',
        'unit-unknown',
        'banned',
        'prerequisite',
        'lost-to-another',
        'credit-maximum',
        'already-passed',
        'taken-before',
        'clash',
        'refused-before',
        'rule-of-plan',
        // Of a plan made by hand: nothing stands against it.
        'not-taken',
      ]),
      /** The figures behind the reason. */
      explanation: reasonSchema,
      /** The best candidate that was not taken, when there was one. */
      candidate: z.object({ code: z.string(), title: z.string(), score: z.number() }).nullable(),
    }),
  ),
  totals: z.object({
    homeEcts: rationalSchema.describe(
      'ECTS of the home courses that the bundles cover, places of elective blocks included',
    ),
    hostEcts: rationalSchema.describe('ECTS of the host courses taken'),
    uncoveredEcts: rationalSchema.describe(
      'ECTS of the academic difference that would stay; courses passed before are none',
    ),
  }),
  solver: z.object({
    name: z.string(),
    /**
     * `optimal`: proven best of all plans that the rules allow; `best-among`: of those whose bundles were looked at, because there are too many;
     * `not-proven`: the time limit came first; `by-hand`: not chosen by the solver. `gap` says how far it may be off.
     */
    status: z.enum(['optimal', 'best-among', 'not-proven', 'by-hand']),
    gap: z.number().nullable(),
    objective: z.number(),
  }),
  basis: matchBasisSchema.extend({ policy: z.string(), policyVersion: z.string() }),
});
export type Plan = z.infer<typeof planSchema>;
export type PlanRequest = Plan['request'];
export type Uncovered = Plan['uncovered'][number];
