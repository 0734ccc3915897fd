/** A scale as it judges passes in one cycle. */
import { type GradeScale, type Level, levelSchema, memoise, Rational } from '../domain/index.ts';
import { isBetter } from './parse-grade.ts';

const cache = new WeakMap<GradeScale, Map<Level, GradeScale>>();

/** The scale with the pass mark of a cycle as its own, in its grades too. The same object for the same scale and cycle. */
export function scaleAtLevel(scale: GradeScale, level: Level): GradeScale {
  if (Object.keys(scale.passByLevel).length === 0) return scale;
  const levels = cache.get(scale) ?? new Map<Level, GradeScale>();
  cache.set(scale, levels);
  return memoise(levels, level, () =>
    withPass(scale, scale.passByLevel[level] ?? null, scale.askedByLevel[level] ?? null),
  );
}

/** The scale in each cycle, or itself alone where its pass mark is the same in all. */
export const scaleAtEveryLevel = (scale: GradeScale): { readonly level: Level; readonly scale: GradeScale }[] =>
  levelSchema.options.map((level) => ({ level, scale: scaleAtLevel(scale, level) }));

function withPass(scale: GradeScale, mark: string | null, asked: string | null): GradeScale {
  const own = { ...scale, passByLevel: {}, askedByLevel: {} };
  if (mark === null) return own;
  const lowest = scale.grades.findIndex(({ symbol }) => symbol === mark);
  const pass = scale.grades[lowest]?.value ?? Rational.parse(mark) ?? scale.pass;
  const numberOf = ({ value, percent, span }: GradeScale['grades'][number]): Rational | null =>
    value ?? (percent ?? span)?.[0] ?? null;
  const passes = (grade: GradeScale['grades'][number], at: number): boolean => {
    if (lowest >= 0) return at <= lowest;
    const number = numberOf(grade);
    return number === null ? grade.passing : !isBetter(scale, pass, number);
  };
  const lastAsked = scale.grades.findIndex(({ symbol }) => symbol === asked);
  // What passes by the mark of the cycle passes under no further condition.
  const grades = scale.grades.map((grade, at) => {
    const isAsked = at > lowest && at <= lastAsked;
    const passing = passes(grade, at) || isAsked;
    return { ...grade, passing, conditional: isAsked || (grade.conditional && lowest < 0 && passing) };
  });
  return { ...own, pass, grades };
}
