/** What another policy, or another version of one, would make of a past transcript: the differences, and nothing is changed. */
import { type HomeGrade, type Rational, type Reason, type Recognition, reason } from '../domain/index.ts';

/** One figure that would differ. */
export interface RecognitionDifference {
  readonly kind: 'row' | 'credited' | 'additional' | 'difference' | 'gpa';
  /** Transcript line, or bundle and home course. */
  readonly what: Reason | string;
  /** Null = it was not there, or will not be. */
  readonly before: Reason | string | null;
  readonly after: Reason | string | null;
}

/** Compares two recognitions of one transcript, figure by figure, in a fixed order. Empty when a signed result would stay as it is. */
export function compareRecognitions(before: Recognition, after: Recognition): RecognitionDifference[] {
  return (['row', 'credited', 'additional', 'difference', 'gpa'] as const).flatMap((kind) => {
    const [was, is] = [before, after].map(
      (recognition) => new Map(figuresOf(recognition)[kind].map((figure) => [JSON.stringify(figure.what), figure])),
    );
    return [...new Map([...(was ?? []), ...(is ?? [])])].flatMap(([name, { what }]) => {
      const difference = { kind, what, before: was?.get(name)?.said ?? null, after: is?.get(name)?.said ?? null };
      return JSON.stringify(difference.before) === JSON.stringify(difference.after) ? [] : [difference];
    });
  });
}

/** What a recognition says, figure by figure. */
const figuresOf = ({
  rows,
  credited,
  additional,
  difference,
  gpa,
}: Recognition): Record<RecognitionDifference['kind'], { what: Reason | string; said: Reason | string }[]> => ({
  row: rows.map(({ line, outcome, ects }) => ({
    what: reason('transcript-line', { line: `${line}` }),
    said: reason('figures-of-row', { outcome: reason('row-outcome', { outcome }), ects: orNone(ects) }),
  })),
  credited: credited.map(({ bundle, homeCode, credits, grade }) => ({
    what: `${bundle} ${homeCode}`,
    said: reason('figures-of-course', { credits, grade: gradeReason(grade) }),
  })),
  additional: additional.map(({ line, title, ects, block, grade }) => ({
    what: reason('transcript-line-titled', { line: `${line}`, title }),
    said: reason('figures-of-work', {
      ects,
      block: block ?? reason('no-block'),
      grade: grade ? gradeReason(grade) : reason('no-grade'),
    }),
  })),
  difference: difference.map(({ homeCode, credits }) => ({
    what: homeCode,
    said: reason('figures-of-difference', { credits }),
  })),
  gpa: [{ what: 'GPA', said: orNone(gpa.value) }],
});

const orNone = (value: Rational | null): Reason | string => value?.toString() ?? reason('no-figure');

function gradeReason({ letter, points, percent, status }: HomeGrade): Reason {
  if (status === 'failed') return reason('failed');
  if (status === 'passed-without-grade') return reason('passed-without-grade');
  const values = { letter: letter ?? reason('no-letter'), points: orNone(points) };
  return percent === null ? reason('home-grade', values) : reason('home-grade-with-percent', { ...values, percent });
}
