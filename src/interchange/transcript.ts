/** A transcript of records: what a host certifies for one student, row by row as printed; in CSV, ELMO or EWP XML. */
import {
  failure,
  type GradingTable,
  groupBy,
  type Problem,
  problem,
  type Result,
  type RowPlace,
  reason,
  success,
  type Transcript,
  type TranscriptRow,
} from '../domain/index.ts';
import { codeApart } from './code-in-title.ts';
import type { Field } from './columns.ts';
import { readDate } from './dates.ts';
import type { FileInput, ReadOptions } from './grid/grid.ts';
import { convertedCode } from './layout/damage.ts';
import type { Facts } from './layout/facts.ts';
import { readLegend, readPrintedDistribution } from './legend.ts';
import type { Loaded } from './loaded.ts';
import { readEarnedCredits } from './printed-credits.ts';
import type { TableRow } from './row.ts';
import { readTable } from './table.ts';
import { readCount, readIscedF } from './values.ts';
import { readLanguages, statusNamed } from './vocabulary.ts';
import {
  isXml,
  readEachXmlTranscript,
  readXmlTranscript,
  type XmlTranscriptOptions,
} from './xml-transcript/read-xml-transcript.ts';

/** What the file itself does not say. `schemes` is of XML alone; `part` is the student's number in a table of several. */
export interface TranscriptOptions extends XmlTranscriptOptions, ReadOptions {}

export const TRANSCRIPT_FIELDS: readonly Field[] = [
  'code',
  'title',
  'credits',
  'credit_system',
  'grade',
  'grade_scale',
  'completed_on',
  'term',
  'language',
  'attempt',
  'isced_f',
  'level',
  'status',
  'institution',
  'student',
];

/** A row with the student and institution that it belongs to; empty where the file names none. */
interface OwnedRow {
  readonly student: string;
  /** By what else the file tells students apart. */
  readonly person: string;
  readonly institution: string;
  readonly row: TranscriptRow;
}

/**
 * Reads one student's transcript from a table or, when the file is XML, from ELMO or EWP; rows that name no scale are on `options.scale`. Rows
 * without code and title, and with unreadable credits, are rejected alone. A file of several students needs `options.part`, and one of several
 * institutions is refused, because its rows would be reconciled with one plan.
 */
export function readTranscript(file: FileInput, asked: TranscriptOptions = {}): Result<Loaded<Transcript>> {
  const options: TranscriptOptions = { ...file.reading, ...asked };
  if (file.grids === undefined && isXml(file.bytes)) return readXmlTranscript(file, options);
  const read = readTranscripts(file, options);
  if (!read.ok) return read;
  const { value: transcripts } = read.value;
  const isThere = transcripts.some(({ student }) => student === options.student);
  const meant = options.part ?? (isThere ? options.student : undefined);
  const wanted = meant === undefined ? transcripts : transcripts.filter((each, at) => partName(each, at) === meant);
  const [transcript, ...others] = wanted;
  const source = file.name;
  const value = transcript ?? { institution: options.institution ?? null, student: null, rows: [] };
  const unclear = transcript && others.length === 0 ? [] : [notOne(wanted, transcripts, { source, options })];
  const problems = [...(read.value.unusable ? [] : unclear), ...read.problems];
  return unclear.length === 0 || options.toShow ? success({ ...read.value, value }, problems) : failure(...problems);
}

/**
 * Every transcript of a file by itself: of a table one a student and institution, of XML one an issuer and mobility. A file that cannot be read
 * is one that failed.
 */
export function readEachTranscript(file: FileInput, asked: TranscriptOptions = {}): Result<Loaded<Transcript>>[] {
  const options: TranscriptOptions = { ...file.reading, ...asked };
  if (file.grids === undefined && isXml(file.bytes)) return readEachXmlTranscript(file, options);
  const read = readTranscripts(file, options);
  if (!read.ok) return [read];
  const { value: transcripts, ...rest } = read.value;
  if (transcripts.length === 0)
    return [success({ ...rest, value: { institution: null, student: null, rows: [] } }, read.problems)];
  return transcripts.map((value) => {
    const rejectedRows = value.rejectedRows ?? [];
    const rejected = rejectedRows.length;
    return success({ ...rest, value, rejectedRows, rejected, rows: value.rows.length + rejected }, read.problems);
  });
}

/** By what one of several transcripts is named: the number of its student, else its place in the file. */
export const partName = ({ student }: Pick<Transcript, 'student'>, at: number): string => student ?? `#${at + 1}`;

/** Why a file is not the transcript of one student. */
function notOne(
  wanted: readonly Transcript[],
  all: readonly Transcript[],
  { source, options: { part = '' } }: { readonly source: string; readonly options: TranscriptOptions },
): Problem {
  const several = wanted.length === 0 ? all : wanted;
  const students = [...new Set(several.map(partName))];
  const institutions = new Set(wanted.map(({ institution }) => institution));
  if (institutions.size > 1 && new Set(several.flatMap(({ student }) => student ?? [])).size < 2) {
    const why = reason('transcript-mixed', { column: 'institution', count: institutions.size });
    return problem('file-malformed', why, { source, column: 'institution' });
  }
  const why =
    wanted.length === 0
      ? reason('student-not-in-file', { part, students })
      : reason('transcript-of-several', { count: wanted.length, students: students.slice(0, 20) });
  return problem('file-malformed', why, { source, column: 'student' });
}

