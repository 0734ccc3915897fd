/** What the host certifies, and what the home university makes of it. */
import { z } from 'zod';
import { asideSchema, rejectedRowSchema, rowPlaceSchema } from './file-rows.ts';
import { rationalSchema } from './rational.ts';
import { reasonSchema } from './reasons/index.ts';
import { gradeCountsSchema, gradingTableSchema } from './rules.ts';
import { languageSchema, localisedSchema } from './text.ts';

/** The legend of a grading scale, as a transcript prints it: what names each grade, and the numbers that it stands for. */
export const printedLegendSchema = z.array(
  z.object({ labels: z.array(z.string()), range: z.tuple([rationalSchema, rationalSchema]) }),
);
export type PrintedLegend = z.infer<typeof printedLegendSchema>;

export const transcriptSchema = z.object({
  institution: z.string().nullable(),
  /** Other names and identifiers of the institution: titles in other languages, SCHAC, Erasmus code. */
  institutionNames: z.array(z.string()).optional(),
  /** A pseudonym or number; Concord keeps no names here. */
  student: z.string().nullable(),
  /** Day on which the host issued it; of two that overlap the later one counts. */
  issuedOn: z.iso.date().optional(),
  /** One row of a transcript of records, as printed. `grade: null` means that no grade is known, which is neither a pass nor a fail. */
  rows: z.array(
    z.object({
      line: z.number().int().positive(),
      code: z.string(),
      /** Further identifiers of the same course. */
      codes: z.array(z.string()).optional(),
      titles: z.record(languageSchema, z.string()),
      credits: rationalSchema.nullable(),
      unit: z.string().nullable(),
      grade: z.string().nullable(),
      /** Id of a scale in rules/scales; null = the transcript's own scale is not named. */
      scale: z.string().nullable(),
      completedOn: z.iso.date().nullable(),
      term: z.string().nullable(),
      languages: z.array(languageSchema),
      attempt: z.number().int().positive().nullable(),
      /** ISCED-F 2013 field of the course, when the transcript names it. */
      iscedF: z.string().nullable().optional(),
      /** Level of the course in the host's own word; {@link levelOf} reads the cycle from it. */
      level: z.string().nullable().optional(),
      /** The grades of this course's group, where the transcript prints them (ELMO `resultDistribution`). */
      distribution: gradeCountsSchema.optional(),
      /** What the host states of the course beside the grade (ELMO `status`); without it the grade alone speaks. */
      status: z.enum(['passed', 'failed', 'in-progress']).optional(),
      extra: z.record(z.string(), z.string()).default({}),
      sheet: rowPlaceSchema.shape.sheet,
      page: rowPlaceSchema.shape.page,
      /** What could not be read of the row and is not counted; left out when all was read. */
      aside: z.array(asideSchema).optional(),
    }),
  ),
  /** Rows of the file that are not among `rows`; left out when there are none. */
  rejectedRows: z.array(rejectedRowSchema).optional(),
  /** The host's grading tables, where the transcript carries them (EWP `gradeConversionTable`). */
  gradingTables: z.array(gradingTableSchema).optional(),
  /** What it prints of its scale; which scale of the rules that is a person says. */
  legend: printedLegendSchema.optional(),
});
export type Transcript = z.infer<typeof transcriptSchema>;
export type TranscriptRow = Transcript['rows'][number];

/** Shares from 0 to 1. */
const bandSchema = z.object({ grade: z.string(), from: rationalSchema, to: rationalSchema });

/** One step of a derivation: what went in, by which rule, what came out. All figures exact, as text. */
export const derivationStepSchema = z.object({
  /** Stable key of the rule, for example `credits.ratio` or `grade.modified-bavarian`. */
  rule: z.string(),
  /** The step as a code with its figures. */
  reason: reasonSchema,
  inputs: z.record(z.string(), z.string()),
  /** A figure or a symbol, or what there is instead; null = a method of the ladder that was tried and did not apply. */
  output: z.union([z.string(), reasonSchema]).nullable(),
  /** Of a grade that was found by its place among others: both tables, best grade first, as shares of the passes. */
  distribution: z
    .object({
      host: z.array(bandSchema),
      home: z.array(bandSchema),
      grade: z.string(),
    })
    .optional(),
  /** Where the rule is written: as the rule data says, or the document. */
  source: z.union([z.string(), reasonSchema]),
});
export type DerivationStep = z.infer<typeof derivationStepSchema>;

