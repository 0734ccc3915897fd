/** Recognitions on their way out of Concord: protocols as one archive, and the results for the student information system. */
import {
  type CaseAbout,
  type CreditOrder,
  type HomeGrade,
  type Localised,
  type Rational,
  type Recognition,
  type RecognitionCase,
  type Result,
  reason,
  textIn,
  type UiLanguage,
} from '../../domain/index.ts';
import { type NamedFile, writeCsv, writeJson, zipFiles } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { aboutCases } from '../cases/about.ts';
import { protocolOf } from '../papers/protocol.ts';
import { everyPage } from '../service/records.ts';
import { attempt, type Caller, found, refuse, type Service, workOf } from '../service/service.ts';

/** Which recognitions: those named, or all that were given out on some days. */
export interface Selection {
  readonly ids?: readonly string[] | undefined;
  /** Days of the issue, both inclusive. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** What may be asked for at once. */
const MOST_EXPORTED = 500;

interface ExportChoice {
  readonly record: RecognitionCase;
  readonly about: CaseAbout;
}

/** In the order of their issue, and of their ids on one day: the same question has the same answer. */
async function choose(
  service: Service,
  caller: Caller,
  { ids, from = '', to = '9999' }: Selection,
): Promise<ExportChoice[]> {
  const work = workOf(service, caller);
  const records = ids
    ? await namedCases(work.connection, ids)
    : (await issued(work.connection)).filter(({ issuedOn }) => issuedOn !== null && from <= issuedOn && issuedOn <= to);
  if (records.length > MOST_EXPORTED)
    refuse('request-invalid', reason('export-too-many', { count: records.length, most: MOST_EXPORTED }));
  const about = await aboutCases(
    work,
    'recognition',
    records.map(({ id }) => id),
  );
  const byIssue = ({ issuedOn, id }: RecognitionCase): string => `${issuedOn ?? '9999'} ${id}`;
  return records
    .sort((a, b) => (byIssue(a) < byIssue(b) ? -1 : 1))
    .flatMap((record) => {
      const known = about.get(record.id);
      return known ? [{ record, about: known }] : [];
    });
}

async function namedCases(connection: store.Connection, ids: readonly string[]): Promise<RecognitionCase[]> {
  const known = new Map((await store.findMany(connection, 'recognition', ids)).map((one) => [one.id, one]));
  return [...new Set(ids)].map((id) => found('recognition', id, known.get(id) ?? null));
}

const issued = (connection: store.Connection): Promise<RecognitionCase[]> =>
  everyPage((after) =>
    store.list(connection, 'recognition', { where: { state: ['issued', 'closed'] }, after, limit: 100 }),
  );

/** The protocols as PDF, one a recognition and language, in a ZIP archive. */
export const protocolsAsZip = (
  service: Service,
  caller: Caller,
  {
    languages,
    signal,
    onProgress,
    ...selection
  }: Selection & {
    readonly languages: readonly UiLanguage[];
    readonly signal?: AbortSignal;
    readonly onProgress?: (done: number, total: number) => void;
  },
): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const files: NamedFile[] = [];
    const chosen = await choose(service, caller, selection);
    for (const { record, about } of chosen)
      for (const language of languages) {
        signal?.throwIfAborted();
        onProgress?.(files.length, chosen.length * languages.length);
        const content = found('recognition', record.id, await contentOf(service, record.id, language));
        files.push({ name: `${fileNameOf(record, about)}-${language}.pdf`, content });
      }
    return zipFiles(files);
  });

const contentOf = async (service: Service, id: string, language: UiLanguage): Promise<Uint8Array | null> => {
  const protocol = await protocolOf(service, { id, format: 'pdf', language });
  return protocol.ok ? protocol.value : null;
};

/** Begins with the student's number, so that a folder is in order; the id keeps two stays of one student apart. */
const fileNameOf = ({ id }: RecognitionCase, { student, host }: CaseAbout): string =>
  [student?.number, host, id.slice(0, 8)]
    .flatMap((part) => (part ? [part.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60)] : []))
    .join('_');

