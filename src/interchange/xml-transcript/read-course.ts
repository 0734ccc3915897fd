/** One selected course of an ELMO report as a row of the transcript. */
import {
  type Aside,
  type GradeCounts,
  Rational,
  type Reason,
  reason,
  type TranscriptRow,
  textIn,
} from '../../domain/index.ts';
import { readDate } from '../dates.ts';
import type { ProblemLog } from '../problems.ts';
import { type Parsed, readIscedF } from '../values.ts';
import { readLanguages } from '../vocabulary.ts';
import { creditsOf, isEcts, type SelectedCourse } from './select-courses.ts';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  childText,
  elementPlace,
  furtherCodes,
  localCode,
  localisedTexts,
  type XmlElement,
} from './xml-element.ts';

/** How the scale of a row is known: ELMO names none, its grading schemes are local to the file. */
export interface ScaleChoice {
  /** Id of the scale of every row whose grading scheme is not named in `schemes`. */
  readonly scale?: string | undefined;
  /** Scale ids by `gradingSchemeLocalId`, for transcripts that mix scales. */
  readonly schemes?: Readonly<Record<string, string>> | undefined;
}

/** Name under which a row keeps the local id of its grading scheme. */
export const SCHEME = 'grading_scheme';

/** What a row could not hold in its fields, kept beside them; and where its faults are told. */
interface Rest {
  readonly kept: Map<string, string>;
  readonly unread: Aside[];
  readonly log: ProblemLog;
}

/**
 * The row, or null with the reason in the log when it has neither code nor title. `line` is the number of the row in the file, 1-based, because
 * several courses may stand on one line of XML.
 */