/** A grade on the home scale. `points` null = credited without a grade (it stays out of the GPA). */
export const homeGradeSchema = z.object({
  scale: z.string(),
  letter: z.string().nullable(),
  points: rationalSchema.nullable(),
  percent: rationalSchema.nullable(),
  /** What a mean is taken of, so that rounding comes once, at the end: the percentage or the points before they were rounded. */
  exactPercent: rationalSchema.nullable().optional(),
  exactPoints: rationalSchema.nullable().optional(),
  traditional: z.string().nullable(),
  status: z.enum(['graded', 'passed-without-grade', 'failed']),
});
export type HomeGrade = z.infer<typeof homeGradeSchema>;

/**
 * Where the ECTS of a row, a bundle or a student went: earned = recognised + elective + additional + refused + open, exact. What a person
 * still decides is `open`, and counts as earned meanwhile.
 */
export const ledgerSchema = z.object({
  earned: rationalSchema.describe('ECTS passed, or perhaps passed while a question is open'),
  recognised: rationalSchema.describe('host ECTS of rows that replace home courses'),
  elective: rationalSchema.describe('in places of elective blocks'),
  additional: rationalSchema.describe('passed work that replaces nothing'),
  refused: rationalSchema.describe('passed, and not recognised by the policy or a person'),
  open: rationalSchema.describe('left to a person'),
});
export type Ledger = z.infer<typeof ledgerSchema>;

const ledgerOrNone = ledgerSchema.nullable().default(null);

/** What was compared before the rows. `unknown`: one side does not say. */
const identityCheckSchema = z.object({
  what: z.enum(['host', 'student', 'stay', 'file']),
  result: z.enum(['same', 'different', 'unknown']),
  reason: reasonSchema,
  /** Why a person went on although it differs. */
  override: z.string().nullable().default(null),
});
export type IdentityCheck = z.infer<typeof identityCheckSchema>;

/** What a person has to answer before the protocol may be signed. Its answer changes no row that it does not name. */
const questionSchema = z.object({
  kind: z.enum(['identity', 'course', 'attempts', 'grade', 'credits', 'shortfall', 'stay', 'unread', 'person']),
  /** The row or rows that are asked about. */
  asks: z.array(z.number().int().positive()),
  /** These, and the rows that wait with them. */
  lines: z.array(z.number().int().positive()),
  bundle: z.string().nullable(),
  reason: reasonSchema,
});
export type Question = z.infer<typeof questionSchema>;

/** A home course with credits and the reason why they are not awarded. */
const openCourseSchema = z.object({
  homeCode: z.string(),
  homeTitles: localisedSchema,
  credits: rationalSchema,
  reason: reasonSchema,
});

