/** Credit units and grade scales as dated data: the shapes of rules/credit-units and rules/scales. */
import { z } from 'zod';
import { levelSchema } from './course.ts';
import { rationalSchema } from './rational.ts';
import { localisedSchema } from './text.ts';

/** Validity, both ends inclusive; null = open. An end is written as an end. */
export const datedShape = {
  validFrom: z.iso.date().nullable().default(null),
  validTo: z.iso.date().nullable().default(null),
  source: z.string().min(1),
  confidence: z.enum(['high', 'medium', 'low']),
};

/** One credit unit. `ectsPerUnit` null = not convertible by a ratio (Turkish local credits); a range keeps all published ratios. */
export const creditUnitSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  name: localisedSchema,
  country: z.string(),
  /** Printed names by which files call it; compared by letters and digits alone, any case. */
  aliases: z.array(z.string()).default([]),
  /** True: words such as "credits" and "кр.", which many systems use and which name no unit by themselves. */
  general: z.boolean().default(false),
  ectsPerUnit: z
    .strictObject({ value: rationalSchema, min: rationalSchema.optional(), max: rationalSchema.optional() })
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

export const gradeScaleSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9_]+$/),
  /** Name shared by the dated members of one scale: `kz` for kz_2011 and kz_2018. At most one member is valid on a day. */
  family: z
    .string()
    .regex(/^[a-z0-9_]+$/)
    .nullable()
    .default(null),
  name: localisedSchema,
  country: z.string(),
  /** The universities whose own scale it is; empty for a national scale or a common convention. */
  institutions: z.array(z.string()).default([]),
  /** Other names by which files and people call it; compared by letters and digits alone, any case. */
  aliases: z.array(z.string()).default([]),
  /** Names of a country whose universities grade by scales of their own: such a name is a question, unless the university is known. */
  askedAs: z.array(z.string()).default([]),
  kind: z.enum(['numeric', 'symbols']),
  direction: z.enum(['higher-is-better', 'lower-is-better']),
  /** Best, lowest passing and worst value, in the scale's own numbers. */
  best: rationalSchema,
  pass: rationalSchema,
  worst: rationalSchema,
  /** The lowest pass of a cycle where it is not `pass`: a number of a numeric scale, a symbol of the others. */
  passByLevel: z.partialRecord(levelSchema, z.string()).default({}),
  /** The lowest grade of a cycle that passes under the host's own conditions alone, by symbol: from it up to the pass mark a person asks. */
  askedByLevel: z.partialRecord(levelSchema, z.string()).default({}),
  /** Smallest step between two numeric grades; null = any value between worst and best. */
  step: rationalSchema.nullable().default(null),
  /** One grade of a scale. `rank` 1 = best. */
  grades: z
    .array(
      z.strictObject({
        symbol: z.string(),
        aliases: z.array(z.string()).default([]),
        /** Numeric value used by formulas (points or the number itself). */
        value: rationalSchema.nullable().default(null),
        /** Band of whole numbers, both ends inclusive: of percent, or of the scale's own numbers when its kind is numeric. */
        percent: z.tuple([rationalSchema, rationalSchema]).nullable().default(null),
        /** The widest band that any university prints, where they differ: the letter stands for a number in it, and a number names no letter. */
        span: z.tuple([rationalSchema, rationalSchema]).nullable().default(null),
        passing: z.boolean(),
        /** True: a pass only under the host's own conditions (Turkish DC, DD), so a person asks. */
        conditional: z.boolean().default(false),
        traditional: localisedSchema.nullable().default(null),
      }),
    )
    .default([]),
  /** Words that cover a range of numbers: they confirm the number beside them and are no grade by themselves. */
  words: z
    .array(
      z.strictObject({
        word: z.string(),
        aliases: z.array(z.string()).default([]),
        range: z.tuple([rationalSchema, rationalSchema]),
      }),
    )
    .default([]),
  /** What is printed behind a number and says nothing more: `valores`, `puan`. */
  suffixes: z.array(z.string()).default([]),
  /** A symbol that is no grade: pass without grade, fail without grade, withdrawn, incomplete, audit. */
  special: z
    .array(
      z.strictObject({
        symbol: z.string(),
        aliases: z.array(z.string()).default([]),
        meaning: z.enum(['passed-without-grade', 'failed', 'withdrawn', 'incomplete', 'not-assessed', 'transferred']),
      }),
    )
    .default([]),
  note: z.string().optional(),
  ...datedShape,
});
export type GradeScale = z.infer<typeof gradeScaleSchema>;
