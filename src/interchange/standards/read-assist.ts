/** Articulation agreements of ASSIST (California) as precedents: sets of sending courses that stand for sets of receiving ones. */
import { z } from 'zod';
import {
  failure,
  type Precedent,
  precedentSchema,
  type RejectedRow,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import { decodeFile } from '../decode.ts';
import type { FileInput } from '../grid/grid.ts';
import type { Loaded } from '../loaded.ts';
import { ProblemLog } from '../problems.ts';

const MOST_AGREEMENTS = { bytes: 32 * 1024 * 1024, sets: 64 };

const courseSchema = z.looseObject({
  prefix: z.string(),
  courseNumber: z.string(),
  courseTitle: z.string().default(''),
});
const institutionSchema = z.looseObject({ names: z.array(z.looseObject({ name: z.string() })).min(1) });
const groupSchema = z.looseObject({
  courseConjunction: z.string().nullish(),
  items: z.array(z.union([courseSchema, z.looseObject({})])).default([]),
});
const articulationSchema = z.looseObject({
  course: courseSchema.nullish(),
  series: z.looseObject({ conjunction: z.string().nullish(), courses: z.array(courseSchema) }).nullish(),
  sendingArticulation: z
    .looseObject({
      noArticulationReason: z.string().nullish(),
      items: z.array(groupSchema).default([]),
      courseGroupConjunctions: z.array(z.looseObject({ groupConjunction: z.string() })).default([]),
    })
    .nullish(),
});
type AssistCourse = z.infer<typeof courseSchema>;
type Sets = readonly (readonly AssistCourse[])[];

/** Some fields of the answer are JSON within JSON. */
const unpacked = (value: unknown): unknown => {
  if (typeof value !== 'string') return value;
  try {
    return JSON.parse(value);
  } catch {
    return null;
  }
};

const agreementSchema = z.looseObject({
  result: z.looseObject({
    receivingInstitution: z.preprocess(unpacked, institutionSchema),
    sendingInstitution: z.preprocess(unpacked, institutionSchema),
    articulations: z.preprocess(unpacked, z.array(z.unknown())),
  }),
});

/** Each way to take courses is a decision of its own; "no course articulated" is a refusal. What is no course stands among the rejected rows. */
export function readAssist(file: FileInput): Result<Loaded<Precedent[]>> {
  const log = new ProblemLog(file.name);
  const decoded = decodeFile(file, MOST_AGREEMENTS.bytes, log);
  const agreement = decoded && agreementSchema.safeParse(unpacked(decoded.text));
  if (!agreement?.success) {
    if (agreement) log.error('file-malformed', reason('assist-of-other-form'));
    return failure(...log.list());
  }
  const { receivingInstitution, sendingInstitution, articulations } = agreement.data.result;
  const [home, host] = [receivingInstitution, sendingInstitution].map(({ names }) => names[0]?.name ?? '') as [
    string,
    string,
  ];
  const rejectedRows: RejectedRow[] = [];
  const value = articulations.flatMap((entry, at) => {
    const decisions = decisionsIn(entry, { home, host });
    if (decisions !== null) return decisions;
    log.warn('row-malformed', reason('assist-no-course'), { line: at + 1 });
    rejectedRows.push({ place: { line: at + 1 }, cells: [], reason: reason('assist-no-course') });
    return [];
  });
  const problems = log.list();
  const counts = {
    rows: articulations.length,
    rejected: rejectedRows.length,
    rejectedRows,
    unknownColumns: [],
    tables: [],
    listedRows: [],
  };
  return success({ value, ...counts, problems }, problems);
}

function decisionsIn(entry: unknown, names: { readonly home: string; readonly host: string }): Precedent[] | null {
  const inner = z.looseObject({ articulation: z.unknown() }).safeParse(entry);
  const read = articulationSchema.safeParse(inner.success && inner.data.articulation ? inner.data.articulation : entry);
  if (!read.success) return null;
  const { course, series, sendingArticulation } = read.data;
  const receiving = series ? combine(series.conjunction, series.courses) : course ? [[course]] : [];
  if (receiving.length === 0 || !sendingArticulation) return null;
  const sending = sendingArticulation.noArticulationReason ? [] : sendingSets(sendingArticulation);
  if (sending === null) return null;
  const decision = sending.length === 0 ? 'refused' : 'approved';
  return receiving.flatMap((home) =>
    (sending.length === 0 ? [[]] : sending).map((host) =>
      precedentSchema.parse({
        homeInstitution: names.home,
        homeCode: codesOf(home),
        homeTitle: titlesOf(home),
        homeDescription: '',
        hostInstitution: names.host,
        hostCode: codesOf(host),
        hostTitle: titlesOf(host),
        hostDescription: '',
        decidedOn: null,
        validUntil: null,
        decision,
      }),
    ),
  );
}

const combine = (conjunction: string | null | undefined, courses: readonly AssistCourse[]): Sets =>
  /^or$/i.test(conjunction ?? '') ? courses.map((course) => [course]) : [[...courses]];

/** Groups of courses, of which one or all are to be taken; null where something that is no course is among them. */
function sendingSets({
  items,
  courseGroupConjunctions,
}: NonNullable<z.infer<typeof articulationSchema>['sendingArticulation']>): (readonly AssistCourse[])[] | null {
  const groups: Sets[] = [];
  for (const { items: members, courseConjunction } of items) {
    const courses = members.flatMap((member) => {
      const course = courseSchema.safeParse(member);
      return course.success ? [course.data] : [];
    });
    if (courses.length < members.length || courses.length === 0) return null;
    groups.push(combine(courseConjunction, courses));
  }
  const areAll = courseGroupConjunctions.some(({ groupConjunction }) => /^and$/i.test(groupConjunction));
  if (!areAll) return groups.flat();
  const joined = groups.reduce<AssistCourse[][]>(
    (sets, group) => sets.flatMap((set) => group.map((more) => [...set, ...more])),
    [[]],
  );
  return joined.length > MOST_AGREEMENTS.sets ? null : joined;
}

const codesOf = (courses: readonly AssistCourse[]): string =>
  courses.map(({ prefix, courseNumber }) => `${prefix} ${courseNumber}`).join(' + ');
const titlesOf = (courses: readonly AssistCourse[]): string =>
  courses.map(({ courseTitle }) => courseTitle).join(' + ');
