/** Transcripts of records in XML: ELMO (EMREX) of every version in use, the EWP answer that carries ELMO with grading tables, and PESC. */
import {
  failure,
  type GradeCounts,
  type GradingTable,
  Rational,
  type RejectedRow,
  type Result,
  reason,
  shown,
  success,
  type Transcript,
  type TranscriptRow,
  textIn,
  titleKey,
} from '../../domain/index.ts';
import { readDate } from '../dates.ts';
import type { FileInput } from '../grid/grid.ts';
import type { Loaded } from '../loaded.ts';
import { ProblemLog } from '../problems.ts';
import { readIscedF } from '../values.ts';
import { decodeXml } from './decode-xml.ts';
import { gatherParts, type TranscriptParts, wantedTranscript } from './find-reports.ts';
import { parseXml, XML_LIMITS } from './parse-xml.ts';
import { readElmoCourse, SCHEME, type ScaleChoice } from './read-course.ts';
import { isPesc, readPesc } from './read-pesc.ts';
import { selectCourses } from './select-courses.ts';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  childText,
  elementPlace,
  localisedTexts,
  type XmlElement,
} from './xml-element.ts';

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
  const root = openXml(file, log);
  if (root && isPesc(root)) return readPesc(root, { source: file.name, scale: options.scale });
  const parts = root && wantedTranscript(root, options.part, log);
  return parts === null ? failure(...log.list()) : readParts(parts, options, log);
}

/** Every transcript of the file by itself. */
export function readEachXmlTranscript(file: FileInput, options: XmlTranscriptOptions): Result<Loaded<Transcript>>[] {
  const log = new ProblemLog(file.name);
  const root = openXml(file, log);
  const all = root && !isPesc(root) ? gatherParts(root) : [];
  if (root === null || all.length < 2) return [readXmlTranscript(file, options)];
  return all.map((parts) => readParts(parts, options, new ProblemLog(file.name)));
}

function readParts(parts: TranscriptParts, options: XmlTranscriptOptions, log: ProblemLog): Result<Loaded<Transcript>> {
  const selected = selectCourses(parts.reports, log);
  const read = selected.map((course, index) => readElmoCourse(course, { line: index + 1, scales: options, log }));
  const rows = read.filter((row) => row !== null);
  const rejectedRows = read.flatMap((row, index): RejectedRow[] =>
    row === null ? [{ place: { line: index + 1 }, cells: [], reason: reason('xml-course-without-name') }] : [],
  );
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
  const names = otherNames(parts);
  const issuedOn = issueDay(parts);
  nameAttachments(parts, log);
  const transcript: Transcript = {
    institution: parts.institution,
    ...(names.length > 0 && { institutionNames: names }),
    student: readStudent(parts.elmo, parts.reports),
    ...(issuedOn && { issuedOn }),
    rows,
    ...(rejectedRows.length > 0 && { rejectedRows }),
    ...(gradingTables.length > 0 && { gradingTables }),
  };
  const problems = log.list();
  const counts = {
    rows: selected.length,
    rejected: rejectedRows.length,
    rejectedRows,
    unknownColumns: [],
    tables: [],
    listedRows: [],
  };
  return success({ value: transcript, ...counts, problems }, problems);
}

/** Titles in other languages, and identifiers of the networks: what the institution is called elsewhere. */
function otherNames({ institution, reports }: TranscriptParts): string[] {
  const issuers = reports.flatMap((report) => childNamed(report, 'issuer') ?? []);
  const names = issuers.flatMap((issuer) => ['title', 'identifier'].flatMap((name) => childrenNamed(issuer, name)));
  return [...new Set(names.map(({ text }) => text))].filter((text) => text !== '' && text !== institution);
}

/** The last day on which one of the reports was issued, else that on which the file was made. */
function issueDay({ elmo, reports }: TranscriptParts): string | null {
  const dayOf = (element: XmlElement, name: string): string[] => {
    const day = readDate(childText(element, name).slice(0, ISO_DAY));
    return 'value' in day ? [day.value] : [];
  };
  const issued = reports.flatMap((report) => dayOf(report, 'issueDate')).sort();
  return [...dayOf(elmo, 'generatedDate'), ...issued].at(-1) ?? null;
}

/** Signs of a day before its time and zone. */
const ISO_DAY = '2026-01-31'.length;