export const recognitionSchema = z.object({
  format: z.literal('concord-recognition'),
  version: z.literal(1),
  student: z.string().nullable(),
  home: z.object({ institution: z.string(), programme: z.string().nullable() }),
  host: z.object({ institution: z.string() }),
  policy: z.object({ id: z.string(), version: z.string(), source: z.string() }),
  /** The day whose rules and ages were used. */
  date: z.iso.date(),
  /** What a reader has to know of the whole, such as that another version of the policy is in force on the day. */
  notes: z.array(reasonSchema).default([]),
  /** Open questions, counted; a protocol over one is a draft, which nobody can sign. */
  open: z.number().int().nonnegative().default(0),
  draft: z.boolean().default(false),
  questions: z.array(questionSchema).default([]),
  /** What a person answered before: a code of rules/process for a line, with the planned course of a link. */
  answers: z
    .array(z.object({ line: z.number().int().positive(), resolution: z.string(), planned: z.string().optional() }))
    .default([]),
  checks: z.array(identityCheckSchema).default([]),
  /** The transcripts it rests on. Lines of a further one count on from the last line of the one before it. */
  transcripts: z
    .array(
      z.object({
        institution: z.string().nullable(),
        issuedOn: z.iso.date().nullable(),
        rows: z.number().int().nonnegative(),
        /** What is added to a line of the file. */
        offset: z.number().int().nonnegative(),
      }),
    )
    .default([]),
  /** What could not be read: a rejected row, or a value that was kept aside. */
  unread: z
    .array(
      z.object({
        kind: z.enum(['row', 'value']),
        line: z.number().int().positive(),
        column: z.string().nullable(),
        value: z.string().nullable(),
        reason: reasonSchema,
      }),
    )
    .default([]),
  rows: z.array(
    z.object({
      line: z.number().int().positive(),
      code: z.string(),
      title: z.string(),
      credits: rationalSchema.nullable(),
      unit: z.string().nullable(),
      ects: rationalSchema.nullable(),
      grade: z.string().nullable(),
      scale: z.string().nullable(),
      scaleName: localisedSchema.nullable().default(null).describe('of the scale that it names'),
      /**
       * What became of a transcript row. `as-approved` to `different-code` earn what the plan says; the rest say why not. `needs-person`:
       * the engine does not know (unknown grade symbol, no scale, no credits). `different-code` and `probable` (no code at all) rest on the
       * title alone: a proposal that a person confirms. `refused`: passed, and the policy does not recognise it (too old, below its
       * minimum grade).
       */
      outcome: z.enum([
        'as-approved',
        'approved-change',
        'different-credits',
        'different-code',
        'probable',
        'extra',
        'failed',
        'repeated',
        'withdrawn',
        'refused',
        'needs-person',
      ]),
      /** Why this outcome. */
      reason: reasonSchema,
      bundle: z.string().nullable(),
      /** Null: its credits are not known, or it was recognised before ledgers were kept. */
      ledger: ledgerOrNone,
    }),
  ),
  /** What became of one bundle of the plan, with its balance: `hostEcts` = `usedEcts` + `remainderEcts`. */
  bundles: z.array(
    z.object({
      bundle: z.string(),
      status: z.enum(['credited', 'partly-credited', 'needs-person', 'not-credited']),
      reason: reasonSchema,
      plannedHostEcts: rationalSchema,
      homeEcts: rationalSchema,
      hostEcts: rationalSchema.describe('ECTS of the passed transcript rows of this bundle'),
      usedEcts: rationalSchema.describe('host ECTS that earned the home courses'),
      remainderEcts: rationalSchema.describe('host ECTS beyond them'),
      creditsAwarded: rationalSchema.describe('home credits awarded for it'),
      ledger: ledgerOrNone,
    }),
  ),
  /** A credited home course with every figure derived. */
  credited: z.array(
    z.object({
      bundle: z.string(),
      homeCode: z.string(),
      homeTitles: localisedSchema,
      credits: rationalSchema,
      grade: homeGradeSchema,
      /** Lines of the transcript it rests on. */
      from: z.array(z.number().int().positive()),
      derivation: z.array(derivationStepSchema),
    }),
  ),
  /** Passed work that replaces no home course: elective blocks and additional achievements. */
  additional: z.array(
    z.object({
      line: z.number().int().positive(),
      title: z.union([z.string(), reasonSchema]).describe("the host course's, or that it is a remainder"),
      ects: rationalSchema,
      block: z.string().nullable(),
      grade: homeGradeSchema.nullable(),
      derivation: z.array(derivationStepSchema),
    }),
  ),
  /** Places of elective blocks that passed work fills; its rows stand in `additional` with the block. */
  places: z
    .array(
      z.object({
        bundle: z.string(),
        homeCode: z.string(),
        homeTitles: localisedSchema,
        credits: rationalSchema,
        from: z.array(z.number().int().positive()),
      }),
    )
    .default([]),
  /** Home courses of the plan's period that stay uncredited: the academic difference. */
  difference: z.array(openCourseSchema),
  /** Home courses of which it is not known yet: no part of the difference. */
  undecided: z.array(openCourseSchema.extend({ bundle: z.string() })).default([]),
  totals: z.object({
    ledger: ledgerOrNone,
    creditsUndecided: rationalSchema.nullable().default(null).describe('home credits of the undecided courses'),
    hostEctsEarned: rationalSchema.describe('ECTS of all passed transcript rows'),
    creditsRecognised: rationalSchema.describe('home credits of the credited courses and of filled elective places'),
    ectsAdditional: rationalSchema,
    creditsDifference: rationalSchema,
    ectsInBundles: rationalSchema.describe('host ECTS that earned home courses'),
    ectsNotRecognised: rationalSchema.describe(
      'passed host ECTS refused, left to a person or beyond the home credits; earned = in bundles + additional + not recognised',
    ),
  }),
  gpa: z.object({
    value: rationalSchema.nullable().describe('average of what was recognised here'),
    derivation: z.array(derivationStepSchema),
    /** The student's average before this recognition and with it, when the earlier standing was given. */
    before: rationalSchema.nullable().optional(),
    after: rationalSchema.nullable().optional(),
  }),
});
export type Recognition = z.infer<typeof recognitionSchema>;
export type SettledBundle = Recognition['bundles'][number];
export type CreditedCourse = Recognition['credited'][number];
