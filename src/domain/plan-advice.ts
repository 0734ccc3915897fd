/** What is said beside a plan: its figures, alternatives, conflicts, amendments, and hosts compared. */
import { z } from 'zod';
import { bundleSchema, planChangeSchema, planSchema } from './plan.ts';
import { problemSchema } from './problem.ts';
import { rationalSchema } from './rational.ts';
import { reasonSchema } from './reasons/index.ts';

/** A plan in figures, for laying plans side by side. */
const planFiguresSchema = z.object({
  /** ECTS of the home courses replaced by content. */
  homeEcts: rationalSchema,
  /** The same, each bundle weighted by its strength: what is recognised on average if strengths are probabilities. */
  expectedEcts: z.number(),
  /** ECTS of places in elective blocks. */
  blockEcts: rationalSchema,
  hostEcts: rationalSchema,
  /** Host courses to take. */
  courses: z.number().int(),
  /** Compulsory and university courses covered, of those not passed before. */
  owedCovered: z.number().int(),
  owedTotal: z.number().int(),
  /** Strength of the weakest bundle that replaces content; null without any. */
  weakest: z.number().nullable(),
});
export type PlanFigures = z.infer<typeof planFiguresSchema>;

/** A plan beside the best one. Codes are those of host courses. */
export const planAlternativeSchema = z.object({
  plan: planSchema,
  figures: planFiguresSchema,
  /** Host courses that the best plan lacks, and those of the best plan that are left out; both empty for the best plan. */
  added: z.array(z.string()),
  dropped: z.array(z.string()),
  /** What is gained and lost against the best plan. */
  trade: reasonSchema,
});
export type PlanAlternative = z.infer<typeof planAlternativeSchema>;

/** Why there is no plan. */
export const planConflictSchema = z.object({
  /** Fewest rules that cannot be kept together; leaving out any one of them resolves this conflict. */
  rules: z.array(z.object({ name: reasonSchema, why: reasonSchema })),
  /** What would have to give way, one rule each where that is enough: how much, and the nearest plan then. */
  relaxations: z.array(z.object({ rules: z.array(reasonSchema), explanation: reasonSchema, plan: planSchema })),
});
export type PlanConflict = z.infer<typeof planConflictSchema>;

/** The smallest change to a plan that answers what happened. */
export const planAmendmentSchema = z.object({
  changes: z.array(planChangeSchema),
  /** The plan after the change. */
  plan: planSchema,
  kept: z.array(bundleSchema),
  removed: z.array(bundleSchema),
  added: z.array(bundleSchema),
  before: planFiguresSchema,
  after: planFiguresSchema,
  summary: reasonSchema,
});
export type PlanAmendment = z.infer<typeof planAmendmentSchema>;

/** Why a course is not in the best plan, and the best plan that has it; null where none may. */
export const planWhyNotSchema = z.object({ why: reasonSchema, plan: planSchema.nullable() });
export type PlanWhyNot = z.infer<typeof planWhyNotSchema>;

/** A plan as a person made it: the rules that it breaks, and how it stands beside the best one; null where there is none. */
export const planEvaluationSchema = z.object({
  plan: planSchema,
  figures: planFiguresSchema,
  broken: z.array(problemSchema),
  best: planFiguresSchema.nullable(),
  trade: reasonSchema.nullable(),
});
export type PlanEvaluation = z.infer<typeof planEvaluationSchema>;

/** One host for one curriculum. */
export const hostComparisonSchema = z.object({
  /** 1 = best; hosts that cannot be told apart have the same. */
  rank: z.number().int().positive(),
  /** Within these the credits expected to be recognised lie as far as the probabilities hold; null without a plan. */
  interval: z.object({ low: z.number(), high: z.number() }).nullable(),
  /** What about its catalogue makes the comparison less sure. */
  notes: z.array(reasonSchema),
  host: z.object({ institution: z.string(), academicYear: z.string().nullable() }),
  /** The best plan at this host with no minimum of ECTS, so that hosts below it can be compared too; null when there is none. */
  plan: planSchema.nullable(),
  figures: planFiguresSchema.nullable(),
  /** True when that plan reaches the minimum of the request. */
  reachesMinimum: z.boolean(),
  /** Share of the replaced home credits that would be lost on average, 0 to 1; null without a plan. */
  risk: z.number().nullable(),
  /** Host ECTS of the plan by language of teaching; `unknown` where the catalogue does not say. A course in several counts in its first. */
  languages: z.record(z.string(), rationalSchema),
  summary: reasonSchema,
});
export type HostComparison = z.infer<typeof hostComparisonSchema>;
