/** A transcript of records: what a host certifies for one student, row by row as printed; in CSV, ELMO or EWP XML. */
import {
  failure,
  problem,
  type Rational,
  type Result,
  reason,
  success,
  type Transcript,
  type TranscriptRow,
} from '../domain/index.ts';
import type { FileInput, TableLimits } from './grid/grid.ts';
import type { TableRow } from './row.ts';
import { type Loaded, readTable } from './table.ts';
import { type Parsed, readCount, readCredits, readDate, readIscedF } from './values.ts';
import { readLanguages } from './vocabulary.ts';
import { isXml, readXmlTranscript, type XmlTranscriptOptions } from './xml-transcript/read-xml-transcript.ts';

/** What the file itself does not say. `schemes` and `part` are of XML alone. */
export interface TranscriptOptions extends XmlTranscriptOptions {
  /** Bounds of a table; XML has its own. */
  readonly limits?: TableLimits | undefined;
}

/**
 * Reads a transcript from CSV or, when the file is XML, from ELMO or EWP; rows that name no scale are on `options.scale`. Rows without code
 * and title, and with unreadable credits or dates, are rejected alone; rows of several students or institutions in one file make it
 * unusable, because they would be credited to one person or reconciled with one plan.
 */
export function readTranscript(file: FileInput, options: TranscriptOptions = {}): Result<Loaded<Transcript>> {
  if (isXml(file.bytes)) return readXmlTranscript(file, options);
  const named = { student: new Set<string>(), institution: new Set<string>() };
  const readRow = (row: TableRow): TranscriptRow | null => {
    for (const column of ['student', 'institution'] as const) if (row.text(column)) named[column].add(row.text(column));
    return readTranscriptRow(row, options.scale);
  };
  const required = [['code', 'title'], ['grade']] as const;
  const table = readTable(
    file,
    {
      name: 'transcript',
      fields: [
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
      ],
      required,
      readRow,
    },
    options.limits,
  );
  if (!table.ok) return table;
  const mixed = (['student', 'institution'] as const)
    .filter((column) => named[column].size > 1)
    .map((column) => {
      const why = reason('transcript-mixed', { column, count: named[column].size });
      return problem('file-malformed', why, { source: file.name, column });
    });
  if (mixed.length > 0) return failure(...mixed, ...table.problems);
  const [student = null] = named.student;
  const [institution = null] = named.institution;
  const { value: rows, rejectedRows } = table.value;
  const value = { institution, student, rows, ...(rejectedRows.length > 0 && { rejectedRows: [...rejectedRows] }) };
  return success({ ...table.value, value }, table.problems);
}

function readTranscriptRow(row: TableRow, scale?: string): TranscriptRow | null {
  const code = row.text('code');
  const titles = row.localised('title');
  if (code === '' && Object.keys(titles).length === 0) row.reject('value-missing', 'code', reason('row-unnamed'));
  // Earned credits are one number: a range or a remark is no statement of what was earned.
  const readEarned = (text: string): Parsed<Rational> => {
    const parsed = readCredits(text);
    if (!('value' in parsed)) return parsed;
    const range = parsed.value;
    const isOne = range && range.remark === '' && range.min.eq(range.max);
    return isOne ? { value: range.min } : { reason: reason('credits-not-one-number') };
  };
  const read = {
    code,
    titles,
    credits: row.read('credits', readEarned),
    unit: row.text('credit_system') || row.impliedUnit,
    grade: row.text('grade') || null,
    scale: row.text('grade_scale') || scale || null,
    completedOn: row.readLightly('completed_on', readDate),
    term: row.text('term') || null,
    languages: row.readWords('language', readLanguages),
    attempt: row.readLightly('attempt', readCount(1)),
    iscedF: row.readLightly('isced_f', readIscedF),
    level: row.text('level') || null,
  };
  return row.rejected ? null : { line: row.line, ...read, extra: row.extra, ...row.aside };
}
