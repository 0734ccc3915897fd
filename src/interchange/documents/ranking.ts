/** The ranking of a call and what was decided -> the protocol of the selection commission. */
import type { Content } from 'pdfmake';
import { type Localised, languageLevelSchema, Rational, type Reason, reason, type Stay } from '../../domain/index.ts';
import { print } from './fonts.ts';
import { letterhead, particulars, signed } from './head.ts';
import type { PdfPaper } from './render.ts';
import { type Sheet, titled } from './sheet.ts';
import type { PaperColumn } from './table.ts';
import type { Words } from './words.ts';

/** An applicant of the ranking, and what came of it. */
export interface RankedLine {
  /** Null: gone by retention. */
  readonly name: string | null;
  readonly studentNumber: string | null;
  /** Null: not compared, because a figure is missing. */
  readonly rank: number | null;
  readonly score: Rational | null;
  /** Values by the criterion's id; a criterion of which nothing is known has none. */
  readonly values: Readonly<Record<string, Rational>>;
  /** What parted this applicant from the one before of equal score. */
  readonly partedBy: string | null;
  readonly decision: 'award' | 'reserve' | 'decline' | 'tied' | 'withdrawn' | 'none';
  /** False: the decision is what the ranking proposes. */
  readonly isDecided: boolean;
  readonly funding: 'grant' | 'own-expense' | null;
  readonly reservePlace: number | null;
  /** Of a refusal. */
  readonly why: Localised | null;
}

export interface RankingContent {
  readonly home: string;
  readonly call: {
    readonly university: string;
    readonly city: string;
    readonly country: string;
    readonly specialty: string;
    readonly stay: Stay | null;
    readonly quantity: number;
    readonly grantPlaces: number;
    readonly deadline: string;
  };
  readonly criteria: readonly {
    readonly id: string;
    readonly title: Localised;
    /** What is compared. */
    readonly of: 'gpa' | 'language-level' | 'credits-earned' | 'points';
    readonly weight: Rational;
    readonly worst: Rational;
    readonly best: Rational;
  }[];
  readonly policy: { readonly id: string; readonly version: string };
  readonly ranking: { readonly number: number; readonly date: string };
  /** Best first. */
  readonly lines: readonly RankedLine[];
}

/** Points of a hundred, as the commission reads a score of 0 to 1. */
const pointsOf = (score: Rational): string => score.mul(Rational.of(100)).toFixed(2);

const isOpen = ({ isDecided }: RankedLine): boolean => !isDecided;

export function ranking(content: RankingContent, words: Words, date: string): PdfPaper {
  const { word, say } = words;
  const { call, policy, ranking: made } = content;
  return {
    orientation: 'portrait',
    title: word('ranking-title'),
    about: [call.university],
    basis: [
      say(reason('ranking-basis', { number: String(made.number), day: words.day(made.date) })),
      say(reason('protocol-policy-version', { policy: policy.id, version: policy.version })),
    ],
    watermark: content.lines.some(isOpen) ? word('print-draft') : undefined,
    content: (sheet) => rankingBody(content, sheet, date),
  };
}

function rankingBody(content: RankingContent, sheet: Sheet, date: string): Content[] {
  const { word, say } = sheet;
  const { home, call } = content;
  const under = say(reason('print-number-and-day', { day: sheet.dayInWords(date) }));
  const left = [
    [word('print-host-institution'), call.university],
    [word('ranking-place'), [call.city, call.country].filter((part) => part !== '').join(', ') || null],
    [word('ranking-specialty'), call.specialty || null],
  ] as const;
  const right = [
    [word('print-period'), call.stay ? sheet.stay(call.stay) : null],
    [word('ranking-places'), say(reason('ranking-places-of', { places: call.quantity, grants: call.grantPlaces }))],
    [word('ranking-deadline'), sheet.day(call.deadline)],
  ] as const;
  const roles = ['chair', 'member', 'member', 'member', 'secretary'] as const;
  return [
    letterhead({ home, institute: null }, { title: word('ranking-title'), under, say }),
    particulars(left, right),
    criteriaTable(content, sheet),
    ranked(content, sheet),
    ...cutLine(content, sheet),
    reserve(content, sheet),
    incomplete(content, sheet),
    signed(
      [decisions(content, sheet)],
      roles.map((role) => ({ role: word(`print-${role}`) })),
      sheet,
    ),
  ];
}

function criteriaTable({ criteria }: RankingContent, sheet: Sheet): Content {
  const { word, say } = sheet;
  const whole = Rational.sum(criteria.map(({ weight }) => weight));
  const columns: PaperColumn[] = [
    { label: word('ranking-criterion') },
    { label: word('ranking-weight'), width: 70, align: 'right' },
    { label: word('ranking-worst'), width: 90, align: 'right' },
    { label: word('ranking-best'), width: 90, align: 'right' },
  ];
  const rows = criteria.map(({ title, of, weight, worst, best }) => [
    say(title),
    say(reason('percent', { percent: shortest(weight.mul(Rational.of(100)).div(whole)) })),
    figureOf({ of }, worst, sheet),
    figureOf({ of }, best, sheet),
  ]);
  return sheet.table({ title: word('ranking-criteria'), columns, rows });
}

/** Without decimals that say nothing. */
const shortest = (figure: Rational): string => figure.toFixed(2).replace(/\.?0+$/, '');

