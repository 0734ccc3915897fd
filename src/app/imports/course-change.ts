/** What a list of courses would change, as a person reads it: beside the list of the year before where it is the first of its year. */
import { z } from 'zod';
import { type Catalogue, localisedSchema, STATES } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import {
  courseListSchema,
  importOutcomeSchema,
  listVersionSchema,
  previewCourses,
  shownDifference,
} from '../registrar/import-courses.ts';
import type { ImportedList } from '../registrar/read-import.ts';
import { reachFor } from '../service/authorise.ts';
import type { Work } from '../service/service.ts';

/** Titles of so many courses are told with their codes. */
const MOST_TITLES = 500;
const MOST_PLANS = 100;

export const courseChangeSchema = importOutcomeSchema.omit({ reading: true }).extend({
  comparedWith: z
    .object({ list: courseListSchema, version: listVersionSchema })
    .nullable()
    .describe('what the difference is to: the version before, or the newest of an earlier year; null for a first one'),
  titles: z
    .record(z.string(), localisedSchema)
    .describe(`by the codes of the difference, for the first ${MOST_TITLES} of each part`),
  plans: z
    .object({
      count: z.number().int(),
      items: z.array(z.object({ id: z.string(), state: STATES.plan, codes: z.array(z.string()) })),
    })
    .describe(
      `plans without a transcript yet that use courses which change or go, drafts and agreed ones, as far as they are the caller's to see; the newest ${MOST_PLANS}`,
    ),
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
  const plans = await store.plans.withCourses(connection, {
    side: side.kind === 'catalogue' ? 'host' : 'home',
    institution: side.list.institution,
    years: [side.list, list].flatMap((of) => (of && 'academicYear' in of ? (of.academicYear ?? []) : [])),
    codes: [...difference.changed.map(({ code }) => code), ...difference.removed],
    reach: reachFor(work.caller, 'plan.read'),
    limit: MOST_PLANS,
  });
  return {
    ...plain,
    difference,
    comparedWith: before && list ? { list, version: before } : null,
    titles: Object.fromEntries([...known, ...own].map(({ code, titles }) => [code, titles])),
    plans,
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
