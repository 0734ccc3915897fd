/** Law and policy as dated data: the shapes of the files in rules/. Every record names its source and its dates. */
import { z } from 'zod';
import { rationalSchema } from './rational.ts';
import { localisedSchema } from './text.ts';

/** Validity, both ends inclusive; null = open. An end is written as an end. */
const datedShape = {
  validFrom: z.iso.date().nullable().default(null),
  validTo: z.iso.date().nullable().default(null),
  source: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
};

/** One credit unit. `ectsPerUnit` null = not convertible by a ratio (Turkish local credits); a range keeps all published ratios. */
export const creditUnitSchema = z.object({
  id: z.string().regex(/^[a-z0-9_]+$/),
  name: localisedSchema,
  country: z.string(),
  /** Printed names by which files call it; compared by letters and digits alone, any case. */
  aliases: z.array(z.string()).default([]),
  ectsPerUnit: z
    .object({ value: rationalSchema, min: rationalSchema.optional(), max: rationalSchema.optional() })
    .nullable(),
  /** Other published ratios by name, for policies that choose them, e.g. `umap-workload: "1.5"`. */
  alternatives: z.record(z.string(), rationalSchema).default({}),
  unitsPerYear: z.string().nullable().default(null),
  hoursPerUnit: z.string().nullable().default(null),
  basis: z.string(),
  note: z.string().optional(),
  ...datedShape,
});
export type CreditUnit = z.infer<typeof creditUnitSchema>;

/** One grade of a scale. `rank` 1 = best. */
export const scaleGradeSchema = z.object({
  symbol: z.string(),
  aliases: z.array(z.string()).default([]),
  /** Numeric value used by formulas (points or the number itself). */
  value: rationalSchema.nullable().default(null),
  /** Percent band, both ends inclusive, on the whole-number percent scale. */
  percent: z.tuple([rationalSchema, rationalSchema]).nullable().default(null),
  passing: z.boolean(),
  traditional: localisedSchema.nullable().default(null),
});

/** A symbol that is no grade: pass without grade, fail without grade, withdrawn, incomplete, audit. */
export const specialSymbolSchema = z.object({
  symbol: z.string(),
  aliases: z.array(z.string()).default([]),
  meaning: z.enum(['passed-without-grade', 'failed', 'withdrawn', 'incomplete', 'not-assessed', 'transferred']),
});

export const gradeScaleSchema = z.object({
  id: z.string().regex(/^[a-z0-9_]+$/),
  name: localisedSchema,
  country: z.string(),
  kind: z.enum(['numeric', 'symbols']),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  /** Best, lowest passing and worst value, in the scale's own numbers. */
  best: rationalSchema,
  pass: rationalSchema,
  worst: rationalSchema,
  /** Smallest step between two numeric grades; null = any value between worst and best. */
  step: rationalSchema.nullable().default(null),
  grades: z.array(scaleGradeSchema).default([]),
  special: z.array(specialSymbolSchema).default([]),
  note: z.string().optional(),
  ...datedShape,
});
export type GradeScale = z.infer<typeof gradeScaleSchema>;

const roundingSchema = z.enum(['half-up', 'half-even', 'half-down', 'floor', 'ceil']);

/** One rung of the conversion ladder; tried in order, each falls to the next when its conditions fail. */
export const ladderStepSchema = z.discriminatedUnion('method', [
  z.object({ method: z.literal('same-scale') }),
  z.object({
    method: z.literal('fixed-table'),
    /** Host symbol or `from..to` range -> home letter. */
    hostScale: z.string(),
    hostInstitution: z.string().optional(),
    table: z.array(z.object({ host: z.string(), home: z.string() })),
    source: z.string(),
  }),
  z.object({
    method: z.literal('linear-percent'),
    /** percent = low + (100 - low)(grade - pass)/(best - pass) on the host scale, then the home letter table. */
    rounding: roundingSchema,
    minPassingGrades: z.number().int().positive().default(4),
    source: z.string(),
  }),
  z.object({
    method: z.literal('modified-bavarian'),
    rounding: roundingSchema,
    step: rationalSchema,
    minPassingGrades: z.number().int().positive().default(4),
    source: z.string(),
  }),
  z.object({ method: z.literal('credit-without-grade'), source: z.string() }),
]);
export type LadderStep = z.infer<typeof ladderStepSchema>;

/** A dated, sourced rule set that selects scales, conversion ladder, rounding and thresholds. */
export const policySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string(),
  title: localisedSchema,
  institution: z.string(),
  /** `law` only with a legal source read; else the institution's own. */
  authority: z.enum(['law', 'institution']),
  homeScale: z.string().describe('scale id, or the id prefix whose dated member applies, e.g. kz'),
  homeUnit: z.string(),
  credits: z.object({
    /** Named alternative ratio per unit id; without an entry the unit's own value. */
    ratios: z.record(z.string(), z.string()).default({}),
    /** Rounding of a converted total, once, at the end; null = keep exact. */
    rounding: z.object({ mode: roundingSchema, step: rationalSchema }).nullable(),
    /** `home`: the home course's credits are awarded; `host`: the converted host credits. */
    granted: z.enum(['home', 'host']),
    /** Share of the home credits that host credits may fall short without a person (0 to 1). */
    shortfallTolerance: rationalSchema,
  }),
  grades: z.object({
    ladder: z.array(ladderStepSchema).min(1),
    percentRounding: roundingSchema,
  }),
  gpa: z.object({
    failedCount: z.boolean(),
    withoutGradeCount: z.literal(false),
    digits: z.number().int().min(0).max(4),
    rounding: roundingSchema,
  }),
  planning: z.object({
    minEcts: rationalSchema,
    maxEcts: rationalSchema,
    /** Matches scoring below are never planned without a pin. */
    minScore: z.number(),
    /** A host course may cover a home course when its ECTS are at least this share of the home ECTS. */
    minCreditShare: rationalSchema,
    maxCreditShare: rationalSchema,
    compulsoryWeight: z.number().positive(),
  }),
  ...datedShape,
});
export type Policy = z.infer<typeof policySchema>;

/** Everything in rules/, validated: what `rulesAt(book, date)` selects from. */
export interface RuleBook {
  readonly units: readonly CreditUnit[];
  readonly scales: readonly GradeScale[];
  readonly policies: readonly Policy[];
}
