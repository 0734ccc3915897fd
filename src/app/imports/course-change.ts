/** What a list of courses would change, as a person reads it: beside the list of the year before where it is the first of its year. */
import { z } from 'zod';
import { type Catalogue, localisedSchema } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import {
  courseListSchema,
  importOutcomeSchema,
  listVersionSchema,
  previewCourses,
  shownDifference,
} from '../registrar/import-courses.ts';
import type { ImportedList } from '../registrar/read-import.ts';
import type { Work } from '../service/service.ts';

/** Titles of so many courses are told with their codes. */
const MOST_TITLES = 500;

export const courseChangeSchema = importOutcomeSchema.omit({ reading: true }).extend({
  comparedWith: z
    .object({ list: courseListSchema, version: listVersionSchema })
    .nullable()
    .describe('what the difference is to: the version before, or the newest of an earlier year; null for a first one'),
  titles: z
    .record(z.string(), localisedSchema)
    .describe(`by the codes of the difference, for the first ${MOST_TITLES} of each part`),
});
export type CourseChange = z.infer<typeof courseChangeSchema>;

export async function previewChange(work: Work, side: ImportedList): Promise<CourseChange> {
  const { reading: _, ...plain } = await previewCourses(work, side);
  const { connection } = work;
  const earlier = plain.version === null && side.kind === 'catalogue' ? await yearBefore(connection, side.list) : null;
  const before = earlier?.version ?? plain.version;
  const difference = earlier ? await differenceTo(connection, side, earlier.version) : plain.difference;
  const list = earlier?.list ?? (await store.courseLists.find(connection, store.courseLists.keyOf(side.list)));
  const shown = new Set([...difference.added, ...difference.changed.map(({ code }) => code)].slice(0, 2 * MOST_TITLES));
  const gone = before ? [{ version: before.id, codes: difference.removed.slice(0, MOST_TITLES) }] : [];
  const known = [...(await store.courses.named(connection, gone)).values()].flat();
  const own = side.list.courses.filter(({ code }) => shown.has(code));
  return {
    ...plain,
    difference,
    comparedWith: before && list ? { list, version: before } : null,
    titles: Object.fromEntries([...known, ...own].map(({ code, titles }) => [code, titles])),
  };
}

/** Of the host's catalogues the newest that is older. */
async function yearBefore(connection: store.Connection, { institution, academicYear }: Catalogue) {
  const lists = await store.courseLists.list(connection, { kind: 'catalogue', institution });
  const [before] = lists
    .filter(({ list }) => (list.academicYear ?? '') < (academicYear ?? ''))
    .sort((a, b) => ((a.list.academicYear ?? '') < (b.list.academicYear ?? '') ? 1 : -1));
  return before ? { list: before.list, version: before.latest } : null;
}

async function differenceTo(
  connection: store.Connection,
  { list }: ImportedList,
  version: store.CourseListVersion,
): Promise<CourseChange['difference']> {
  const { difference } = await store.imports.preview(connection, list, version);
  return shownDifference(difference);
}
