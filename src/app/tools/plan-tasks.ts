/** The work of a thread that plans. Started by plan-threads.ts alone. */
import { memoise, type RuleBook } from '../../domain/index.ts';
import type { Home, PlanContext } from './context.ts';
import { openShared, subjectsFrom } from './match-tasks.ts';
import type { unpackCourse } from './packed-courses.ts';
import { PLAN_WORK } from './plan.ts';
import type { Numbered, PlanMessage, PlanTask } from './plan-threads.ts';
import { readBuiltRules, writeBuiltRules } from './rules.ts';
import type { Sides } from './sides.ts';

/** The last ones: those of today, and of yesterday at midnight. */
const rulesKnown = new Map<number, RuleBook>();
/** One is planned at many hosts, one after the other: what is made of its courses is kept with them. */
const curriculaKnown = new Map<number, Sides['curriculum']>();
/** Lists of courses as they are planned with, by the catalogue that threads share. */
const listsKnown = new Map<
  number,
  PlanMessage['sides']['catalogue'] & { readonly courses: ReturnType<typeof unpackCourse>[] }
>();

const openNumbered = <T extends object>(known: Map<number, T>, { id, text }: Numbered): T =>
  memoise(known, id, () => readBuiltRules<T>(new TextDecoder().decode(text.slice())), 2);

export async function makePlan({
  name,
  catalogue,
  order,
  said,
  curriculum,
  rules,
  subjects,
}: PlanTask): Promise<string> {
  const { home, today, asked, sides } = readBuiltRules<PlanMessage>(said);
  const index = openShared(catalogue, subjects === null ? undefined : subjectsFrom(subjects));
  const list = memoise(
    listsKnown,
    catalogue.id,
    () => ({ ...sides.catalogue, courses: Array.from(order, (place) => index.courseAt(place)) }),
    2,
  );
  const context: PlanContext = {
    ...{ rules: openNumbered(rulesKnown, rules), home: home as Home, today },
    ...(subjects !== null && { subjects: () => subjectsFrom(subjects) }),
  };
  const work = PLAN_WORK[name] as (context: PlanContext, sides: object, asked: object) => Promise<object>;
  return writeBuiltRules(
    await work(
      context,
      { ...sides, curriculum: openNumbered(curriculaKnown, curriculum), catalogue: list, index },
      asked,
    ),
  );
}
