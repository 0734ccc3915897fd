/** One selected course of an ELMO report as a row of the transcript. */
import { type GradeCounts, Rational, type TranscriptRow, textIn } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { readDate, readIscedF } from '../values.ts';
import { readLanguages } from '../vocabulary.ts';
import { localCode } from './local-code.ts';
import { readTexts } from './read-texts.ts';
import { creditsOf, isEcts, type SelectedCourse } from './select-courses.ts';
import { attributeOf, childNamed, childrenNamed, placeOf, textOf, type XmlElement } from './xml-element.ts';

/** How the scale of a row is known: ELMO names none, its grading schemes are local to the file. */
export interface ScaleChoice {
  /** Id of the scale of every row whose grading scheme is not named in `schemes`. */
  readonly scale?: string | undefined;
  /** Scale ids by `gradingSchemeLocalId`, for transcripts that mix scales. */
  readonly schemes?: Readonly<Record<string, string>> | undefined;
}

/** Name under which a row keeps the local id of its grading scheme. */
export const SCHEME = 'grading_scheme';

interface Reading {
  /** Number of the row in the file, 1-based: several courses may stand on one line of XML. */
  readonly line: number;
  readonly scales: ScaleChoice;
  readonly log: ProblemLog;
}

/** The row, or null with the reason in the log when it has neither code nor title. */
export function readCourse(selected: SelectedCourse, { line, scales, log }: Reading): TranscriptRow | null {
  const { specification, instance } = selected;
  const code = localCode(specification);
  const titles = readTexts(specification, 'title');
  if (code === '' && Object.keys(titles).length === 0) {
    const message = 'the course has neither identifier nor title';
    log.error('value-missing', { message, mend: 'Ask the sender for one of the two', ...placeOf(specification) });
    return null;
  }
  const kept = new Map<string, string>();
  const result = readResult(selected);
  const scheme = schemeOf(instance);
  const scale = (Object.hasOwn(scales.schemes ?? {}, scheme) ? scales.schemes?.[scheme] : scales.scale) ?? null;
  const distribution = instance && readDistribution(instance, log);
  keep(kept, SCHEME, scheme);
  keep(kept, 'shortened_grading', shortenedGrading(instance));
  if (result.grade === null) keep(kept, 'result', result.printed);
  return {
    line,
    code,
    titles,
    ...readCredits(selected, kept, log),
    grade: result.grade,
    scale,
    completedOn: readCompletion(instance, kept, log),
    term: readTerm(instance),
    languages: readTeachingLanguages(instance, kept, log),
    attempt: null,
    iscedF: readIsced(specification, kept, log),
    level: levelOf(selected) || null,
    ...(result.status && { status: result.status }),
    ...(distribution && { distribution }),
    extra: Object.fromEntries(kept),
  };
}

function keep(kept: Map<string, string>, name: string, text: string): void {
  if (text !== '') kept.set(name, text);
}

/** Keeps what a field could not hold, with a warning at its element. */
function keepUnread(
  element: XmlElement,
  kept: Map<string, string>,
  why: { log: ProblemLog; reason: string; mend: string },
): void {
  kept.set(element.name, element.text);
  const message = `${why.reason}; it is kept as it is`;
  why.log.warn('value-invalid', { message, mend: why.mend, ...placeOf(element), value: element.text });
}

interface CourseResult {
  readonly printed: string;
  readonly grade: string | null;
  readonly status: TranscriptRow['status'] | null;
}

/**
 * The printed grade and the stated status. A course under way has no grade yet, whatever label it bears. Credits without label and status
 * were earned (ELMO: "if no explicit status is present, assume passed"); a label without status speaks for itself, since older files list
 * failed courses so.
 */
function readResult({ specification, instance, resultOnParts }: SelectedCourse): CourseResult {
  const printed = textOf(instance, 'resultLabel') || textOf(instance, 'result');
  const status = STATUSES.find((name) => name === textOf(instance, 'status').toLowerCase()) ?? null;
  if (status === 'in-progress') return { printed, grade: null, status };
  const earned = creditsOf(specification, instance).some((credit) =>
    Rational.parse(textOf(credit, 'value'))?.gt(Rational.ZERO),
  );
  const assumed = printed === '' && status === null && earned && !resultOnParts ? 'passed' : null;
  return { printed, grade: printed || null, status: status ?? assumed };
}

const STATUSES = ['passed', 'failed', 'in-progress'] as const;

/** Local id of the grading scheme; `result scheme="..."` in files before ELMO 1.0. Empty when none is named. */
const schemeOf = (instance: XmlElement | null): string => {
  const old = instance && childNamed(instance, 'result');
  return textOf(instance, 'gradingSchemeLocalId') || (old ? attributeOf(old, 'scheme') : '');
};