/** The transcripts of a table, one a student and institution in the order of the file; rows that name no student belong to the one above them. */
function readTranscripts(file: FileInput, options: TranscriptOptions): Result<Loaded<Transcript[]>> {
  let facts: Facts = {};
  /** Whose each rejected row is, where its cells say so. */
  const rejectedOf = new Map<string, string>();
  const readRow = (row: TableRow): OwnedRow | null => {
    const read = readTranscriptRow(row, options);
    const [student, institution] = [row.text('student'), row.text('institution')];
    if (read === null) rejectedOf.set(placeKey({ line: row.line, ...row.place }), student);
    return read && { student, person: student === '' ? row.person : '', institution, row: read };
  };
  const takeFacts = (said: Facts): void => {
    facts = { ...said, ...facts };
  };
  let beside: readonly (readonly string[])[] = [];
  const takeBeside = (lines: typeof beside): void => {
    beside = lines;
  };
  const required = [
    ['code', 'title'],
    ['grade', 'status'],
  ] as const;
  const table = readTable(
    file,
    { name: 'transcript', fields: TRANSCRIPT_FIELDS, required, readRow, takeFacts, takeBeside },
    options,
  );
  if (!table.ok) return table;
  const { value: owned, rejectedRows } = table.value;
  const institutions = new Set(owned.flatMap(({ institution }) => institution || []));
  const [named = options.institution ?? facts.institution ?? null] = institutions;
  const issued = facts.issued_on === undefined ? null : readDate(facts.issued_on);
  const legend = readLegend(beside);
  // Whose grades a printed table counts is not told where the file is of several.
  const printed =
    institutions.size > 1
      ? { table: null, problems: [] }
      : printedTable(beside, { institution: named, owned, file, options });
  const isOne = institutions.size < 2;
  const groups = groupBy(
    owned,
    ({ student, person, institution }) => `${student || person}\n${isOne ? '' : institution}`,
  );
  const transcripts = [...groups.values()].map((rows): Transcript => {
    const { student = '', institution = '' } = rows[0] ?? {};
    // A row that does not say whose it is may be of each.
    const rejected = rejectedRows.filter(({ place }) => {
      const whose = rejectedOf.get(placeKey(place)) ?? '';
      return whose === '' || whose === student;
    });
    return {
      institution: isOne ? named : institution || null,
      student: student || null,
      rows: rows.map(({ row }) => row),
      ...(issued && 'value' in issued && { issuedOn: issued.value }),
      ...(rejected.length > 0 && { rejectedRows: rejected }),
      ...(printed.table && { gradingTables: [printed.table] }),
      ...(legend && { legend }),
    };
  });
  return success({ ...table.value, value: transcripts }, [...printed.problems, ...table.problems]);
}

const placeKey = ({ sheet = '', page = 0, line = 0 }: RowPlace): string => `${sheet}\n${page}\n${line}`;

/** A grading table that stands beside the rows: used where its institution and its scale are known, else said. */
function printedTable(
  beside: readonly (readonly string[])[],
  {
    institution,
    owned,
    file,
    options,
  }: {
    readonly institution: string | null;
    readonly owned: readonly OwnedRow[];
    readonly file: FileInput;
    readonly options: TranscriptOptions;
  },
): { readonly table: GradingTable | null; readonly problems: readonly Problem[] } {
  const printed = readPrintedDistribution(beside);
  if (printed === null) return { table: null, problems: [] };
  const scales = new Set(owned.flatMap(({ row }) => row.scale ?? []));
  const [only] = scales.size === 1 ? scales : [];
  const scale = options.scale ?? only;
  if (scale === undefined || institution === null) {
    const why = reason('printed-table-unused', { missing: institution === null ? 'institution' : 'scale' });
    return { table: null, problems: [problem('scale-unknown', why, { source: file.name, severity: 'warning' })] };
  }
  const unlimited = { iscedF: null, level: null, years: null, validFrom: null, validTo: null };
  const source = 'The grading table that the transcript prints';
  const table = { id: 'printed', institution, scale, ...unlimited, ...printed, source, confidence: 'medium' as const };
  return { table, problems: [] };
}

function readTranscriptRow(row: TableRow, { scale, units }: TranscriptOptions): TranscriptRow | null {
  const { code, titles } = codeApart(row.text('code'), row.localised('title'));
  if (code === '' && Object.keys(titles).length === 0) row.reject('value-missing', 'code', reason('row-unnamed'));
  const converted = code === '' ? null : convertedCode(code, row.stored('code'));
  if (converted) row.warn('value-unclear', 'code', converted, code);
  const status = row.readWord('status', statusNamed);
  const read = {
    code,
    titles,
    ...readEarnedCredits(row, units),
    grade: row.text('grade') || null,
    scale: row.text('grade_scale') || scale || null,
    completedOn: row.readDay('completed_on'),
    term: row.text('term') || null,
    languages: row.readWords('language', readLanguages),
    attempt: row.readLightly('attempt', readCount(1)),
    iscedF: row.readLightly('isced_f', readIscedF),
    level: row.text('level') || null,
    ...(status && { status }),
  };
  return row.rejected ? null : { line: row.line, ...row.place, ...read, extra: row.extra, ...row.aside };
}
