/** A decision on a bundle as memory: which courses for which, under which texts, until when. It has no place for a person. */
import { z } from 'zod';
import { courseCreditsSchema } from './course.ts';
import { idSchema, ruleCodeSchema } from './people.ts';
import { rationalSchema } from './rational.ts';
import { bridgeSchema } from './study-plan.ts';
import { languageSchema, localisedSchema } from './text.ts';

/** A course as it was written when the decision was made. */
export const precedentCourseSchema = z.strictObject({
  code: z.string(),
  titles: localisedSchema,
  descriptions: z.record(languageSchema, z.string()).default({}),
  outcomes: z.record(languageSchema, z.array(z.string())).default({}),
  credits: courseCreditsSchema.nullable(),
  /** Of the canonical text of all of the above; another hash is another text. */
  contentHash: z.string().regex(/^[0-9a-f]{64}$/),
});
export type PrecedentCourse = z.infer<typeof precedentCourseSchema>;

/** n:m. `home.courses` is empty for a place in an elective block, which `electiveBlock` names. */
export const bundlePrecedentSchema = z.strictObject({
  id: idSchema,
  home: z.strictObject({ institution: z.string(), courses: z.array(precedentCourseSchema) }),
  host: z.strictObject({ institution: z.string(), courses: z.array(precedentCourseSchema).min(1) }),
  electiveBlock: z.string().nullable(),
  decision: z.enum(['approved', 'approved-with-bridge', 'refused']),
  bridge: bridgeSchema.nullable(),
  /** Code of a refusal, from rules/process/*.yaml. */
  reason: ruleCodeSchema.nullable(),
  /** The institute whose directorate decided; never who. */
  institute: idSchema,
  decidedOn: z.iso.date(),
  /** Last day on which it counts. */
  validUntil: z.iso.date(),
  /** `reopened`: a text moved too far, a person decides again; until then it does not count. */
  status: z.enum(['counts', 'reopened', 'replaced']).default('counts'),
});
export type BundlePrecedent = z.infer<typeof bundlePrecedentSchema>;

/** What happened to one course of a precedent in a new catalogue or curriculum. `distance` null: the course is gone. */
export const precedentMoveSchema = z.strictObject({
  precedent: idSchema,
  side: z.enum(['home', 'host']),
  code: z.string(),
  /** 0 (the same words) to 1 (no word in common). */
  distance: rationalSchema.nullable(),
  creditsChanged: z.boolean(),
  reopens: z.boolean(),
  /** One English sentence with the figures. */
  explanation: z.string(),
});
export type PrecedentMove = z.infer<typeof precedentMoveSchema>;
