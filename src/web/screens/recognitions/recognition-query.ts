/** A recognition as the server answers it, and its rows beside what was planned. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

export const one = api.recognitions[':id'];
export type Case = AnswerOf<typeof one.$get>;
export type Recognition = Case['recognition'];
export type Row = Recognition['rows'][number];
export type Credited = Recognition['credited'][number];
export type Step = Credited['derivation'][number];
export type Question = Recognition['questions'][number];

export const recognitionKey = (id: string) => ['recognition', id];

export const useRecognition = (id: string) =>
  useQuery({
    queryKey: recognitionKey(id),
    queryFn: () => answerOf(one.$get({ param: { id } })),
    refetchInterval: 30_000,
  });

export const usePolicies = () =>
  useQuery({
    queryKey: ['policies'],
    queryFn: () => answerOf(api.policies.$get({ query: {} })),
    staleTime: 600_000,
  });

export const useScales = () =>
  useQuery({
    queryKey: ['scales'],
    queryFn: () => answerOf(api.scales.$get({ query: {} })),
    staleTime: 600_000,
  });

/** What one line of the table is about: a home course with the rows that earned it, or a row that earned none. */
export interface Line {
  readonly key: string;
  readonly home: { readonly code: string; readonly titles: Credited['homeTitles'] } | null;
  readonly rows: readonly Row[];
  /** Home credits, exact. */
  readonly credits: string | null;
  readonly grade: Credited['grade'] | null;
  readonly derivation: readonly Step[];
  /** How it stands where no row says so. */
  readonly state: 'credited' | 'open' | 'difference' | 'additional' | 'none';
}

/** Planned courses first, in the order of the plan; then what was taken beside them, and what stays open. */
export function linesOf({ credited, places, undecided, difference, additional, rows }: Recognition): Line[] {
  const of = (lines: readonly number[]): Row[] => rows.filter(({ line }) => lines.includes(line));
  const used = new Set<number>();
  const take = (lines: readonly number[]): Row[] => {
    for (const line of lines) used.add(line);
    return of(lines);
  };
  const failedOf = (bundle: string): number[] =>
    rows.filter((row) => row.bundle === bundle && row.outcome === 'repeated').map(({ line }) => line);
  const planned: Line[] = [
    ...credited.map((course) => ({
      key: `c ${course.bundle} ${course.homeCode}`,
      home: { code: course.homeCode, titles: course.homeTitles },
      rows: take([...course.from, ...failedOf(course.bundle)]),
      credits: course.credits,
      grade: course.grade,
      derivation: course.derivation,
      state: 'credited' as const,
    })),
    ...places.map((place) => ({
      key: `p ${place.bundle} ${place.homeCode}`,
      home: { code: place.homeCode, titles: place.homeTitles },
      rows: take(place.from),
      credits: place.credits,
      grade: additional.find(({ line }) => place.from.includes(line))?.grade ?? null,
      derivation: additional.find(({ line }) => place.from.includes(line))?.derivation ?? [],
      state: 'credited' as const,
    })),
    ...undecided.map((course) => ({
      key: `u ${course.bundle} ${course.homeCode}`,
      home: { code: course.homeCode, titles: course.homeTitles },
      rows: take(rows.filter(({ bundle }) => bundle === course.bundle).map(({ line }) => line)),
      credits: course.credits,
      grade: null,
      derivation: [],
      state: 'open' as const,
    })),
  ];
  const beside: Line[] = rows
    .filter(({ line }) => !used.has(line))
    .map((row) => {
      const work = additional.find(({ line }) => line === row.line);
      return {
        key: `r ${row.line}`,
        home: null,
        rows: [row],
        credits: null,
        grade: work?.grade ?? null,
        derivation: work?.derivation ?? [],
        state: work ? ('additional' as const) : ('none' as const),
      };
    });
  const open: Line[] = difference.map((course) => ({
    key: `d ${course.homeCode}`,
    home: { code: course.homeCode, titles: course.homeTitles },
    rows: [],
    credits: course.credits,
    grade: null,
    derivation: [],
    state: 'difference' as const,
  }));
  return [...planned, ...beside, ...open];
}

/** The step by which the grade was found, and the one that a table of both sides is drawn from. */
export const gradeStepOf = ({ derivation }: Pick<Line, 'derivation'>): Step | undefined =>
  derivation.find(({ rule, output }) => rule.startsWith('grade.') && output !== null);
