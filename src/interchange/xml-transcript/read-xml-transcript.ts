/** Transcripts of records in XML: ELMO (EMREX) of every version in use, and the EWP answer that carries ELMO with grading tables. */
import {
  failure,
  type GradingTable,
  type Result,
  shown,
  success,
  type Transcript,
  type TranscriptRow,
  textIn,
} from '../../domain/index.ts';
import { ProblemLog } from '../problems.ts';
import type { FileInput, Loaded } from '../table.ts';
import { decodeXml } from './decode-xml.ts';
import { findTranscript, type TranscriptParts } from './find-reports.ts';
import { parseXml, XML_BYTES } from './parse-xml.ts';
import { readCourse, SCHEME, type ScaleChoice } from './read-course.ts';
import { readGradingTables } from './read-grading-tables.ts';
import { readStudent } from './read-student.ts';
import { readTexts } from './read-texts.ts';
import { type SelectedCourse, selectCourses } from './select-courses.ts';
import { attributeOf, childrenNamed, placeOf, textOf } from './xml-element.ts';

export interface XmlTranscriptOptions extends ScaleChoice {
  /** The institution (title or identifier) or EWP mobility that is meant, where a file holds several transcripts. */
  readonly part?: string | undefined;
}

/** Whether a file is XML: its first sign after byte order mark and white space is `<`, in UTF-8, UTF-16 or a single-byte encoding. */
export function isXml(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, 4096).find((byte) => !SKIPPED_BYTES.has(byte));
  return first === 0x3c;
}

/** Byte order marks, the zero bytes of UTF-16, and white space. */
const SKIPPED_BYTES = new Set([0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x09, 0x0a, 0x0d, 0x20]);

/**
 * Reads a transcript from XML. Rows are in document order and numbered from 1; of a course and its parts, the level that carries the result
 * counts, so that credits count once. Fails when the file is no readable ELMO, has no courses, or holds several transcripts and
 * `options.part` does not name one.
 */
export function readXmlTranscript(file: FileInput, options: XmlTranscriptOptions = {}): Result<Loaded<Transcript>> {
  const log = new ProblemLog(file.name);
  const parts = openTranscript(file, options.part, log);
  if (parts === null) return failure(...log.list());
  const selected = selectCourses(parts.reports, log);
  const read = selected.map((course, index) => readCourse(course, { line: index + 1, scales: options, log }));
  const rows = read.filter((row) => row !== null);
  if (rows.length === 0) {
    const message = selected.length === 0 ? 'the transcript lists no courses' : 'none of the courses could be used';
    log.error('file-empty', { message, mend: 'Check that the right file was sent' });
    return failure(...log.list());
  }
  noteAssumedPasses(rows, selected, log);
  warnOfScales({ rows, parts, options, log });
  const gradingTables = tablesOf(parts, { rows, options, log });
  const transcript: Transcript = {
    institution: parts.institution,
    student: readStudent(parts.elmo, parts.reports),
    rows,
    ...(gradingTables.length > 0 && { gradingTables }),
  };
  const problems = log.list();
  const counts = { rows: selected.length, rejected: selected.length - rows.length, unknownColumns: [] };
  return success({ value: transcript, ...counts, problems }, problems);
}

/** The wanted transcript of the file, or null with the reason in the log. */
function openTranscript(file: FileInput, part: string | undefined, log: ProblemLog): TranscriptParts | null {
  if (file.bytes.length > XML_BYTES) {
    const message = `the file has ${file.bytes.length} bytes, at most ${XML_BYTES} are read of XML`;
    log.error('file-too-large', { message, mend: 'Ask for a file without attached documents' });
    return null;
  }
  const text = decodeXml(file.bytes, log);
  if (text === null) return null;
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text.slice(0, 5000))) {
    log.error('file-malformed', {
      message: 'this is a web page, not a transcript',
      mend: 'Load ELMO or EWP XML, or CSV',
    });
    return null;
  }
  const root = parseXml(text, log);
  return root && findTranscript(root, part, log);
}

