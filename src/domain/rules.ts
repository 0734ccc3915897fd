/** Law and policy as dated data: the shapes of the files in rules/. Every record names its source and its dates. */
import { z } from 'zod';
import { Rational, rationalSchema } from './rational.ts';
import { type CreditUnit, datedShape, type GradeScale } from './scales.ts';
import { localisedSchema } from './text.ts';

const roundingSchema = z.enum(['half-up', 'half-even', 'half-down', 'floor', 'ceil']);

/**
 * One row of a conversion table: a host symbol, number or `from..to` range of numbers -> a home grade, or a range of home grades.
 * `percent` only where the source prints one.
 */
const conversionRowSchema = z.strictObject({
  host: z.string().min(1),
  home: z.string().min(1),
  percent: rationalSchema.nullable().default(null),
  /** Coefficients of a polynomial in the host's number, lowest power first, that gives the home number; `home` is then a name for it. */
  formula: z.array(rationalSchema).min(1).optional(),
});

export type ConversionRow = z.infer<typeof conversionRowSchema>;

/** A published table from one scale to another: a partner's own (`institution` set) or a national one. */
export const conversionSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  name: localisedSchema,
  /** Scale ids or families. */
  hostScale: z.string(),
  homeScale: z.string(),
  institution: z.string().nullable().default(null),
  /** True: used only where a policy or a question names it, because another table is the institution's or the country's. */
  onlyNamed: z.boolean().default(false),
  table: z.array(conversionRowSchema).min(1),
  note: z.string().optional(),
  ...datedShape,
});
export type Conversion = z.infer<typeof conversionSchema>;

/** How often each grade was given; fails may be listed, they are left out of every comparison. */
export const gradeCountsSchema = z
  .array(z.strictObject({ grade: z.string(), count: z.number().int().nonnegative() }))
  .min(1);
export type GradeCounts = z.infer<typeof gradeCountsSchema>;

/** A reference group's distribution of grades (ECTS Users' Guide 2015, annex on grading tables). */
export const gradingTableSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  institution: z.string(),
  /** Scale id or family. */
  scale: z.string(),
  /** ISCED-F 2013 field of the group, 2 to 4 digits; null = the whole institution. */
  iscedF: z
    .string()
    .regex(/^\d{2,4}$/)
    .nullable()
    .default(null),
  /** Cycle of the group; null = every cycle. */
  level: z.enum(['bachelor', 'master', 'doctorate']).nullable().default(null),
  /** The years counted, as printed. */
  years: z.string().nullable().default(null),
  counts: gradeCountsSchema,
  /** False: the source gives shares alone, so the counts are proportions and their sum is no number of students. */
  sampleStated: z.boolean().default(true),
  ...datedShape,
});
export type GradingTable = z.infer<typeof gradingTableSchema>;

/**
 * Which of the overlapping home grades is taken, decided in advance (ECTS Users' Guide): the worst, the best, the mean of the overlapped
 * grades each counted once, the mean weighted by the overlap, or the grade with the largest overlap. A mean is snapped to the nearest
 * overlapped grade, a tie to the better.
 */
const overlapChoiceSchema = z.enum(['minimum', 'plain-average', 'weighted-average', 'maximum', 'largest-overlap']);
export type OverlapChoice = z.infer<typeof overlapChoiceSchema>;

const formulaShape = {
  /** Fewer passing grades on the host scale than this: recognised without a grade (Goettingen). */
  minPassingGrades: z.number().int().positive().default(4),
  /** Best mark that is given in practice, or another pass mark, for one host scale: French 18 instead of 20. */
  practical: z
    .array(
      z.strictObject({
        hostScale: z.string(),
        best: rationalSchema.optional(),
        pass: rationalSchema.optional(),
        source: z.string(),
      }),
    )
    .default([]),
  source: z.string(),
};

/** End of a home range `from..to` that is taken. */
const rangeEndSchema = z.enum(['minimum', 'maximum']).default('minimum');

