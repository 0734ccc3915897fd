/** Several transcripts of one stay as one, whatever their order: of two terms, of two hosts, or a later one that says more of the same rows. */
import {
  codeKey,
  Rational,
  type Recognition,
  type Transcript,
  type TranscriptRow,
  textIn,
  titleKey,
} from '../domain/index.ts';
import { byKeys } from './read-rows.ts';

export interface JoinedTranscripts {
  readonly transcript: Transcript;
  readonly parts: Recognition['transcripts'];
}

/**
 * Rows keep their lines; those of a further transcript count on from the last line of the one before it. A row that stands in several of one
 * issuer counts once, and where they differ on a course the one that was issued later is right.
 */
export function joinTranscripts(transcripts: readonly Transcript[]): JoinedTranscripts {
  const ordered =
    transcripts.length === 1
      ? transcripts
      : transcripts
          .map((transcript) => ({ transcript, keys: orderKeys(transcript) }))
          .sort((a, b) => byKeys(a.keys, b.keys))
          .map(({ transcript }) => transcript);
  let offset = 0;
  const parts = ordered.map((transcript) => {
    const { institution, issuedOn = null, rows, rejectedRows = [] } = transcript;
    const part = { institution, issuedOn, rows: rows.length, offset };
    let last = 0;
    for (const { line } of [...rows, ...rejectedRows.map(({ place }) => place)]) if (line > last) last = line;
    offset += last;
    return { part, transcript, kept: rows.filter((row) => !isSaidElsewhere(row, transcript, ordered)) };
  });
  const [first] = ordered;
  const moved = <T extends { readonly line: number }>(place: T, by: number): T =>
    by === 0 ? place : { ...place, line: place.line + by };
  return {
    transcript: {
      institution: ordered.find(({ institution }) => institution !== null)?.institution ?? null,
      student: ordered.find(({ student }) => student !== null)?.student ?? null,
      ...(first?.institutionNames && { institutionNames: first.institutionNames }),
      rows: parts.flatMap(({ part, kept }) => kept.map((row) => moved(row, part.offset))),
      ...(ordered.some(({ rejectedRows }) => rejectedRows) && {
        rejectedRows: parts.flatMap(({ part, transcript }) =>
          (transcript.rejectedRows ?? []).map((row) => ({ ...row, place: moved(row.place, part.offset) })),
        ),
      }),
      ...(ordered.some(({ gradingTables }) => gradingTables) && {
        gradingTables: ordered.flatMap(({ gradingTables = [] }) => gradingTables),
      }),
    },
    parts: parts.map(({ part }) => part),
  };
}

/** The earliest stay first, and of equal ones an order that their content gives. */
function orderKeys(transcript: Transcript): string[] {
  const days = transcript.rows.flatMap(({ completedOn }) => completedOn ?? []).sort();
  return [days[0] ?? '~', transcript.issuedOn ?? '', JSON.stringify(transcript)];
}

/** Whether another transcript of the same issuer has this very row, or a later word on it. */
function isSaidElsewhere(row: TranscriptRow, own: Transcript, all: readonly Transcript[]): boolean {
  return all.some((other, at) => {
    if (other === own || !isOneIssuer(own, other)) return false;
    const isLater = own.issuedOn !== undefined && other.issuedOn !== undefined && own.issuedOn < other.issuedOn;
    const isBefore = at < all.indexOf(own);
    return other.rows.some(
      (one) => (isLater && courseKey(one) === courseKey(row)) || (isBefore && rowKey(one) === rowKey(row)),
    );
  });
}

/** An issuer that is not named may be any. */
const isOneIssuer = (a: Transcript, b: Transcript): boolean =>
  a.institution === null || b.institution === null || titleKey(a.institution) === titleKey(b.institution);

/** A course as a transcript of records names it: with the number of the attempt, because each is a row of its own. */
const courseKey = ({ code, titles, attempt, term }: TranscriptRow): string =>
  [codeKey(code) || titleKey(textIn(titles)), attempt ?? '', titleKey(term ?? '')].join('|');

/** All that a row says; where it stands in the file is no part of it. */
export const rowKey = (row: TranscriptRow): string => {
  const { credits, unit, grade, scale, completedOn, status } = row;
  const said = [credits, unit, grade?.trim(), scale, completedOn, status].map((value) => `${value ?? ''}`);
  return [courseKey(row), titleKey(textIn(row.titles)), ...said].join('|');
};

/**
 * Which of the transcripts at hand a newly received one corrects: of the same issuer and time, with a course in common; null = none, it is a
 * further one.
 */
export function correctedBy(incoming: Transcript, atHand: readonly Transcript[]): Transcript | null {
  const names = courseNames(incoming);
  return (
    atHand.findLast(
      (one) =>
        isOneIssuer(one, incoming) &&
        !areOfOtherTimes(one, incoming) &&
        [...courseNames(one)].some((name) => names.has(name)),
    ) ?? null
  );
}

const courseNames = ({ rows }: Transcript): Set<string> =>
  new Set(rows.map(({ code, titles }) => codeKey(code) || titleKey(textIn(titles))));

/** Where both name the term of every row, or the day: they share none. */
function areOfOtherTimes(a: Transcript, b: Transcript): boolean {
  const times = [
    ({ term }: TranscriptRow): string | null => (term === null ? null : titleKey(term)),
    ({ completedOn }: TranscriptRow): string | null => completedOn && halfYearOf(completedOn),
  ];
  return times.some((timeOf) => {
    const [left, right] = [a.rows.map(timeOf), b.rows.map(timeOf)];
    return [...left, ...right].every((time) => time !== null) && !left.some((time) => right.includes(time));
  });
}

/** Autumn runs from September to the exams of February. */
function halfYearOf(day: string): string {
  const [year = '', month = ''] = day.split('-');
  const isSpring = month >= '03' && month <= '08';
  return month <= '02' ? `before ${year}` : isSpring ? `spring ${year}` : `before ${nextYear(year)}`;
}

const nextYear = (year: string): string => Rational.from(year).add(Rational.ONE).toString().padStart(4, '0');
