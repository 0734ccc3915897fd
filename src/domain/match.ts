/** One home course with one host course: a score, its evidence, and what is shared and missing. */
import { z } from 'zod';
import { courseCreditsSchema } from './course.ts';
import { reasonSchema } from './reasons/index.ts';

/**
 * One factor of a score. `contribution` is what this factor adds; the contributions of a match, in order, sum to its score.
 * `key` names the factor, `reason` says it.
 */
export const evidenceSchema = z.object({
  key: z.string(),
  reason: reasonSchema,
  /** The factor as measured, before weighting (for example a cosine of 0 to 1); null for a constant. */
  value: z.number().nullable(),
  contribution: z.number(),
});
export type Evidence = z.infer<typeof evidenceSchema>;

/** A topic word with its place in a text: `text.slice(start, end)` quotes it. `weight` is its share of the text's information, 0 to 1. */
export const topicSchema = z.object({
  term: z.string(),
  weight: z.number(),
  quotes: z.array(
    z.object({
      side: z.enum(['home', 'host']),
      field: z.enum(['title', 'description', 'outcomes']),
      language: z.string(),
      start: z.number().int(),
      end: z.number().int(),
      text: z.string(),
    }),
  ),
});
export type Topic = z.infer<typeof topicSchema>;

/** What a match is good for, by a measured precision; the worst first. */
export const verdictSchema = z.enum(['no-safe-match', 'review', 'suggest']);
export type Verdict = z.infer<typeof verdictSchema>;

export const matchSchema = z.object({
  /** Codes as they stood in the sources. */
  homeCode: z.string(),
  hostCode: z.string(),
  homeTitle: z.string(),
  hostTitle: z.string(),
  /** 1 = best. */
  rank: z.number().int().positive(),
  /** Sum of the evidence. Comparable between matches of one run; not a probability. */
  score: z.number(),
  /** Calibrated probability that a person would approve this match, 0 to 1; absent while the model is not calibrated. */
  probability: z.number().min(0).max(1).optional(),
  verdict: verdictSchema.optional(),
  /** Name of the weights that probability and verdict rest on. */
  model: z.string().optional(),
  evidence: z.array(evidenceSchema),
  shared: z.array(topicSchema),
  /** Topics of the home course that the host course lacks. */
  missing: z.array(topicSchema),
  /** Topics of the host course that the home course lacks. */
  surplus: z.array(topicSchema),
  /** Credits as printed on both sides, never converted here. */
  credits: z.object({ home: courseCreditsSchema.nullable(), host: courseCreditsSchema.nullable() }),
  levels: z.object({ home: z.string().nullable(), host: z.string().nullable() }),
  precedents: z.array(
    z.object({
      decision: z.enum(['approved', 'refused']),
      /** `exact`: the same pair of courses; `similar`: a like course for the same candidate. */
      kind: z.enum(['exact', 'similar']),
      /** False when over on the day of the query, to come or contradicted, as `reason` says: shown, not counted. */
      counts: z.boolean(),
      reason: reasonSchema,
      homeInstitution: z.string(),
      homeCode: z.string(),
      homeTitle: z.string(),
      hostInstitution: z.string(),
      hostCode: z.string(),
      decidedOn: z.string().nullable(),
      validUntil: z.string().nullable(),
      /** 0 to 1, in hundredths; 1 for an exact one. */
      similarity: z.number(),
    }),
  ),
  /** Remarks, for example `stub-resolved-host` or `no-description-home`. */
  notes: z.array(reasonSchema),
});
export type Match = z.infer<typeof matchSchema>;

/** All matches of one home course, best first; `matches` is empty when nothing shares a term with it. */
export const courseMatchesSchema = z.object({
  homeCode: z.string(),
  homeTitle: z.string(),
  verdict: matchSchema.shape.verdict,
  matches: z.array(matchSchema),
});
export type CourseMatches = z.infer<typeof courseMatchesSchema>;

/** What a result rests on, so that it can be made again. */
export const matchBasisSchema = z.object({
  engine: z.string(),
  model: z.string(),
  /** False: `score` orders, and says nothing about how often such a match is right. */
  calibrated: z.boolean(),
});
export type MatchBasis = z.infer<typeof matchBasisSchema>;