/** ECTS where they are stated, else the first credits with a value; other credits are kept beside them. */
function readCredits(
  { specification, instance, ectsOfParts }: SelectedCourse,
  kept: Map<string, string>,
  log: ProblemLog,
): Pick<TranscriptRow, 'credits' | 'unit'> {
  if (ectsOfParts) return { credits: ectsOfParts, unit: 'ECTS' };
  const stated = creditsOf(specification, instance);
  const valued = stated.filter((credit) => textOf(credit, 'value') !== '');
  const chosen = valued.find(isEcts) ?? valued[0] ?? stated[0];
  const others = valued.filter((credit) => credit !== chosen);
  keep(
    kept,
    'other_credits',
    others.map((credit) => `${textOf(credit, 'value')} ${textOf(credit, 'scheme')}`.trim()).join('; '),
  );
  if (!chosen) return { credits: null, unit: null };
  const unit = textOf(chosen, 'scheme') || null;
  const value = childNamed(chosen, 'value');
  if (!value || value.text === '') return { credits: null, unit };
  const credits = Rational.parse(value.text.replace(',', '.'));
  if (credits && credits.num >= 0n && !value.text.includes('/')) return { credits, unit };
  const message = 'credits are one number that is not negative; the row has none now';
  log.warn('value-invalid', {
    message,
    mend: 'Ask the sender for the credits of this course',
    ...placeOf(value),
    value: value.text,
  });
  kept.set('credits', value.text);
  return { credits: null, unit };
}

/** The day of the result. Files end it with a time zone, which changes no day of a transcript. */
function readCompletion(instance: XmlElement | null, kept: Map<string, string>, log: ProblemLog): string | null {
  const date = instance && childNamed(instance, 'date');
  if (!date || date.text === '') return null;
  const parsed = readDate(date.text.replace(/(?<=^\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/, ''));
  if ('value' in parsed) return parsed.value;
  keepUnread(date, kept, { log, ...parsed });
  return null;
}

/** Title of the term; files before ELMO 1.0 write it into `start` ("2012 Syksy"). */
function readTerm(instance: XmlElement | null): string | null {
  const term = instance && childNamed(instance, 'academicTerm');
  const title = term ? textIn(readTexts(term, 'title'), 'en') : '';
  const start = textOf(instance, 'start');
  return title || (/\p{L}{3}/u.test(start) ? start : null);
}

function readTeachingLanguages(instance: XmlElement | null, kept: Map<string, string>, log: ProblemLog): string[] {
  const element = instance && childNamed(instance, 'languageOfInstruction');
  if (!element) return [];
  const { value, unread } = readLanguages(element.text.replace(/^([a-z]{2,3})-[a-z]{2}$/i, '$1'));
  if (unread.length > 0)
    keepUnread(element, kept, {
      log,
      reason: 'this language is not known here',
      mend: 'Write an ISO 639-1 code such as "en"',
    });
  return value;
}

function readIsced(specification: XmlElement, kept: Map<string, string>, log: ProblemLog): string | null {
  const element = childNamed(specification, 'iscedCode');
  if (!element || element.text === '') return null;
  const parsed = readIscedF(element.text);
  if ('value' in parsed) return parsed.value;
  keepUnread(element, kept, { log, ...parsed });
  return null;
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
    const mend = 'Ask the sender for the distribution of this course';
    const message = 'a category needs a label and a whole number of students; the distribution is not used';
    log.warn('value-invalid', { message, mend, ...placeOf(bad), value: attributeOf(bad, 'count') });
    return null;
  }
  return counts.length === 0 ? null : counts.map(({ grade, count }) => ({ grade, count: Number(count) }));
}

/** Share of the group below, at and above the grade, as printed: `62.3/21.8/15.9`. */
function shortenedGrading(instance: XmlElement | null): string {
  const element = instance && childNamed(instance, 'shortenedGrading');
  if (!element) return '';
  return ['percentageLower', 'percentageEqual', 'percentageHigher'].map((name) => textOf(element, name)).join('/');
}

/** Level of the course as printed: `EQF 6`, else the level of its credits (`Bachelor`), else of the course in files before ELMO 1.0. */
function levelOf({ specification, instance }: SelectedCourse): string {
  const levels = instance ? childrenNamed(instance, 'level') : [];
  const named = levels.map((level) => ({ type: textOf(level, 'type'), value: textOf(level, 'value') }));
  const level =
    named.find(({ type, value }) => type === 'EQF' && value !== '') ?? named.find(({ value }) => value !== '');
  if (level) return `${level.type} ${level.value}`.trim();
  const ofCredits = creditsOf(specification, instance).map((credit) => textOf(credit, 'level'));
  return [...ofCredits, textOf(specification, 'level')].find((text) => /[\p{L}\p{N}]/u.test(text)) ?? '';
}