/** A course as the host printed it; `ects` is what its credits come to. */
interface ExportedCourse {
  readonly code: string;
  readonly title: string;
  readonly credits: string | null;
  readonly unit: string | null;
  readonly ects: string | null;
  readonly grade: string | null;
  readonly scale: string | null;
}

/** What became of one course, on one side or on both. */
interface ExportedResult {
  /** `not-credited`: a course of the host; `difference`, `undecided`: one of the home curriculum. */
  readonly kind: 'credited' | 'elective' | 'additional' | 'not-credited' | 'difference' | 'undecided';
  readonly bundle: string | null;
  readonly home: { readonly code: string; readonly title: string } | null;
  /** Home credits; exact figures as text. */
  readonly credits: string | null;
  readonly letter: string | null;
  readonly points: string | null;
  readonly percent: string | null;
  readonly traditional: string | null;
  /** The rule by which the grade was converted. */
  readonly method: string | null;
  readonly host: readonly ExportedCourse[];
  /** Of a course of the host that earned nothing. */
  readonly outcome: string | null;
}

interface ExportedRecognition {
  /** What a dean's office names as the ground of a record. */
  readonly decision: Pick<RecognitionCase, 'id' | 'revision' | 'state' | 'issuedOn' | 'studyPlan' | 'planVersion'> & {
    /** The order that credits it; null where none is known. */
    readonly order: CreditOrder | null;
    readonly policy: string;
    readonly policyVersion: string;
  };
  readonly student: CaseAbout['student'];
  readonly institute: string;
  readonly programme: string | null;
  readonly host: string;
  readonly stay: CaseAbout['stay'];
  readonly academicYear: string | null;
  readonly term: CaseAbout['term'];
  readonly results: readonly ExportedResult[];
}

/** For the student information system: original beside converted result, the way between them, and the decision that it rests on. */
export const exportRecognitions = (
  service: Service,
  caller: Caller,
  { format, ...selection }: Selection & { readonly format: 'csv' | 'json' },
): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const items = (await choose(service, caller, selection)).map(exported);
    const json = { format: 'concord-recognitions', version: 1, items };
    return new TextEncoder().encode(format === 'csv' ? asCsv(items) : writeJson(json));
  });

function exported({ record, about }: ExportChoice): ExportedRecognition {
  const { id, revision, state, issuedOn, studyPlan, planVersion, institute, recognition, order = null } = record;
  const { id: policy, version: policyVersion } = recognition.policy;
  const { student, programme, stay, academicYear, term } = about;
  return {
    decision: { id, revision, state, issuedOn, order, policy, policyVersion, studyPlan, planVersion },
    student,
    institute,
    programme: recognition.home.programme ?? programme,
    host: recognition.host.institution,
    stay,
    academicYear,
    term,
    results: resultsOf(recognition),
  };
}

function resultsOf({ credited, places, additional, rows, difference, undecided }: Recognition): ExportedResult[] {
  const hostOf = (lines: readonly number[]) => rows.filter(({ line }) => lines.includes(line)).map(hostCourse);
  const inPlaces = new Set(places.flatMap(({ from }) => from));
  const used = new Set([...credited.flatMap(({ from }) => from), ...additional.map(({ line }) => line), ...inPlaces]);
  return [
    ...credited.map((one) => ({
      ...result('credited', { ...one, ...one.grade }),
      method: methodOf(one.derivation),
      host: hostOf(one.from),
    })),
    ...places.map((one) => {
      const filled = additional.filter(({ line }) => one.from.includes(line));
      const [grade, ...others] = new Set(filled.flatMap((item) => (item.grade ? [item.grade] : [])));
      const isOne = grade !== undefined && others.length === 0;
      const method = methodOf(filled.flatMap(({ derivation }) => derivation));
      return { ...result('elective', { ...one, ...(isOne && grade) }), method, host: hostOf(one.from) };
    }),
    ...additional
      .filter(({ line }) => !inPlaces.has(line))
      .map((one) => ({
        ...result('additional', { bundle: null, credits: one.ects, ...one.grade }),
        method: methodOf(one.derivation),
        host: hostOf([one.line]),
      })),
    ...rows
      .filter(({ line }) => !used.has(line))
      .map((row) => ({ ...result('not-credited', row, false), host: [hostCourse(row)], outcome: row.outcome })),
    ...difference.map((one) => result('difference', one)),
    ...undecided.map((one) => result('undecided', one)),
  ];
}

