/** The work of a thread that plans. Started by plan-threads.ts alone. */
import { memoise, type RuleBook } from '../../domain/index.ts';
import type { Home, PlanContext } from './context.ts';
import { openShared, subjectsFrom, type unpackCourse } from './match-tasks.ts';
import { PLAN_WORK } from './plan.ts';
import type { PlanMessage, PlanTask } from './plan-threads.ts';
import { readBuiltRules, writeBuiltRules } from './rules.ts';

/** The last ones: those of today, and of yesterday at midnight. */
const rulesKnown = new Map<number, RuleBook>();
/** Lists of courses as they are planned with, by the catalogue that threads share. */
const listsKnown = new Map<
  number,
  PlanMessage['sides']['catalogue'] & { readonly courses: ReturnType<typeof unpackCourse>[] }
>();

export async function makePlan({ name, catalogue, order, said, rules, subjects }: PlanTask): Promise<string> {
  const { home, today, asked, sides } = readBuiltRules<PlanMessage>(said);
  const index = openShared(catalogue);
  const list = memoise(
    listsKnown,
    catalogue.id,
    () => ({ ...sides.catalogue, courses: Array.from(order, (place) => index.courseAt(place)) }),
    2,
  );
  const book = memoise(
    rulesKnown,
    rules.id,
    () => readBuiltRules<RuleBook>(new TextDecoder().decode(rules.text.slice())),
    2,
  );
  const context: PlanContext = {
    ...{ rules: book, home: home as Home, today },
    ...(subjects !== null && { subjects: () => subjectsFrom(subjects) }),
  };
  const work = PLAN_WORK[name] as (context: PlanContext, sides: object, asked: object) => Promise<object>;
  return writeBuiltRules(await work(context, { ...sides, catalogue: list, index }, asked));
}
