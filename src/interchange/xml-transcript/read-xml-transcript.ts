/** Transcripts of records in XML: ELMO (EMREX) of every version in use, and the EWP answer that carries ELMO with grading tables. */
import {
  failure,
  type GradingTable,
  type Result,
  reason,
  shown,
  success,
  type Transcript,
  type TranscriptRow,
  textIn,
} from '../../domain/index.ts';
import { ProblemLog } from '../problems.ts';
import type { FileInput, Loaded } from '../table.ts';
import { decodeXml } from './decode-xml.ts';
import { type TranscriptParts, wantedTranscript } from './find-reports.ts';
import { parseXml, XML_LIMITS } from './parse-xml.ts';
import { readElmoCourse, SCHEME, type ScaleChoice } from './read-course.ts';
import { readGradingTables } from './read-grading-tables.ts';
import { readStudent } from './read-student.ts';
import { selectCourses } from './select-courses.ts';
import { attributeOf, childrenNamed, childText, elementPlace, localisedTexts } from './xml-element.ts';

export interface XmlTranscriptOptions extends ScaleChoice {
  /** The institution (title or identifier) or EWP mobility that is meant, where a file holds several transcripts. */
  readonly part?: string | undefined;
}

/** Whether a file is XML: its first sign after byte order mark and white space is `<`, in UTF-8, UTF-16 or a single-byte encoding. */
export function isXml(bytes: Uint8Array): boolean {
  // Byte order marks, the zero bytes of UTF-16, and white space.
  const skipped = [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00, 0x09, 0x0a, 0x0d, 0x20];
  return bytes.subarray(0, 4096).find((byte) => !skipped.includes(byte)) === 0x3c;
}

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
  const read = selected.map((course, index) => readElmoCourse(course, { line: index + 1, scales: options, log }));
  const rows = read.filter((row) => row !== null);
  if (rows.length === 0) {
    log.error('file-empty', selected.length === 0 ? reason('xml-no-courses') : reason('xml-no-good-courses'));
    return failure(...log.list());
  }
  // Rows that count as passed because ELMO says so of credits without label and status.
  const statusOf = (line: number): string => childText(selected[line - 1]?.instance ?? null, 'status');
  const assumed = rows.filter(({ line, status }) => status === 'passed' && statusOf(line) === '').length;
  if (assumed > 0) log.note('grade-missing', reason('xml-passes-assumed', { count: assumed, rows: `${rows.length}` }));
  warnOfScales({ rows, parts, options, log });
  const gradingTables = gradingTablesOf(parts, { rows, options, log });
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
function openTranscript({ bytes }: FileInput, part: string | undefined, log: ProblemLog): TranscriptParts | null {
  if (bytes.length > XML_LIMITS.bytes) {
    const values = { bytes: `${bytes.length}`, most: `${XML_LIMITS.bytes}` };
    log.error('file-too-large', reason('xml-too-large', values));
    return null;
  }
  const text = decodeXml(bytes, log);
  if (text === null) return null;
  if (/^\s*<(?:!doctype\s+html|html)\b/i.test(text.slice(0, 5000))) {
    log.error('file-malformed', reason('xml-web-page'));
    return null;
  }
  const root = parseXml(text, log);
  return root && wantedTranscript(root, part, log);
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
  for (const value of Object.keys(options.schemes ?? {}).filter((scheme) => !schemes.has(scheme)))
    log.warn('option-invalid', reason('xml-scheme-unknown', listed), { value });
  const graded = rows.filter(({ grade }) => grade !== null);
  const count = graded.filter(({ scale }) => scale === null).length;
  if (count > 0) log.warn('scale-unknown', reason('xml-scale-unnamed', { count, ...listed }));
  const guessed = new Set(
    graded.flatMap(({ extra }) => extra[SCHEME] ?? []).filter((scheme) => !options.schemes?.[scheme]),
  );
  if (options.scale !== undefined && guessed.size > 1)
    log.warn('scale-unknown', reason('xml-schemes-on-one-scale', { scale: options.scale, ...listed }));
}

/** The grading schemes with their descriptions, for messages; at most eight, and how many there are besides. */
function listSchemes(
  schemes: ReadonlySet<string>,
  { reports }: TranscriptParts,
): { schemes: string[]; listed: 'none' | 'some'; more: number } {
  const descriptions = new Map(
    reports
      .flatMap((report) => childrenNamed(report, 'gradingScheme'))
      .map((scheme) => [attributeOf(scheme, 'localId'), textIn(localisedTexts(scheme, 'description'), 'en')]),
  );
  const named = [...schemes].slice(0, 8).map((scheme) => {
    const description = descriptions.get(scheme);
    return description ? `${shown(scheme)} (${shown(description)})` : shown(scheme);
  });
  return { schemes: named, listed: named.length > 0 ? 'some' : 'none', more: schemes.size - named.length };
}

/** The host's grading tables; none without a scale for their labels. */
function gradingTablesOf(parts: TranscriptParts, { rows, options, log }: Omit<ScaleCheck, 'parts'>): GradingTable[] {
  const { conversionTable, institution } = parts;
  if (!conversionTable) return [];
  const scales = new Set(rows.flatMap(({ scale }) => scale ?? []));
  const [only] = scales.size === 1 ? scales : [];
  const scale = options.scale ?? only;
  if (scale !== undefined && institution !== null)
    return readGradingTables(conversionTable, { institution, scale, log });
  const why = reason('xml-grading-tables-unused', { missing: institution === null ? 'institution' : 'scale' });
  log.warn('scale-unknown', why, elementPlace(conversionTable));
  return [];
}