interface Given extends Partial<Pick<HomeGrade, 'letter' | 'points' | 'percent' | 'traditional'>> {
  readonly bundle?: string | null;
  readonly homeCode?: string;
  readonly homeTitles?: Localised;
  readonly credits: Rational | null;
}

const figureText = (figure: Rational | null | undefined): string | null => figure?.toString() ?? null;

/** `isHome`: its credits are home credits. */
const result = (
  kind: ExportedResult['kind'],
  { bundle = null, homeCode, homeTitles = {}, credits, letter = null, points, percent, traditional = null }: Given,
  isHome = true,
): ExportedResult => ({
  kind,
  bundle,
  home: homeCode === undefined ? null : { code: homeCode, title: textIn(homeTitles, 'kk', 'ru', 'en') },
  credits: isHome ? figureText(credits) : null,
  letter,
  points: figureText(points),
  percent: figureText(percent),
  traditional,
  method: null,
  host: [],
  outcome: null,
});

const hostCourse = ({ code, title, credits, unit, ects, grade, scale }: Recognition['rows'][number]) => ({
  code,
  title,
  credits: figureText(credits),
  unit,
  ects: figureText(ects),
  grade,
  scale,
});

/** The first rule of the ladder that applied. */
const methodOf = (derivation: Recognition['gpa']['derivation']): string | null =>
  derivation.find(({ rule, output }) => rule.startsWith('grade.') && output !== null)?.rule ?? null;

type ExportLine = ExportedRecognition & { readonly one: ExportedResult };
const joinedParts = (of: (course: ExportedResult['host'][number]) => string | null) => (line: ExportLine) =>
  line.one.host.map((course) => of(course) ?? '').join('; ');

/** Several courses of one side share a cell, in the order of the transcript. */
const COLUMNS: Readonly<Record<string, (line: ExportLine) => string | number | null>> = {
  decision: ({ decision }) => decision.id,
  decision_revision: ({ decision }) => decision.revision,
  issued_on: ({ decision }) => decision.issuedOn,
  order_number: ({ decision }) => decision.order?.number ?? null,
  order_date: ({ decision }) => decision.order?.date ?? null,
  policy: ({ decision }) => `${decision.policy} ${decision.policyVersion}`,
  study_plan: ({ decision }) => decision.studyPlan,
  plan_version: ({ decision }) => decision.planVersion,
  student_number: ({ student }) => student?.number ?? null,
  student_name: ({ student }) => student?.name ?? null,
  institute: ({ institute }) => institute,
  programme: ({ programme }) => programme,
  host: ({ host }) => host,
  stay_start: ({ stay }) => stay?.start ?? null,
  stay_end: ({ stay }) => stay?.end ?? null,
  academic_year: ({ academicYear }) => academicYear,
  term: ({ term }) => term,
  result: ({ one }) => one.kind,
  bundle: ({ one }) => one.bundle,
  home_code: ({ one }) => one.home?.code ?? null,
  home_title: ({ one }) => one.home?.title ?? null,
  home_credits: ({ one }) => one.credits,
  letter: ({ one }) => one.letter,
  points: ({ one }) => one.points,
  percent: ({ one }) => one.percent,
  traditional: ({ one }) => one.traditional,
  method: ({ one }) => one.method,
  host_code: joinedParts(({ code }) => code),
  host_title: joinedParts(({ title }) => title),
  host_credits: joinedParts(({ credits }) => credits),
  host_unit: joinedParts(({ unit }) => unit),
  host_ects: joinedParts(({ ects }) => ects),
  host_grade: joinedParts(({ grade }) => grade),
  host_scale: joinedParts(({ scale }) => scale),
  outcome: ({ one }) => one.outcome,
};

const asCsv = (items: readonly ExportedRecognition[]): string =>
  writeCsv(
    Object.keys(COLUMNS),
    items.flatMap((item) => item.results.map((one) => Object.values(COLUMNS).map((cell) => cell({ ...item, one })))),
  );
