/** The unit of credits that a list of courses does not say: asked once for the whole list, and never guessed. */
import { type RulesAt, resolveUnit } from '../../credits/index.ts';
import { type Course, type Problem, problem, reason } from '../../domain/index.ts';

type WithCredits = Pick<Course, 'credits'>;

/** Nothing stands beside the amount, or a word that many systems use. */
function isUnitless(rules: RulesAt, { credits }: WithCredits): boolean {
  if (credits === null) return false;
  const unit = resolveUnit(rules, credits.unit);
  return (
    !unit.ok && unit.problems.some(({ reason: why }) => why?.code === 'name-missing' || why?.code === 'unit-general')
  );
}

/**
 * A unit that was said and is none is an error; one that nobody said is a warning: the list can be read and matched without it, and no plan is
 * made of it. Nothing where some course names a unit, for then the others may mean another.
 */
export function unitProblem(rules: RulesAt, courses: readonly WithCredits[], said: string | undefined): Problem[] {
  if (said !== undefined) {
    const unit = resolveUnit(rules, said);
    return unit.ok ? [] : unit.problems.map((one) => ({ ...one, column: 'unit' }));
  }
  const counted = courses.filter(({ credits }) => credits !== null);
  const isSaid = counted.length === 0 || counted.some((course) => !isUnitless(rules, course));
  if (isSaid) return [];
  const why = reason('import-without-unit', { count: counted.length });
  return [problem('unit-unknown', why, { severity: 'warning', column: 'credits' })];
}

const meansUnit = (rules: RulesAt, name: string, id: string): boolean => {
  const unit = resolveUnit(rules, name);
  return unit.ok && unit.value.id === id;
};

/** The list with the unit that a person said, where a course names none. */
export function withUnit<C extends WithCredits, L extends { readonly courses: readonly C[] }>(
  list: L,
  said: string | undefined,
  rules: RulesAt,
): L {
  const unit = said === undefined ? null : resolveUnit(rules, said);
  if (!unit?.ok) return list;
  const { id, aliases } = unit.value;
  // As people write it, where that name means no other unit.
  const name = aliases.find((alias) => meansUnit(rules, alias, id)) ?? id;
  const courses = list.courses.map((course) =>
    course.credits !== null && isUnitless(rules, course)
      ? { ...course, credits: { ...course.credits, unit: name } }
      : course,
  );
  return { ...list, courses };
}