/** What came along and is not read: the documents that the file carries. */
function nameAttachments({ elmo, reports }: TranscriptParts, log: ProblemLog): void {
  const attached = [elmo, ...reports].flatMap((element) => childrenNamed(element, 'attachment'));
  const names = attached.map((one) => textIn(localisedTexts(one, 'title'), 'en') || childText(one, 'type') || '?');
  if (names.length > 0)
    log.note('value-missing', reason('xml-attachments', { count: names.length, names: names.map(shown) }));
}

/** The root of the file, or null with the reason in the log. */
function openXml({ bytes }: FileInput, log: ProblemLog): XmlElement | null {
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
  return parseXml(text, log);
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

/**
 * European Student Identifier, else a student number of the host, else null. Never a name, a birth date or a national number: an identifier
 * that repeats the national one or holds a part of a name is passed over.
 */
export function readStudent(elmo: XmlElement, reports: readonly XmlElement[]): string | null {
  // `esi` is the European Student Identifier; "studentindentifier" is how one country spells it.
  const isStudentNumber = (type: string): boolean =>
    /^(?:esi|stud\w*(?:id\w*|ind\w*|number|no)|matric\w*)$/i.test(type);
  // Before ELMO 1.0 the learner stands in the report.
  const learner = childNamed(elmo, 'learner') ?? reports.map((report) => childNamed(report, 'learner')).find(Boolean);
  if (!learner) return null;
  const identifiers = childrenNamed(learner, 'identifier').map((element) => ({
    type: attributeOf(element, 'type'),
    value: element.text,
  }));
  const personal = new Set(identifiers.filter(({ type }) => !isStudentNumber(type)).map(({ value }) => value));
  const nameParts = ['givenNames', 'familyName', 'fullName', 'alternativeName', 'birthName']
    .flatMap((name) => titleKey(childText(learner, name)).split(' '))
    .filter((part) => part.length > 2);
  const fit = identifiers.filter(
    ({ type, value }) =>
      isStudentNumber(type) &&
      /^\S{1,200}$/.test(value) &&
      !personal.has(value) &&
      !nameParts.some((part) => titleKey(value).includes(part)),
  );
  const chosen = fit.find(({ type }) => type.toLowerCase() === 'esi') ?? fit[0];
  return chosen && /\d/.test(chosen.value) ? chosen.value : null;
}

/** One table for each ISCED-F field, with labels of that scale; a table that cannot be read is left out with a warning. */
export function readGradingTables(
  conversionTable: XmlElement,
  { institution, scale, log }: { readonly institution: string; readonly scale: string; readonly log: ProblemLog },
): GradingTable[] {
  return childrenNamed(conversionTable, 'iscedTable').flatMap((element, index) => {
    const iscedF = readIscedF(attributeOf(element, 'iscedCode'));
    const counts = readFrequencies(element);
    if ('reason' in iscedF || counts === null) {
      const why = 'reason' in iscedF ? iscedF.reason : reason('xml-frequency-invalid');
      log.warn('value-invalid', reason('xml-grading-table-unused', { why }), elementPlace(element));
      return [];
    }
    const id = `ewp_${iscedF.value}_${index + 1}`;
    const source = 'EWP gradeConversionTable of the transcript: per cent of students, their number is not stated';
    return [
      {
        id,
        institution,
        scale,
        iscedF: iscedF.value,
        level: null,
        years: null,
        sampleStated: false,
        validFrom: null,
        validTo: null,
        counts,
        source,
        confidence: 'medium' as const,
      },
    ];
  });
}

/** Percentages as whole numbers in the same proportion: 24.7 and 2.05 become 2470 and 205. Null when one is no percentage. */
function readFrequencies(table: XmlElement): GradeCounts | null {
  const rows = childrenNamed(table, 'gradeFrequency').map((element) => ({
    grade: attributeOf(element, 'label'),
    printed: attributeOf(element, 'percentage'),
  }));
  if (rows.length === 0 || !rows.every(({ grade, printed }) => grade !== '' && /^\d{1,3}(?:\.\d{1,6})?$/.test(printed)))
    return null;
  const digits = Math.max(...rows.map(({ printed }) => printed.split('.')[1]?.length ?? 0));
  const factor = Rational.of(10n ** BigInt(digits));
  const counts = rows.map(({ grade, printed }) => ({ grade, share: Rational.from(printed) }));
  if (counts.some(({ share }) => share.gt(Rational.of(100)))) return null;
  return counts.map(({ grade, share }) => ({ grade, count: share.mul(factor).toNumber() }));
}
