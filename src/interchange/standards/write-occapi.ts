/** A catalogue as a collection of courses of OCCAPI 1.0 (JSON:API). */
import type { Catalogue, Course } from '../../domain/index.ts';
import { writeJson } from '../write.ts';
import { readCourse } from './read-catalogue-json.ts';
import { Unsaid, type Written } from './written.ts';

/** `idOf` gives the UUID of a course: the same for the same institution and code. */
export function writeOccapi(catalogue: Catalogue, idOf: (name: string) => string): Written {
  const unsaid = new Unsaid();
  const data = catalogue.courses.map((course) => {
    const id = idOf(`${catalogue.institution} ${course.code}`);
    const attributes = attributesOf(course, unsaid);
    const own = unheldBy(attributes, course);
    return {
      type: 'course',
      id,
      links: { self: { href: `/courses/${id}` } },
      attributes,
      ...(Object.keys(own).length > 0 && { meta: { concord: own } }),
    };
  });
  const meta = { institution: catalogue.institution, academicYear: catalogue.academicYear };
  return { text: writeJson({ jsonapi: { version: '1.0' }, meta, data }), unsaid: unsaid.list() };
}

/**
 * The fields of a course that come back otherwise than they were, or not at all: credits of another unit, several languages, meetings. They stand
 * where JSON:API has room for what is not of the standard.
 */
function unheldBy(attributes: unknown, { source: _, ...course }: Course): Readonly<Record<string, unknown>> {
  const back: Readonly<Record<string, unknown>> = { ...readCourse(JSON.parse(JSON.stringify(attributes))) };
  return Object.fromEntries(
    Object.entries(course).filter(([field, value]) => JSON.stringify(value) !== JSON.stringify(back[field])),
  );
}

function attributesOf(course: Course, unsaid: Unsaid) {
  const { code, titles, descriptions, outcomes, credits, terms, languages, iscedF, prerequisites, url } = course;
  unsaid.note('languages', languages.length > 1);
  unsaid.note('meetings', (course.meetings ?? []).length > 0);
  unsaid.note('credit-ranges', credits !== null && !credits.min.eq(credits.max));
  const isEcts = /^ects\b/i.test(credits?.unit ?? '');
  unsaid.note('whole-credits', credits !== null && !(isEcts && credits.min.isInteger()));
  const multiline = (texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([lang, text]) => ({ multiline: text, lang }));
  const [term] = terms;
  return {
    title: Object.entries(titles).map(([lang, string]) => ({ string, lang })),
    code,
    description: multiline(descriptions),
    learningOutcomes: multiline(
      Object.fromEntries(Object.entries(outcomes).map(([lang, all]) => [lang, all.join('\n')])),
    ),
    academicTerm:
      terms.length === 1 && term !== 'year'
        ? { autumn: '1/2', spring: '2/2' }[term ?? 'autumn']
        : terms.length > 0
          ? '1/1'
          : null,
    ects: isEcts && credits?.min.isInteger() ? credits.min.toNumber() : null,
    languageOfInstruction: languages[0] ?? null,
    iscedCode: iscedF,
    ...(prerequisites.length > 0 && { prerequisites: [{ multiline: prerequisites.join('\n') }] }),
    ...(url && { url: [{ uri: url }] }),
  };
}