/** One note for the rows that count as passed because ELMO says so of credits without label and status. */
function noteAssumedPasses(rows: readonly TranscriptRow[], selected: readonly SelectedCourse[], log: ProblemLog): void {
  const assumed = rows.filter(
    ({ line, status }) => status === 'passed' && textOf(selected[line - 1]?.instance ?? null, 'status') === '',
  );
  if (assumed.length === 0) return;
  const message = `credits without grade and status, which ELMO defines as passed: ${assumed.length} of ${rows.length} rows`;
  log.note('grade-missing', { message, mend: 'Ask the host if these courses have grades' });
}

interface ScaleCheck {
  readonly rows: readonly TranscriptRow[];
  readonly parts: TranscriptParts;
  readonly options: XmlTranscriptOptions;
  readonly log: ProblemLog;
}

/** Says once, and not at every row, what is not known of the scales. */
function warnOfScales({ rows, parts, options, log }: ScaleCheck): void {
  const schemes = new Set(rows.flatMap(({ extra }) => extra[SCHEME] ?? []));
  const listed = listSchemes(schemes, parts);
  for (const name of Object.keys(options.schemes ?? {}).filter((scheme) => !schemes.has(scheme))) {
    const mend = schemes.size === 0 ? 'Name one scale for all rows' : `Name one of: ${listed}`;
    log.warn('option-invalid', { message: 'no row of the transcript uses this grading scheme', mend, value: name });
  }
  const graded = rows.filter(({ grade }) => grade !== null);
  const unknown = graded.filter(({ scale }) => scale === null).length;
  if (unknown > 0)
    log.warn('scale-unknown', {
      message: `the file names no grade scale; grades without one: ${unknown}${listed && `; grading schemes: ${listed}`}`,
      mend: 'Name the scale, one of rules/scales, when the file is read',
    });
  const guessed = new Set(
    graded.flatMap(({ extra }) => extra[SCHEME] ?? []).filter((scheme) => !options.schemes?.[scheme]),
  );
  if (options.scale !== undefined && guessed.size > 1)
    log.warn('scale-unknown', {
      message: `the rows use several grading schemes and are all read on the scale ${options.scale}: ${listed}`,
      mend: 'Name a scale for each grading scheme',
    });
}

/** The grading schemes with their descriptions, for messages. */
function listSchemes(schemes: ReadonlySet<string>, { reports }: TranscriptParts): string {
  const descriptions = new Map(
    reports
      .flatMap((report) => childrenNamed(report, 'gradingScheme'))
      .map((scheme) => [attributeOf(scheme, 'localId'), textIn(readTexts(scheme, 'description'), 'en')]),
  );
  const names = [...schemes].slice(0, 8).map((scheme) => {
    const description = descriptions.get(scheme);
    return description ? `${shown(scheme)} (${shown(description)})` : shown(scheme);
  });
  return schemes.size > 8 ? `${names.join(', ')} and ${schemes.size - 8} more` : names.join(', ');
}

/** The host's grading tables; none without a scale for their labels. */
function tablesOf(parts: TranscriptParts, { rows, options, log }: Omit<ScaleCheck, 'parts'>): GradingTable[] {
  const { conversionTable, institution } = parts;
  if (!conversionTable) return [];
  const scales = new Set(rows.flatMap(({ scale }) => scale ?? []));
  const [only] = scales.size === 1 ? scales : [];
  const scale = options.scale ?? only;
  if (scale !== undefined && institution !== null)
    return readGradingTables(conversionTable, { institution, scale, log });
  const missing = institution === null ? 'institution' : 'scale of their labels';
  const message = `the grading tables are not used, because the ${missing} is not known`;
  log.warn('scale-unknown', { message, mend: 'Name the scale when the file is read', ...placeOf(conversionTable) });
  return [];
}
