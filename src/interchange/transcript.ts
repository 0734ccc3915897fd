/** A transcript of records: what a host certifies for one student, row by row as printed; in CSV, ELMO or EWP XML. */
import {
  failure,
  type Problem,
  type Rational,
  type Result,
  success,
  type Transcript,
  type TranscriptRow,
} from '../domain/index.ts';
import type { Field } from './columns.ts';
import type { Row } from './row.ts';
import { type FileInput, type Limits, type Loaded, readTable } from './table.ts';
import { type Parsed, readCount, readCredits, readDate, readIscedF } from './values.ts';
import { readLanguages } from './vocabulary.ts';
import { isXml, readXmlTranscript, type XmlTranscriptOptions } from './xml-transcript/read-xml-transcript.ts';

const FIELDS = [
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
  'institution',
  'student',
] as const satisfies readonly Field[];

/** What the file itself does not say. `schemes` and `part` are of XML alone. */
export interface TranscriptOptions extends XmlTranscriptOptions {
  /** Bounds of a table; XML has its own. */
  readonly limits?: Limits | undefined;
}

/**
 * Reads a transcript from CSV or, when the file is XML, from ELMO or EWP; rows that name no scale are on `options.scale`. Rows without code
 * and title, and with unreadable credits or dates, are rejected alone; rows of several students or institutions in one file make it
 * unusable, because they would be credited to one person or reconciled with one plan.
 */
export function readTranscript(file: FileInput, options: TranscriptOptions = {}): Result<Loaded<Transcript>> {
  if (isXml(file.bytes)) return readXmlTranscript(file, options);
  const [students, institutions] = [new Set<string>(), new Set<string>()];
  const readRow = (row: Row): TranscriptRow | null => {
    if (row.text('student')) students.add(row.text('student'));
    if (row.text('institution')) institutions.add(row.text('institution'));
    return readTranscriptRow(row, options.scale);
  };
  const kind = { name: 'a transcript', fields: FIELDS, required: [['code', 'title'], ['grade']] as const, readRow };
  const table = readTable(file, kind, options.limits);
  if (!table.ok) return table;
  const mixed = [
    ...(students.size > 1 ? [mixedFile(file.name, 'student', students.size)] : []),
    ...(institutions.size > 1 ? [mixedFile(file.name, 'institution', institutions.size)] : []),
  ];
  if (mixed.length > 0) return failure(...mixed, ...table.problems);
  const [student = null] = students;
  const [institution = null] = institutions;
  return success({ ...table.value, value: { institution, student, rows: table.value.value } }, table.problems);
}

const mixedFile = (source: string, column: string, count: number): Problem => ({
  code: 'file-malformed',
  severity: 'error',
  message: `the transcript names ${count} values of ${column}, it must be of one`,
  mend: `Make one file for each ${column}`,
  source,
  column,
});

function readTranscriptRow(row: Row, scale?: string): TranscriptRow | null {
  const code = row.text('code');
  const titles = row.localised('title');
  if (code === '' && Object.keys(titles).length === 0)
    row.reject('value-missing', {
      field: 'code',
      message: 'the row has neither code nor title',
      mend: 'Give it one of the two',
    });
  const read = {
    code,
    titles,
    credits: row.read('credits', readEarnedCredits),
    unit: row.text('credit_system') || row.impliedUnit,
    grade: row.text('grade') || null,
    scale: row.text('grade_scale') || scale || null,
    completedOn: row.read('completed_on', readDate),
    term: row.text('term') || null,
    languages: row.readWords('language', readLanguages),
    attempt: row.readLightly('attempt', readCount(1)),
    iscedF: row.readLightly('isced_f', readIscedF),
    level: row.text('level') || null,
  };
  return row.rejected ? null : { line: row.line, ...read, extra: row.extra };
}

/** Earned credits are one number: a range or a remark is no statement of what was earned. */
function readEarnedCredits(text: string): Parsed<Rational> {
  const parsed = readCredits(text);
  if (!('value' in parsed)) return parsed;
  const range = parsed.value;
  if (range && range.remark === '' && range.min.eq(range.max)) return { value: range.min };
  return {
    reason: 'earned credits are one number',
    mend: 'Write the credits that the host certifies, such as 5 or 7,5',
  };
}
