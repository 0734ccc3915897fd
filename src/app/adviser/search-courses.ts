/** What replaces this? All current catalogues searched by what somebody types, for a home course or for none. */
import { z } from 'zod';
import {
  type BundlePrecedent,
  type Curriculum,
  codeKey,
  courseCreditsSchema,
  languageSchema,
  levelOf,
  localisedSchema,
  type Match,
  matchBasisSchema,
  matchSchema,
  memoise,
  type Result,
  reason,
  refuse,
  success,
  type Term,
  titleKey,
} from '../../domain/index.ts';
import {
  findTitles,
  marksIn,
  type QueryReading,
  readQuery,
  SubjectBook,
  TitleIndex,
  type TitleMarks,
} from '../../matching/index.ts';
import * as store from '../../store/index.ts';
import { openCatalogue, openCurriculum, openPrecedents } from '../cases/stored.ts';
import { sharingAlike } from '../service/loaded-lists.ts';
import type { Caller, Service } from '../service/service.ts';
import { matchSides } from '../tools/stay.ts';

export interface CourseSearch {
  /** What was typed; empty: the likeliest courses for the home course. */
  readonly text: string;
  /** The home course to be replaced: a stored curriculum and a code in it. */
  readonly home?: { readonly curriculum: string; readonly code: string } | undefined;
  /** Ids of the lists to search; all current catalogues when left out. */
  readonly catalogues?: readonly string[] | undefined;
  readonly term?: Term | undefined;
  /** Language of teaching; a course that does not say its own stays in. */
  readonly language?: string | undefined;
  readonly level?: 'bachelor' | 'master' | 'doctorate' | undefined;
  readonly limit: number;
}

/** Decided by people, likely by the engine, found by its words alone, refused by people; `found`: nothing is to be replaced. */
const groupSchema = z.enum(['precedent', 'likely', 'no-safe-match', 'refused', 'found']);
type Group = z.infer<typeof groupSchema>;

export const courseSearchSchema = z.object({
  reading: z.object({
    text: z.string().describe('what was typed, with mistyped words as they were read'),
    corrected: z.boolean(),
    also: z
      .array(z.object({ language: languageSchema, text: z.string() }))
      .describe('what the subject is called in other languages'),
  }),
  home: z
    .object({
      code: z.string(),
      titles: localisedSchema,
      credits: courseCreditsSchema.nullable(),
      semester: z.number().nullable(),
    })
    .nullable(),
  searched: z.object({ catalogues: z.number().int(), courses: z.number().int() }),
  items: z.array(
    z.object({
      catalogue: z.object({
        list: z.string(),
        version: z.string(),
        institution: z.string(),
        academicYear: z.string().nullable(),
      }),
      code: z.string(),
      titles: localisedSchema,
      credits: courseCreditsSchema.nullable(),
      terms: z.array(z.enum(['autumn', 'spring', 'year'])),
      languages: z.array(languageSchema),
      marks: z
        .record(languageSchema, z.array(z.tuple([z.number().int(), z.number().int()])))
        .describe('the words of a title that were found, from and to'),
      group: groupSchema,
      probability: z.number().nullable().describe('null: not among those that the engine weighed for the home course'),
      verdict: matchSchema.shape.verdict.unwrap().nullable(),
      evidence: matchSchema.shape.evidence,
      shared: z.array(z.string()).describe('topics on both sides'),
      missing: z.array(z.string()).describe('topics of the home course alone'),
      notes: matchSchema.shape.notes,
      precedents: matchSchema.shape.precedents,
    }),
  ),
  basis: matchBasisSchema.nullable(),
});
type SearchAnswer = z.infer<typeof courseSearchSchema>;
type Item = SearchAnswer['items'][number];

interface OpenList {
  readonly list: string;
  readonly version: string;
  readonly institution: string;
  readonly academicYear: string | null;
  readonly titles: TitleIndex<store.CourseOutline>;
}

/** A course that was found, before the few that are shown are described. */
interface FoundCourse {
  readonly open: OpenList;
  readonly course: store.CourseOutline;
  readonly match: Match | undefined;
  readonly likeness: number;
  readonly group: Group;
}

/** Strangers, where the tools are open to them, see courses and no decisions. `reference-unknown` for a curriculum or a home course that is not there. */
export async function searchCourses(
  service: Service,
  caller: Caller | null,
  asked: CourseSearch,
): Promise<Result<SearchAnswer>> {
  const home = await homeOf(service, asked);
  if (!home.ok) return home;
  const lists = await openLists(service, asked);
  const subjects = service.context().subjects?.() ?? SubjectBook.none;
  const typed = asked.text.trim();
  const reading: QueryReading =
    typed === ''
      ? { text: '', corrected: false, also: [] }
      : readQuery(
          asked.text,
          lists.map(({ titles }) => titles),
          subjects,
        );
  const suiting = { limit: asked.limit, suits: (course: store.CourseOutline) => suits(course, asked) };
  const found: FoundCourse[] = [];
  let basis: SearchAnswer['basis'] = null;
  for (const open of lists) {
    const weighed = home.value && (await weigh(service, caller, { ...home.value, open }));
    basis ??= weighed?.basis ?? null;
    const matches = new Map(weighed?.matches.map((match) => [codeKey(match.hostCode), match]));
    const likely = [...matches.keys()].flatMap((key) => open.titles.coded(key) ?? []).filter(suiting.suits);
    const named =
      typed === ''
        ? likely.map((course) => ({ course, likeness: 0 }))
        : findTitles(open.titles, asked.text, reading, suiting);
    for (const { course, likeness } of named) {
      const match = matches.get(codeKey(course.code));
      found.push({ open, course, match, likeness, group: home.value ? groupOf(match) : 'found' });
    }
  }
  found.sort(
    (a, b) =>
      ORDER[a.group] - ORDER[b.group] ||
      (b.match?.probability ?? -1) - (a.match?.probability ?? -1) ||
      b.likeness - a.likeness,
  );
  return success({
    reading: { ...reading, also: [...reading.also] },
    home: home.value && summaryOf(home.value.course),
    searched: { catalogues: lists.length, courses: lists.reduce((sum, { titles }) => sum + titles.courses.length, 0) },
    items: found.slice(0, asked.limit).map((one) => itemOf(one, typed === '' ? {} : marksIn(one.course, reading))),
    basis,
  });
}