/** One rung of the conversion ladder; tried in order, each falls to the next when its conditions fail. */
const ladderStepSchema = z.discriminatedUnion('method', [
  z.strictObject({ method: z.literal('same-scale') }),
  z.strictObject({
    /** Distribution to distribution, by the grading tables of both sides. */
    method: z.literal('grading-tables'),
    choose: overlapChoiceSchema,
    /** Fewest passing grades that either table may rest on. */
    minSample: z.number().int().positive(),
    /** A table of shares whose number of students is not stated (EWP): used, and the derivation says so, or passed over. */
    unstatedSample: z.enum(['use', 'pass-over']).default('use'),
    source: z.string(),
  }),
  z.strictObject({
    /** An old ECTS letter as the band 10/25/30/25/10 of passing students, laid over the home table. */
    method: z.literal('ects-bands'),
    choose: overlapChoiceSchema,
    minSample: z.number().int().positive(),
    unstatedSample: z.enum(['use', 'pass-over']).default('use'),
    source: z.string(),
  }),
  z.strictObject({
    method: z.literal('fixed-table'),
    hostScale: z.string().describe('scale id or family'),
    hostInstitution: z.string().optional(),
    /** Id of a conversion in rules/conversions whose rows are used; else `table` is written out here. */
    conversion: z.string().optional(),
    table: z.array(conversionRowSchema).default([]),
    choose: rangeEndSchema,
    source: z.string(),
  }),
  /** The installed table of the host institution itself, or of its country, from the host scale to the home scale. */
  z.strictObject({ method: z.literal('partner-table'), choose: rangeEndSchema }),
  z.strictObject({ method: z.literal('national-table'), choose: rangeEndSchema }),
  z.strictObject({
    method: z.literal('linear-percent'),
    /** percent = low + (100 - low)(grade - pass)/(best - pass) on the host scale, then the home letter table. */
    rounding: roundingSchema,
    ...formulaShape,
  }),
  z.strictObject({
    method: z.literal('modified-bavarian'),
    /** Rounding of the formula's result to `step`, towards the better or worse grade as the mode says. */
    rounding: roundingSchema,
    step: rationalSchema,
    /** `none`: the number stands; else the home scale's own step: the nearest (a tie to the better) or the next better one. */
    snap: z.enum(['none', 'nearest', 'better']).default('none'),
    ...formulaShape,
  }),
  z.strictObject({
    method: z.literal('credit-without-grade'),
    /** A graded pass that no rung above converts: credited without its grade, or left to a person unless its scale is too coarse for a formula. */
    graded: z.enum(['credit', 'person']).default('credit'),
    source: z.string(),
  }),
]);
export type LadderStep = z.infer<typeof ladderStepSchema>;

/** What the policy does with rows and bundles; the defaults are the careful ones. */
const recognitionPolicySchema = z.strictObject({
  /** Which attempt of a repeated course counts; `average`: the mean of the grades of all of them. */
  repeats: z.enum(['latest', 'best', 'first', 'average']).default('latest'),
  /** A pass without a grade: credited without a grade, refused, or left to a person. */
  passWithoutGrade: z.enum(['credit', 'refuse', 'person']).default('credit'),
  /** A bundle of graded and ungraded passes: mean of the graded part, or no grade at all. */
  mixedBundle: z.enum(['graded-part', 'without-grade']).default('graded-part'),
  /** Lowest home grade that is recognised, by symbol; null = every pass. */
  minimumGrade: z.string().nullable().default(null),
  /** Passed courses outside the plan: additional achievements, an elective block of this policy, or not recognised. */
  notInPlan: z.enum(['additional', 'elective-block', 'refuse']).default('additional'),
  /** Name of the elective block that takes remainders and, if so ruled, courses outside the plan. */
  electiveBlock: z.string().default('Free electives'),
  /** Score of a renamed course from which the matcher's proposal counts, and from which a person is asked. */
  renamed: z.strictObject({ accept: z.number(), ask: z.number() }).default({ accept: 0.75, ask: 0.5 }),
  /** Oldest credit that is recognised, in whole years; `byGrade` overrides it for home grades at least this good, best first. */
  maxAge: z
    .strictObject({
      years: z.number().int().positive(),
      byGrade: z.array(z.strictObject({ from: z.string(), years: z.number().int().positive() })).default([]),
    })
    .nullable()
    .default(null),
  /** Cap of the academic difference in home credits; above it the recognition carries a warning. */
  maxDifference: rationalSchema.nullable().default(null),
});

