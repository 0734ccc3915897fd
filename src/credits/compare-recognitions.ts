/** What another policy, or another version of one, would make of a past transcript: the differences, and nothing is changed. */
import {
  type DerivationStep,
  type HomeGrade,
  type Rational,
  type Reason,
  type Recognition,
  reason,
} from '../domain/index.ts';

/** One figure that would differ. */
export interface RecognitionDifference {
  readonly kind: 'row' | 'credited' | 'additional' | 'difference' | 'gpa';
  /** Transcript line, or bundle and home course. */
  readonly what: Reason | string;
  /** Null = it was not there, or will not be. */
  readonly before: Reason | string | null;
  readonly after: Reason | string | null;
  /** How the figure came about before, and how it would: the steps of its derivation, or what became of the row. */
  readonly because: { readonly before: Reason[]; readonly after: Reason[] };
}

/** Compares two recognitions of one transcript, figure by figure, in a fixed order. Empty when a signed result would stay as it is. */
export function compareRecognitions(before: Recognition, after: Recognition): RecognitionDifference[] {
  return (['row', 'credited', 'additional', 'difference', 'gpa'] as const).flatMap((kind) => {
    const [was, is] = [before, after].map(
      (recognition) =>
        new Map(figuresOf(recognition)[kind].map((figure) => [JSON.stringify(figure.of ?? figure.what), figure])),
    );
    return [...new Map([...(was ?? []), ...(is ?? [])])].flatMap(([name, { what }]) => {
      const [one, other] = [was?.get(name), is?.get(name)];
      const difference = {
        ...{ kind, what, before: one?.said ?? null, after: other?.said ?? null },
        because: { before: one?.why ?? [], after: other?.why ?? [] },
      };
      return JSON.stringify(difference.before) === JSON.stringify(difference.after) ? [] : [difference];
    });
  });
}

interface Figure {
  /** What tells it from others where its name does not: a course may be credited by more than one bundle. */
  readonly of?: string;
  readonly what: Reason | string;
  readonly said: Reason | string;
  readonly why: Reason[];
}

const stepsOf = (derivation: readonly DerivationStep[]): Reason[] => derivation.map((step) => step.reason);

/** What a recognition says, figure by figure. */
const figuresOf = ({
  rows,
  credited,
  additional,
  difference,
  gpa,
}: Recognition): Record<RecognitionDifference['kind'], Figure[]> => ({
  row: rows.map(({ line, outcome, ects, reason: why }) => ({
    why: [why],
    what: reason('transcript-line', { line: `${line}` }),
    said: reason('figures-of-row', { outcome: reason('row-outcome', { outcome }), ects: orNone(ects) }),
  })),
  credited: credited.map(({ bundle, homeCode, credits, grade, derivation }) => ({
    why: stepsOf(derivation),
    of: `${bundle} ${homeCode}`,
    what: homeCode,
    said: reason('figures-of-course', { credits, grade: gradeReason(grade) }),
  })),
  additional: additional.map(({ line, title, ects, block, grade, derivation }) => ({
    why: stepsOf(derivation),
    what: reason('transcript-line-titled', { line: `${line}`, title }),
    said: reason('figures-of-work', {
      ects,
      block: block ?? reason('no-block'),
      grade: grade ? gradeReason(grade) : reason('no-grade'),
    }),
  })),
  difference: difference.map(({ homeCode, credits, reason: why }) => ({
    why: [why],
    what: homeCode,
    said: reason('figures-of-difference', { credits }),
  })),
  gpa: [{ what: 'GPA', said: orNone(gpa.value), why: stepsOf(gpa.derivation) }],
});

const orNone = (value: Rational | null): Reason | string => value?.toString() ?? reason('no-figure');

function gradeReason({ letter, points, percent, status }: HomeGrade): Reason {
  if (status === 'failed') return reason('failed');
  if (status === 'passed-without-grade') return reason('passed-without-grade');
  const values = { letter: letter ?? reason('no-letter'), points: orNone(points) };
  return percent === null ? reason('home-grade', values) : reason('home-grade-with-percent', { ...values, percent });
}
