/** What universities teach: the canonical subjects of rules/subjects, which courses of any language are read into. */
import { z } from 'zod';
import { languageSchema } from './text.ts';

/** The languages that each subject is named in. */
export const SUBJECT_LANGUAGES = ['en', 'ru', 'kk', 'de'] as const;

const termsSchema = z.array(z.string().trim().min(1));
const idSchema = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/);

/** One line of topics: the same term in each of {@link SUBJECT_LANGUAGES}, empty where the field has no usual word for it. */
const topicSchema = z.string().transform((line, context) => {
  const terms = line.split('|').map((term) => term.trim());
  if (terms.length === SUBJECT_LANGUAGES.length && terms[0] && terms[1]) return terms;
  context.addIssue({ code: 'custom', message: `"${line}" is not "en | ru | kk | de"` });
  return z.NEVER;
});

export const canonicalSubjectSchema = z.strictObject({
  /** Detailed field of ISCED-F 2013. */
  isced: z.string().regex(/^\d{4}$/),
  /** Usual year of study: 1 to 4 for a bachelor, 5 for a master. */
  year: z.int().min(1).max(6),
  /** By language, the most usual first. */
  titles: z.record(z.enum(SUBJECT_LANGUAGES), termsSchema.min(1)),
  /** Usual abbreviations of the title. */
  short: z.partialRecord(languageSchema, termsSchema).default({}),
  /** Subjects that this one holds as a whole. */
  parts: z.array(idSchema).default([]),
  /** Related subjects that are often taken for it and are not the same. */
  near: z.array(idSchema).default([]),
  /** What the state prescribes or what is about the own country: no university abroad can give it. */
  national: z.boolean().default(false),
  /** What can be done at the home university alone: practice, final work. */
  homeOnly: z.boolean().default(false),
  /** The country (ISO 3166) that it is about, or whose language it teaches: a list that has such a course is of that country. */
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
  /** The language that it teaches. */
  teaches: languageSchema.optional(),
  topics: z.array(topicSchema).min(1),
});
export type CanonicalSubject = z.infer<typeof canonicalSubjectSchema> & { readonly id: string };

/** The subjects of one file by their ids. */
export const subjectFileSchema = z
  .record(idSchema, canonicalSubjectSchema)
  .transform((subjects): CanonicalSubject[] => Object.entries(subjects).map(([id, subject]) => ({ id, ...subject })));