export function readElmoCourse(
  selected: SelectedCourse,
  { line, scales, log }: { readonly line: number; readonly scales: ScaleChoice; readonly log: ProblemLog },
): TranscriptRow | null {
  const { specification, instance } = selected;
  const code = localCode(specification);
  const codes = furtherCodes(specification, code);
  const titles = localisedTexts(specification, 'title');
  if (code === '' && Object.keys(titles).length === 0) {
    log.error('value-missing', reason('xml-course-without-name'), elementPlace(specification));
    return null;
  }
  const aside: Rest = { kept: new Map(), unread: [], log };
  // Files end the day of a result with a time zone, which changes no day of a transcript.
  const readDay = (text: string): Parsed<string> =>
    readDate(text.replace(/(?<=^\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/, ''));
  const result = readResult(selected);
  const scheme = schemeOf(instance);
  const scale = (Object.hasOwn(scales.schemes ?? {}, scheme) ? scales.schemes?.[scheme] : scales.scale) ?? null;
  const distribution = instance && readDistribution(instance, log);
  // Share of the group below, at and above the grade, as printed: `62.3/21.8/15.9`.
  const grading = instance && childNamed(instance, 'shortenedGrading');
  const shares = ['percentageLower', 'percentageEqual', 'percentageHigher'];
  for (const [name, text] of [
    [SCHEME, scheme],
    ['shortened_grading', grading ? shares.map((name) => childText(grading, name)).join('/') : ''],
    ['result', result.grade === null ? result.printed : ''],
  ] as const)
    if (text !== '') aside.kept.set(name, text);
  return {
    line,
    code,
    ...(codes.length > 0 && { codes }),
    titles,
    ...creditsAndUnit(selected, aside),
    grade: result.grade,
    scale,
    completedOn: readFrom(instance && childNamed(instance, 'date'), readDay, aside),
    term: readTerm(instance),
    languages: readTeachingLanguages(instance, aside),
    attempt: null,
    iscedF: readFrom(childNamed(specification, 'iscedCode'), readIscedF, aside),
    level: printedLevel(selected) || null,
    ...(result.status && { status: result.status }),
    ...(distribution && { distribution }),
    extra: Object.fromEntries(aside.kept),
    ...(aside.unread.length > 0 && { aside: aside.unread }),
  };
}

/** The value of an element that a row can do without; what cannot be read is kept with a warning. */
function readFrom<T>(element: XmlElement | null, parse: (text: string) => Parsed<T>, aside: Rest): T | null {
  if (!element || element.text === '') return null;
  const parsed = parse(element.text);
  if ('value' in parsed) return parsed.value;
  keepUnread(element, parsed.reason, aside);
  return null;
}

function keepUnread(element: XmlElement, why: Reason, { kept, unread, log }: Rest): void {
  kept.set(element.name, element.text);
  unread.push({ field: element.name, text: element.text, reason: why });
  const place = { ...elementPlace(element), value: element.text };
  log.warn('value-invalid', reason('kept-as-it-is', { why }), place);
}

/**
 * The printed grade and the stated status. A course under way has no grade yet, whatever label it bears. Credits without label and status
 * were earned (ELMO: "if no explicit status is present, assume passed"); a label without status speaks for itself, since older files list
 * failed courses so.
 */
function readResult({ specification, instance, resultOnParts }: SelectedCourse): {
  printed: string;
  grade: string | null;
  status: TranscriptRow['status'] | null;
} {
  const printed = childText(instance, 'resultLabel') || childText(instance, 'result');
  const statuses = ['passed', 'failed', 'in-progress'] as const;
  const status = statuses.find((name) => name === childText(instance, 'status').toLowerCase()) ?? null;
  if (status === 'in-progress') return { printed, grade: null, status };
  const earned = creditsOf(specification, instance).some((credit) =>
    Rational.parse(childText(credit, 'value'))?.gt(Rational.ZERO),
  );
  // The standard takes a course without a status for passed; one without a day as well may as well be only registered for.
  const isDated = childText(instance, 'date') !== '';
  const assumed = printed === '' && status === null && earned && isDated && !resultOnParts ? 'passed' : null;
  return { printed, grade: printed || null, status: status ?? assumed };
}

/** Local id of the grading scheme; `result scheme="..."` in files before ELMO 1.0. Empty when none is named. */
const schemeOf = (instance: XmlElement | null): string => {
  const old = instance && childNamed(instance, 'result');
  return childText(instance, 'gradingSchemeLocalId') || (old ? attributeOf(old, 'scheme') : '');
};

/** ECTS where they are stated, else the first credits with a value; other credits are kept beside them. */
function creditsAndUnit(
  { specification, instance, ectsOfParts }: SelectedCourse,
  { kept, unread, log }: Rest,
): Pick<TranscriptRow, 'credits' | 'unit'> {
  if (ectsOfParts) return { credits: ectsOfParts, unit: 'ECTS' };
  const stated = creditsOf(specification, instance);
  const valued = stated.filter((credit) => childText(credit, 'value') !== '');
  const chosen = valued.find(isEcts) ?? valued[0] ?? stated[0];
  const others = valued
    .filter((credit) => credit !== chosen)
    .map((credit) => `${childText(credit, 'value')} ${childText(credit, 'scheme')}`.trim());
  if (others.length > 0) kept.set('other_credits', others.join('; '));
  if (!chosen) return { credits: null, unit: null };
  const unit = childText(chosen, 'scheme') || null;
  const value = childNamed(chosen, 'value');
  if (!value || value.text === '') return { credits: null, unit };
  const credits = Rational.parse(value.text.replace(',', '.'));
  if (credits && credits.num >= 0n && !value.text.includes('/')) return { credits, unit };
  const why = reason('xml-credits-invalid');
  log.warn('value-invalid', why, { ...elementPlace(value), value: value.text });
  kept.set('credits', value.text);
  unread.push({ field: 'credits', text: value.text, reason: why });
  return { credits: null, unit };
}

/** Title of the term; files before ELMO 1.0 write it into `start` ("2012 Syksy"). */
function readTerm(instance: XmlElement | null): string | null {
  const term = instance && childNamed(instance, 'academicTerm');
  const title = term ? textIn(localisedTexts(term, 'title'), 'en') : '';
  const start = childText(instance, 'start');
  return title || (/\p{L}{3}/u.test(start) ? start : null);
}

function readTeachingLanguages(instance: XmlElement | null, aside: Rest): string[] {
  const element = instance && childNamed(instance, 'languageOfInstruction');
  if (!element) return [];
  const { value, unread } = readLanguages(element.text.replace(/^([a-z]{2,3})-[a-z]{2}$/i, '$1'));
  if (unread.length > 0) keepUnread(element, reason('xml-language-unknown'), aside);
  return value;
}

/** The grades of this run of the course; null without them, or with a warning when a count is none. */
function readDistribution(instance: XmlElement, log: ProblemLog): GradeCounts | null {
  const element = childNamed(instance, 'resultDistribution');
  const categories = element ? childrenNamed(element, 'category') : [];
  const counts = categories.map((category) => ({
    grade: attributeOf(category, 'label'),
    count: attributeOf(category, 'count'),
  }));
  const bad = categories.find(
    (_, index) => !/^\d{1,9}$/.test(counts[index]?.count ?? '') || counts[index]?.grade === '',
  );
  if (bad) {
    const place = { ...elementPlace(bad), value: attributeOf(bad, 'count') };
    log.warn('value-invalid', reason('xml-distribution-invalid'), place);
    return null;
  }
  return counts.length === 0 ? null : counts.map(({ grade, count }) => ({ grade, count: Number(count) }));
}

/** Level of the course as printed: `EQF 6`, else the level of its credits (`Bachelor`), else of the course in files before ELMO 1.0. */
function printedLevel({ specification, instance }: SelectedCourse): string {
  const levels = instance ? childrenNamed(instance, 'level') : [];
  const named = levels.map((level) => ({ type: childText(level, 'type'), value: childText(level, 'value') }));
  const level =
    named.find(({ type, value }) => type === 'EQF' && value !== '') ?? named.find(({ value }) => value !== '');
  if (level) return `${level.type} ${level.value}`.trim();
  const ofCredits = creditsOf(specification, instance).map((credit) => childText(credit, 'level'));
  return [...ofCredits, childText(specification, 'level')].find((text) => /[\p{L}\p{N}]/u.test(text)) ?? '';
}
