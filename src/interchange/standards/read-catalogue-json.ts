/** Course catalogues in JSON: OCCAPI 1 and 2 (JSON:API) and OEAPI 5 and 6. What a course lacks stays unknown. */
import { z } from 'zod';
import {
  type Catalogue,
  type Course,
  courseSchema,
  failure,
  levelOf,
  Rational,
  type RejectedRow,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import { decodeFile } from '../decode.ts';
import type { FileInput, ReadOptions } from '../grid/grid.ts';
import type { Loaded } from '../loaded.ts';
import { ProblemLog } from '../problems.ts';
import { languageNamed } from '../vocabulary.ts';

const MOST_BYTES = 64 * 1024 * 1024;

/** Texts in languages, as the two standards and their versions have them: a text, a list of parts, or an object by language. */
const partSchema = z.looseObject({
  string: z.string().optional(),
  multiline: z.string().optional(),
  value: z.string().optional(),
  lang: z.string().nullish(),
  language: z.string().nullish(),
});
const textsSchema = z.union([z.string(), z.array(z.union([z.string(), partSchema])), z.record(z.string(), z.string())]);
const amountSchema = z.union([z.number(), z.string()]);
const loadSchema = z.looseObject({ studyLoadUnit: z.string().optional(), value: amountSchema.optional() });

/** A course of either standard; of OCCAPI its attributes. */
const anyCourseSchema = z.looseObject({
  code: z.string().nullish(),
  primaryCode: z.looseObject({ code: z.string() }).nullish(),
  abbreviation: z.string().nullish(),
  courseId: z.string().nullish(),
  title: textsSchema.nullish(),
  name: textsSchema.nullish(),
  description: textsSchema.nullish(),
  courseContent: textsSchema.nullish(),
  learningOutcomes: z.union([textsSchema, z.array(textsSchema)]).nullish(),
  prerequisites: textsSchema.nullish(),
  admissionRequirements: textsSchema.nullish(),
  ects: amountSchema.nullish(),
  studyLoad: z.union([loadSchema, z.array(loadSchema)]).nullish(),
  academicTerm: z.string().nullish(),
  languageOfInstruction: z.union([z.string(), z.array(z.string())]).nullish(),
  teachingLanguage: z.string().nullish(),
  teachingLanguages: z.array(z.string()).nullish(),
  iscedCode: z.string().nullish(),
  fieldsOfStudy: z.string().nullish(),
  level: z.string().nullish(),
  link: z.string().nullish(),
  url: z.array(z.looseObject({ uri: z.string() })).nullish(),
});
type AnyCourse = z.infer<typeof anyCourseSchema>;
type Texts = z.infer<typeof textsSchema>;

const resourceSchema = z.looseObject({
  id: z.string().optional(),
  attributes: z.unknown(),
  meta: z.looseObject({ concord: z.record(z.string(), z.unknown()).optional() }).optional(),
});
/** What Concord writes beside the attributes of a course, because they cannot hold it. */
const withOwnMeta = ({ attributes, meta }: z.infer<typeof resourceSchema>) => ({
  given: attributes,
  own: meta?.concord ?? {},
});

const envelopeSchema = z.looseObject({
  data: z.array(resourceSchema).optional(),
  items: z.array(z.unknown()).optional(),
  meta: z.looseObject({ institution: z.string().optional(), academicYear: z.string().nullish() }).optional(),
});

/** Whether a file is JSON: its first sign is a brace or a bracket. */
export const isJson = (bytes: Uint8Array): boolean =>
  /^[\ufeff\s]*[{[]/.test(new TextDecoder().decode(bytes.subarray(0, 256)));

/** Reads a catalogue; `options` name institution and year where the file does not. Courses without code or title are rejected one by one. */
export function readCatalogueJson(file: FileInput, options: ReadOptions = {}): Result<Loaded<Catalogue>> {
  const log = new ProblemLog(file.name);
  const decoded = decodeFile(file, MOST_BYTES, log);
  const found = decoded && coursesIn(decoded.text, log);
  if (!found) return failure(...log.list());
  const rejectedRows: RejectedRow[] = [];
  const courses = found.courses.flatMap((value, at) => {
    const course = readCourse(value.given, value.own);
    if (course) return course;
    log.error('value-missing', reason('json-course-unread'), { line: at + 1 });
    rejectedRows.push({ place: { line: at + 1 }, cells: [], reason: reason('json-course-unread') });
    return [];
  });
  const name = found.institution || options.institution || '';
  const academicYear = found.academicYear ?? options.academicYear ?? null;
  if (courses.length === 0) log.error('file-empty', reason('json-without-courses'));
  if (courses.length === 0) return failure(...log.list());
  if (name === '') log.warn('value-missing', reason('json-without-institution'));
  const problems = log.list();
  const counts = {
    rows: found.courses.length,
    rejected: rejectedRows.length,
    rejectedRows,
    unknownColumns: [],
    tables: [],
    listedRows: [],
  };
  const value = { institution: name, academicYear, courses };
  const identity = { institution: name || null, academicYear };
  return success({ value, ...counts, identity, problems }, problems);
}

function coursesIn(text: string, log: ProblemLog) {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    log.error('file-malformed', reason('plan-no-json', { fault: String(error) }));
    return null;
  }
  const read = envelopeSchema.safeParse(Array.isArray(json) ? { items: json } : json);
  const { data, items, meta } = read.success ? read.data : {};
  const courses = data ? data.map(withOwnMeta) : items?.map((given) => ({ given, own: {} }));
  if (!courses) {
    log.error('file-malformed', reason('json-of-no-catalogue'));
    return null;
  }
  return { courses, institution: meta?.institution ?? '', academicYear: meta?.academicYear ?? null };
}

const languageOf = (tag: string | null | undefined): string =>
  languageNamed((tag ?? '').split(/[-_]/)[0] ?? '') ?? 'en';

function textsIn(texts: Texts | null | undefined): Record<string, string> {
  if (!texts) return {};
  if (typeof texts === 'string') return texts === '' ? {} : { en: texts };
  const parts: (readonly [string, string])[] = Array.isArray(texts)
    ? texts.map((part) =>
        typeof part === 'string'
          ? ['en', part]
          : [languageOf(part.lang ?? part.language), part.string ?? part.multiline ?? part.value ?? ''],
      )
    : Object.entries(texts).map(([tag, text]) => [languageOf(tag), text]);
  return Object.fromEntries(parts.filter(([, text]) => text.trim() !== ''));
}

/** A course of one of the standards; `own` has fields of Concord's own, which come first where they are sound. */
export function readCourse(value: unknown, own: Readonly<Record<string, unknown>> = {}): Course | null {
  const course = courseOf(value);
  if (Object.keys(own).length === 0) return course;
  const { source: _, ...fields } = own;
  const whole = courseSchema.safeParse({ ...(course && JSON.parse(JSON.stringify(course))), ...fields });
  return whole.success ? whole.data : course;
}

function courseOf(value: unknown): Course | null {
  const parsed = anyCourseSchema.safeParse(value);
  if (!parsed.success) return null;
  const given = parsed.data;
  const code = given.code ?? given.primaryCode?.code ?? given.abbreviation ?? given.courseId ?? '';
  const outcomes = Array.isArray(given.learningOutcomes)
    ? given.learningOutcomes.map((one) => textsIn(Array.isArray(one) || typeof one === 'string' ? one : [one]))
    : [textsIn(given.learningOutcomes)];
  const languages = [given.languageOfInstruction, given.teachingLanguage, given.teachingLanguages ?? []].flat();
  const link = given.link ?? given.url?.[0]?.uri;
  const prerequisites = textsIn(given.prerequisites ?? given.admissionRequirements);
  const course = courseSchema.safeParse({
    code,
    titles: textsIn(given.title ?? given.name),
    descriptions: mergeTexts([textsIn(given.description), textsIn(given.courseContent)]),
    outcomes: listed(outcomes),
    credits: declaredCredits(given),
    level: given.level && levelOf(given.level) ? given.level : (given.level ?? null),
    terms: { '1/2': ['autumn'], '2/2': ['spring'], '1/1': ['year'] }[given.academicTerm ?? ''] ?? [],
    languages: [...new Set(languages.flatMap((tag) => (tag ? (languageNamed(tag.split(/[-_]/)[0] ?? '') ?? []) : [])))],
    prerequisites: Object.values(prerequisites).slice(0, 1),
    iscedF: /^\d{2,4}$/.exec(given.iscedCode ?? given.fieldsOfStudy ?? '')?.[0] ?? null,
    ...(link && URL.canParse(link) && { url: link }),
  });
  return course.success ? course.data : null;
}

/** One text a language: the description, and the content below it. */
function mergeTexts(all: readonly Record<string, string>[]): Record<string, string> {
  const languages = new Set(all.flatMap((texts) => Object.keys(texts)));
  return Object.fromEntries(
    [...languages].map((language) => [language, all.flatMap((texts) => texts[language] ?? []).join('\n')]),
  );
}

/** One list a language; a text of several lines is several outcomes. */
function listed(all: readonly Record<string, string>[]): Record<string, string[]> {
  const lists: Record<string, string[]> = {};
  for (const texts of all)
    for (const [language, text] of Object.entries(texts)) {
      const sentences = text.split('\n').filter((line) => line.trim() !== '');
      lists[language] = [...(lists[language] ?? []), ...sentences];
    }
  return lists;
}

function declaredCredits({ ects, studyLoad }: AnyCourse) {
  const loads = [studyLoad ?? []].flat();
  const load = loads.find(({ studyLoadUnit }) => /^ects/i.test(studyLoadUnit ?? '')) ?? loads[0];
  const [amount, unit] = ects === null || ects === undefined ? [load?.value, load?.studyLoadUnit] : [ects, 'ECTS'];
  const credits = amount === undefined ? null : Rational.parse(`${amount}`);
  if (!credits || credits.num < 0n) return null;
  const figure = credits.toString();
  return { min: figure, max: figure, unit: /^ects/i.test(unit ?? '') ? 'ECTS' : (unit ?? null) };
}