const ORDER: Readonly<Record<Group, number>> = { precedent: 0, likely: 1, found: 2, 'no-safe-match': 3, refused: 4 };
function suits({ terms, languages, level }: store.CourseOutline, asked: CourseSearch): boolean {
  const { term, language } = asked;
  const cycle = levelOf(level);
  // What a catalogue does not say excludes nothing.
  return (
    (term === undefined || terms.length === 0 || terms.includes(term) || terms.includes('year')) &&
    (language === undefined || languages.length === 0 || languages.includes(language)) &&
    (asked.level === undefined || cycle === null || cycle === asked.level)
  );
}

function itemOf({ open, course, match, group }: FoundCourse, marks: TitleMarks): Item {
  const { list, version, institution, academicYear } = open;
  const { code, titles, credits, terms, languages } = course;
  return {
    catalogue: { list, version, institution, academicYear },
    ...{ code, titles, credits, terms, languages, group },
    marks: { ...marks } as Item['marks'],
    probability: match?.probability ?? null,
    verdict: match?.verdict ?? null,
    evidence: match?.evidence ?? [],
    shared: match?.shared.map(({ term }) => term) ?? [],
    missing: match?.missing.map(({ term }) => term) ?? [],
    notes: match?.notes ?? [],
    precedents: match?.precedents ?? [],
  };
}

function groupOf(match: Match | undefined): Group {
  const decision = match?.precedents.find(({ kind, counts }) => kind === 'exact' && counts)?.decision;
  if (decision !== undefined) return decision === 'approved' ? 'precedent' : 'refused';
  return match?.verdict === 'suggest' || match?.verdict === 'review' ? 'likely' : 'no-safe-match';
}

interface HomeCourse {
  readonly version: string;
  readonly curriculum: Curriculum;
  readonly course: Curriculum['courses'][number];
}

const summaryOf = ({ code, titles, credits, semester }: HomeCourse['course']) => ({ code, titles, credits, semester });

async function homeOf(service: Service, { home }: CourseSearch): Promise<Result<HomeCourse | null>> {
  if (home === undefined) return success(null);
  const curriculum = await openCurriculum(service, home.curriculum);
  if (!curriculum.ok) return curriculum;
  const course = curriculum.value.courses.find(({ code }) => codeKey(code) === codeKey(home.code));
  if (!course) return refuse('reference-unknown', reason('home-course-unknown', { code: home.code }));
  return success({ version: home.curriculum, curriculum: curriculum.value, course });
}

/** The newest year of each host, and of the lists that were named those. */
async function openLists(
  { store: { connection }, loaded }: Service,
  { catalogues }: CourseSearch,
): Promise<OpenList[]> {
  const all = await store.courseLists.list(connection, { kind: 'catalogue' });
  const newest = new Map(all.map((one) => [titleKey(one.list.institution), one.list.id]));
  const current = all.filter(
    ({ list }) => catalogues?.includes(list.id) ?? newest.get(titleKey(list.institution)) === list.id,
  );
  const opened: OpenList[] = [];
  for (const { list, latest } of current) {
    const titles = await loaded.titles.take(
      latest,
      async () => new TitleIndex(sharingAlike(await store.courses.outlines(connection, latest.id))),
    );
    const { institution, academicYear } = list;
    opened.push({ list: list.id, version: latest.id, institution, academicYear, titles });
  }
  return opened;
}

const MOST_WEIGHED = 50;
const MOST_KEPT = 500;
interface Weighed {
  readonly matches: readonly Match[];
  readonly basis: z.infer<typeof matchBasisSchema>;
}
/** What was weighed a moment ago is not weighed again while somebody types: by the decisions that it rests on, then by the two sides. */
const weighedBefore = new WeakMap<readonly BundlePrecedent[], Map<string, Promise<Weighed>>>();
const NO_DECISIONS: readonly BundlePrecedent[] = [];

async function weigh(
  service: Service,
  caller: Caller | null,
  { curriculum, version: mine, course, open }: HomeCourse & { readonly open: OpenList },
): Promise<Weighed> {
  const precedents = caller === null ? NO_DECISIONS : await openPrecedents(service, curriculum, open);
  const own = weighedBefore.get(precedents) ?? new Map<string, Promise<Weighed>>();
  weighedBefore.set(precedents, own);
  const context = service.context();
  const weighing = async (): Promise<Weighed> => {
    const catalogue = await openCatalogue(service, open.version);
    if (!catalogue.ok) throw new Error('a version that was found is not there');
    const sides = { curriculum, catalogue: catalogue.value, precedents };
    const { results, basis } = await matchSides(context, sides, { top: MOST_WEIGHED, code: course.code });
    return { matches: results[0]?.matches ?? [], basis };
  };
  const key = JSON.stringify([mine, course.code, open.version, context.today]);
  const weighed = memoise(own, key, weighing, MOST_KEPT);
  weighed.catch(() => own.delete(key));
  return weighed;
}