/** A level of language by its name; nothing where there is none, or where nothing is known. */
function figureOf(
  { of }: Pick<RankingContent['criteria'][number], 'of'>,
  value: Rational | undefined,
  { word, figure }: Sheet,
): string {
  if (value === undefined) return '—';
  if (of !== 'language-level') return figure(shortest(value));
  const level = languageLevelSchema.options.find((_, at) => value.eq(Rational.of(at + 1)));
  return level === 'native' ? word('ranking-native') : (level ?? '—');
}

/** Who was compared, best first; a heavy line where the places end. */
function ranked(content: RankingContent, sheet: Sheet): Content {
  const { word, say } = sheet;
  const { criteria, lines } = content;
  const columns: PaperColumn[] = [
    { label: word('ranking-rank'), width: 28, align: 'right' },
    { label: word('ranking-applicant'), grow: 1.6 },
    ...criteria.map(({ title }): PaperColumn => ({ label: say(title), width: 48, align: 'right' })),
    { label: word('ranking-points'), width: 40, align: 'right' },
    { label: word('ranking-decision') },
  ];
  const compared = lines.filter(({ rank }) => rank !== null);
  const rows = compared.map((line) => [
    line.rank === null ? '—' : String(line.rank),
    applicantCell(line, sheet),
    ...criteria.map((criterion) => figureOf(criterion, line.values[criterion.id], sheet)),
    line.score ? sheet.figure(pointsOf(line.score)) : '—',
    decisionCell(line, sheet),
  ]);
  return sheet.table({ title: word('ranking-ranked'), columns, rows, lineAbove: placesEnd(compared) });
}

/** The first of those who are compared and get no place, when somebody above got one. */
const placesEnd = (compared: readonly RankedLine[]): number | undefined => {
  const last = compared.findLastIndex(({ decision }) => decision === 'award');
  return last >= 0 && last < compared.length - 1 ? last + 1 : undefined;
};

const applicantCell = ({ name, studentNumber }: RankedLine, { word }: Sheet) => {
  const text = name ?? word('print-not-stated');
  return studentNumber === null ? text : { text, below: studentNumber };
};

function decisionCell({ decision, isDecided, funding, reservePlace, partedBy, why }: RankedLine, { say }: Sheet) {
  const said: Reason = reason('ranking-decided', {
    decision,
    funding: funding ?? 'none',
    place: reservePlace === null ? '—' : String(reservePlace),
  });
  const below = [
    ...(why ? [say(why)] : []),
    ...(partedBy === null ? [] : [say(reason('ranking-parted', { by: partedBy }))]),
  ];
  const text = isDecided || decision === 'none' ? say(said) : say(reason('ranking-proposed', { decision: said }));
  return below.length > 0 ? { text, below: below.join('; ') } : text;
}

/** What the heavy line means. */
function cutLine({ lines }: RankingContent, { say }: Sheet): Content[] {
  const compared = lines.filter(({ rank }) => rank !== null);
  const end = placesEnd(compared);
  const last = end === undefined ? undefined : compared[end - 1];
  if (!last?.score) return [];
  const said = reason('ranking-cut-line', { places: end ?? 0, points: pointsOf(last.score) });
  return [print(say(said), { margin: [0, -4, 0, 8] })];
}

function reserve({ lines }: RankingContent, sheet: Sheet): Content {
  const { word } = sheet;
  const waiting = lines.filter(({ decision }) => decision === 'reserve');
  const columns: PaperColumn[] = [
    { label: word('ranking-reserve-place'), width: 60, align: 'right' },
    { label: word('ranking-applicant') },
    { label: word('ranking-points'), width: 60, align: 'right' },
  ];
  const rows = waiting
    .toSorted((a, b) => (a.reservePlace ?? 0) - (b.reservePlace ?? 0))
    .map((line) => [
      line.reservePlace === null ? '—' : String(line.reservePlace),
      applicantCell(line, sheet),
      line.score ? sheet.figure(pointsOf(line.score)) : '—',
    ]);
  return sheet.table({ title: word('ranking-reserve'), columns, rows });
}

function incomplete({ lines, criteria }: RankingContent, sheet: Sheet): Content {
  const { word, say } = sheet;
  const columns: PaperColumn[] = [{ label: word('ranking-applicant') }, { label: word('ranking-missing') }];
  const rows = lines
    .filter(({ rank }) => rank === null)
    .map((line) => [
      applicantCell(line, sheet),
      criteria
        .filter(({ id }) => !line.values[id])
        .map(({ title }) => say(title))
        .join(', '),
    ]);
  return sheet.table({ title: word('ranking-incomplete'), columns, rows });
}

/** How many got what. */
function decisions({ lines }: RankingContent, { word, say }: Sheet): Content {
  const count = (decision: RankedLine['decision']): number =>
    lines.filter((line) => line.isDecided && line.decision === decision).length;
  const said = [
    reason('ranking-awarded', { count: count('award') }),
    // The commission has not decided to refuse nobody.
    ...(count('reserve') > 0 ? [reason('ranking-reserved', { count: count('reserve') })] : []),
    ...(count('decline') > 0 ? [reason('ranking-declined', { count: count('decline') })] : []),
    ...(lines.some(isOpen) ? [reason('ranking-open', { count: lines.filter(isOpen).length })] : []),
  ];
  const list = said.map((one, at) => print(`${at + 1}. ${say(one)}`, { margin: [0, 0, 0, 1.5] }));
  return titled(word('ranking-decisions'), { stack: list });
}
