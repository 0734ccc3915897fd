/** A course of either side, as its institution describes it. */
import { z } from 'zod';
import { asideSchema, rowPlaceSchema } from './file-rows.ts';
import { rationalSchema } from './rational.ts';
import { languageSchema, localisedSchema } from './text.ts';

/** Autumn or spring; `year` runs over both and can not be taken in one alone. */
export const termSchema = z.enum(['autumn', 'spring', 'year']);
export type Term = z.infer<typeof termSchema>;

/**
 * Credits as printed, in the institution's own unit. `min = max` for an ordinary course; catalogues also print ranges
 * ("1 to 4", "3-6"), where the student's contract decides. `unit` is the printed name; `credits` resolves it by rules/credit-units.
 */
export const courseCreditsSchema = z
  .object({ min: rationalSchema, max: rationalSchema, unit: z.string().min(1).nullable() })
  .refine((credits) => credits.min.lte(credits.max) && credits.min.num >= 0n, {
    error: 'credits must satisfy 0 <= min <= max',
    params: { reason: 'api-range-reversed' },
  });

/** One weekly meeting of a course. Times are minutes after midnight. */
export const meetingSchema = z
  .object({
    /** Null = in whichever term the course is taught. */
    term: z.enum(['autumn', 'spring']).nullable(),
    /** 1 = Monday to 7 = Sunday. */
    day: z.number().int().min(1).max(7),
    start: z.number().int().min(0).max(1440),
    end: z.number().int().min(0).max(1440),
  })
  .refine(({ start, end }) => start < end, {
    error: 'a meeting must end after it starts',
    params: { reason: 'api-ends-before-start' },
  });
export type Meeting = z.infer<typeof meetingSchema>;

export const courseSchema = z.object({
  /** As it stood in the source; unique within its catalogue by {@link codeKey}. */
  code: z.string().min(1),
  titles: localisedSchema,
  descriptions: z.record(languageSchema, z.string()).default({}),
  /** Learning outcomes, one sentence each. */
  outcomes: z.record(languageSchema, z.array(z.string())).default({}),
  credits: courseCreditsSchema.nullable().default(null),
  /** The source's own word; {@link levelOf} reads it. */
  level: z.string().nullable().default(null),
  /** Terms in which it is offered; empty = unknown, which is not "never". */
  terms: z.array(termSchema).default([]),
  /** Languages of teaching; empty = unknown. */
  languages: z.array(languageSchema).default([]),
  /** Codes or free text, as printed. */
  prerequisites: z.array(z.string()).default([]),
  /** Weekly meetings; absent = unknown, which clashes with nothing. */
  meetings: z.array(meetingSchema).optional(),
  /** ISCED-F 2013 field, 2 to 4 digits. */
  iscedF: z
    .string()
    .regex(/^\d{2,4}$/)
    .nullable()
    .default(null),
  url: z
    .url({ protocol: /^https?$/ })
    .nullable()
    .default(null),
  /** Where it was read: file and 1-based line, and the columns that Concord does not know. */
  source: z
    .object({
      file: z.string(),
      line: z.number().int().positive(),
      extra: z.record(z.string(), z.string()).default({}),
      sheet: rowPlaceSchema.shape.sheet,
      page: rowPlaceSchema.shape.page,
      /** What could not be read and is not counted; left out when all was read. */
      aside: z.array(asideSchema).optional(),
    })
    .nullable()
    .default(null),
});
export type Course = z.infer<typeof courseSchema>;

/** A host's courses for one academic year. */
export const catalogueSchema = z.object({
  institution: z.string().min(1),
  /** For example `2026/27`; null when the source does not say. */
  academicYear: z.string().nullable().default(null),
  courses: z.array(courseSchema),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

export const curriculumCourseSchema = courseSchema.extend({
  semester: z.number().int().min(1).max(12).nullable().default(null),
  /** Cycle of the Kazakh state standard: GED = ООД, BD = БД, PD = ПД. */
  cycle: z.enum(['GED', 'BD', 'PD']).nullable().default(null),
  /** Component: compulsory = ОК, university = ВК, elective = КВ. The first two are owed, the third is a choice. */
  component: z.enum(['compulsory', 'university', 'elective']).nullable().default(null),
  /** Name of the elective block that this course fills. */
  electiveBlock: z.string().nullable().default(null),
  /** Where it can be taken: `country`: at universities of the home country alone; `home`: at the home university alone. Left out: as its subject says. */
  takenAt: z.enum(['anywhere', 'country', 'home']).optional(),
});
export type CurriculumCourse = z.infer<typeof curriculumCourseSchema>;

/** The home programme's courses. */
export const curriculumSchema = z.object({
  institution: z.string().min(1),
  programme: z.string().nullable().default(null),
  courses: z.array(curriculumCourseSchema),
});
export type Curriculum = z.infer<typeof curriculumSchema>;

/** Bologna cycle. */
export const levelSchema = z.enum(['bachelor', 'master', 'doctorate']);
export type Level = z.infer<typeof levelSchema>;

const LEVEL_WORDS: readonly [RegExp, Level][] = [
  [
    /doctor|докт|\bph\.? ?d|third cycle|promotion|аспирант|eqf ?8|cycle 3|3rd cycle|\b8d\d|博士|\bIII stop(?:nia|ie)/gi,
    'doctorate',
  ],
  [
    /m[aá]ster|mag(?:i|í)st|маг[иі]ст|maister|2nd cycle|avancerad nivå|修士|\bII stop(?:nia|ie)|\bpg\b|\bgrad\b|^graduate|postgrad|second cycle|eqf ?7|cycle 2|\bm\.? ?(?:sc|eng|a|ed|tech|phil|res|ba)\b|yüksek lisans|\b[5-7]00[- ]level|\b7m\d|硕士|석사|masteris|laurea magistrale/gi,
    'master',
  ],
  [
    /ba[ck][hck]?[ae]l|бакал|^grado\b|1st cycle|grundnivå|\bI stop(?:nia|ie)|licenc|licence|licencj|\blicență|lisans|\bug(?:rd)?\b|undergrad|first cycle|eqf ?6|cycle 1|lower[- ]division|upper[- ]division|\bb\.? ?(?:sc|eng|a|ed|tech)\b|\b[1-4]00[- ]level|\b6b\d|本科|学士|학사|laurea triennale|inżynier/gi,
    'bachelor',
  ],
];

/** The cycle that a printed level means; null when it is not known, and for a course of two cycles: "BA/MA", "Bachelor or Master". */
export function levelOf(printed: string | null): Level | null {
  let rest = printed ?? '';
  const named = LEVEL_WORDS.filter(([pattern]) => {
    // "Yüksek lisans" holds the word for the cycle before it.
    const left = rest.replace(pattern, ' ');
    const isNamed = left !== rest;
    rest = left;
    return isNamed;
  });
  const [only, second] = named;
  return only && !second ? only[1] : null;
}

/** Autumn for odd semesters of a programme that starts in autumn, spring for even ones. */
export const termOfSemester = (semester: number): 'autumn' | 'spring' => (semester % 2 === 1 ? 'autumn' : 'spring');
