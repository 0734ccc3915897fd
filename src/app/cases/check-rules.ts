/** Whether a plan keeps the hard rules of its policy, by the courses as they are stored: no word of the plan itself is believed. */
import { rulesAt } from '../../credits/index.ts';
import {
  type BundlePrecedent,
  codeKey,
  type Plan,
  type Problem,
  precedentsOn,
  problem,
  reason,
} from '../../domain/index.ts';
import { type PlanInput, verifyPlan } from '../../planning/index.ts';
import { type AppContext, policyOfPlan } from '../tools/context.ts';
import { ectsReader } from '../tools/stay.ts';
import type { PlanCourses } from './stored.ts';

/**
 * An error for each broken rule; a warning when the store lacks a side, so that nothing could be checked. How strong a match is, and
 * what was refused before, the directorate judges: neither is a rule here. Prerequisites are noted beside the bundles.
 */
export function checkRules(
  context: AppContext,
  plan: Plan,
  { courses, precedents }: { readonly courses: PlanCourses; readonly precedents: readonly BundlePrecedent[] },
): Problem[] {
  const policy = policyOfPlan(context, plan.basis);
  if (!policy.ok) return policy.problems;
  const { home, host } = courses;
  if (home === null || host === null) return [unchecked(plan, home === null ? 'curriculum' : 'catalogue')];
  const inEcts = ectsReader(rulesAt(context.rules, context.today), policy.value);
  const asked = periodOf(plan);
  const input: PlanInput = {
    home: {
      ...plan.home,
      courses: home.filter(asked).map((course) => ({ course, ects: inEcts.read(course) })),
    },
    host: { ...plan.host, courses: host.map((course) => ({ course, ects: inEcts.read(course) })) },
    matches: [],
    request: plan.request,
    policy: { ...policy.value, planning: { ...policy.value.planning, prerequisites: 'noted' } },
    basis: plan.basis,
    precedents: precedentsOn(precedents, context.today).filter(({ decision }) => decision !== 'refused'),
  };
  const isRule = ({ column = '' }: Problem): boolean => !/\.(?:score|verdict)$/.test(column);
  return [...policy.problems, ...verifyPlan(plan, input).filter(isRule)];
}

/** The semesters that the plan was asked for, and every course that it speaks of. */
function periodOf({ request, bundles, uncovered }: Plan) {
  const named = new Set(
    [...bundles.flatMap(({ home, fills = [] }) => [...home, ...fills]), ...uncovered.map(({ home }) => home)].map(
      ({ code }) => codeKey(code),
    ),
  );
  return ({ code, semester }: { readonly code: string; readonly semester: number | null }): boolean =>
    named.has(codeKey(code)) || (semester !== null && request.semesters.includes(semester));
}

function unchecked({ home, host }: Plan, list: 'curriculum' | 'catalogue'): Problem {
  const { institution } = list === 'catalogue' ? host : home;
  return problem('reference-unknown', reason(`plan-unchecked-${list}`, { institution }), { severity: 'warning' });
}