/** A dated, sourced rule set that selects scales, conversion ladder, rounding and thresholds. */
export const policySchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.string(),
  title: localisedSchema,
  institution: z.string(),
  /** `law` only with a legal source read; else the institution's own. */
  authority: z.enum(['law', 'institution']),
  homeScale: z.string().describe('scale id, or the family whose dated member applies, e.g. kz'),
  homeUnit: z.string(),
  credits: z.strictObject({
    /**
     * Where the ratio of a unit comes from: its own published value, 60 over its units per year, or its hours over `hoursPerEcts`. A unit
     * that states no single such number keeps its own value, and the derivation says so.
     */
    basis: z.enum(['unit', 'year', 'hours']).default('unit'),
    hoursPerEcts: rationalSchema.default(() => Rational.of(30)),
    /** Named alternative ratio, or an exact ratio of the policy's own, per unit id; without an entry the unit's own value. */
    ratios: z.record(z.string(), z.string()).default({}),
    /** Rounding of a converted total, once, at the end; null = keep exact. */
    rounding: z.strictObject({ mode: roundingSchema, step: rationalSchema }).nullable(),
    /** `home`: the home course's credits are awarded; `host`: the converted host credits. */
    granted: z.enum(['home', 'host']),
    /** Share of the home credits that host credits may fall short without a person (0 to 1). */
    shortfallTolerance: rationalSchema,
    /** A larger shortfall: left to a person, or the host's credits alone are awarded. */
    shortfall: z.enum(['person', 'partial']).default('person'),
    /** Host credits beyond the home credits: recorded only, or credited to the elective block. */
    surplus: z.enum(['record', 'elective-block']).default('record'),
  }),
  grades: z.strictObject({
    ladder: z.array(ladderStepSchema).min(1),
    percentRounding: roundingSchema,
    /** Letter of a bundle's mean of points: the nearest (a tie to the better) or the next lower one. */
    meanSnap: z.enum(['nearest', 'lower']).default('nearest'),
  }),
  recognition: recognitionPolicySchema.default(() => recognitionPolicySchema.parse({})),
  gpa: z.strictObject({
    failedCount: z.boolean(),
    withoutGradeCount: z.literal(false),
    digits: z.number().int().min(0).max(4),
    rounding: roundingSchema,
    /** False: recognised grades are shown and stay out of the average (NUS). */
    recognisedCount: z.boolean().default(true),
  }),
  planning: z.strictObject({
    minEcts: rationalSchema,
    maxEcts: rationalSchema,
    /** Matches of a lesser verdict are never planned without a pin: their home courses are not covered. A request may raise it. */
    minVerdict: z.enum(['review', 'suggest']).default('review'),
    /** The same for a figure, beside the verdict. */
    minScore: z.number().optional(),
    /** A host course may cover a home course when its ECTS are at least this share of the home ECTS. */
    minCreditShare: rationalSchema,
    maxCreditShare: rationalSchema,
    /** Worth of a credit of an owed course beside one of an elective course. */
    compulsoryWeight: z.number().positive(),
    /** True: owed courses come first whatever the elective ones are worth, so none gives way to an elective course. Default false. */
    compulsoryFirst: z.boolean().optional(),
    /** Most courses on either side of one bundle (n:m). Default 2 and 2. */
    bundle: z
      .strictObject({ maxHome: z.number().int().min(1).max(3), maxHost: z.number().int().min(1).max(3) })
      .optional(),
    /** Worth of an ECTS credit in an elective block, which no content supports, beside a certain match. Default 0.3. */
    electiveBlockWeight: z.number().min(0).max(1).optional(),
    /** `required` (default): only what the student has passed or takes in an earlier term; `noted`: a remark beside the bundle. */
    prerequisites: z.enum(['required', 'noted']).optional(),
    /** Probability of a bundle that was approved before, exactly so. Default 0.95. */
    precedentProbability: z.number().min(0).max(1).optional(),
    /** At most `atMost` bundles below the strength `below`; pins are a person's decision and do not count. */
    maxUncertain: z.strictObject({ below: z.number(), atMost: z.number().int().nonnegative() }).optional(),
    /** Most ECTS of the period that may stay uncovered (academic difference). */
    maxDifferenceEcts: rationalSchema.optional(),
  }),
  /** What the sources cited here are called in other languages, each by its text as it stands. */
  sourceNames: z.record(z.string(), localisedSchema).optional(),
  note: z.string().optional(),
  ...datedShape,
});
export type Policy = z.infer<typeof policySchema>;

/** Everything in rules/, validated: what `rulesAt(book, date)` selects from. */
export interface RuleBook {
  readonly units: readonly CreditUnit[];
  readonly scales: readonly GradeScale[];
  readonly conversions: readonly Conversion[];
  readonly gradingTables: readonly GradingTable[];
  readonly policies: readonly Policy[];
}
