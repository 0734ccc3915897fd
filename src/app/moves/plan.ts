/** How study plans move, and proposals to change them. */
import { addDays, type EventOf } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { guardsOfPlan, lockPlanCase } from '../cases/plan-case.ts';
import { ruleOn, stepEnd } from '../service/records.ts';
import { dayOf, found, type Work } from '../service/service.ts';
import type { CaseOf, Rules } from './kind.ts';
import { reasonTitle } from './tell.ts';

export const PLAN: Rules<'plan'> = {
  lock: lockPlanCase,
  guards: async ({ connection }, { found: plan, input: { answered = null, judged } }) => ({
    ...(await guardsOfPlan(connection, plan, answered)),
    // Before every bundle is decided on, nobody is told and nothing is remembered.
    ...(plan.record.state === 'submitted' && { 'grace-open': true }),
    ...judged?.outcome.holds,
  }),
  save: ({ tx, act }, plan, { newVersion }) => store.plans.update(tx, { plan, ...(newVersion && { newVersion }) }, act),
  tells: async (work, { found: moved, event, input: { judged } }) => {
    const { record, subject, version } = moved;
    const { standings = [], refusals = [] } = judged?.outcome ?? {};
    const values = {
      host: version.plan.host.institution,
      count: refusals.length,
      ...deadlineAfter(work, moved, event),
      ...reasonTitle(work, record.reason),
    };
    if (event !== 'pass-on') return [{ subject, occurrence: record.revision, values }];
    const institutes = standings.flatMap(({ decision }) => (decision?.decision === 'pass-on' ? [decision.to] : []));
    return [...new Set(institutes)].map((institute) => ({
      subject: { ...subject, institute },
      occurrence: `${record.version} ${institute}`,
      values,
    }));
  },
};

/** A refusal can be appealed against until its day; else the day by which the plan should leave its state. */
function deadlineAfter(work: Work, { record }: CaseOf<'plan'>, event: EventOf<'plan'> | 'create') {
  const deadline =
    event === 'refuse'
      ? addDays(dayOf(work.caller), ruleOn(work, 'times').appealDays)
      : stepEnd(work, `plan.${record.state}`);
  return deadline === null ? {} : { deadline };
}

export const CHANGE: Rules<'change'> = {
  lock: async (work, id) => {
    const { studyPlan } = found('change', id, await store.find(work.tx, 'change', id));
    const plan = await lockPlanCase(work, studyPlan);
    // Read again: it may have moved on while the lock was waited for.
    return { record: found('change', id, await store.find(work.tx, 'change', id)), subject: plan.subject, plan };
  },
  guards: async (_, { found: { record, plan }, input: { judged } }) => ({
    'base-current': record.baseVersion === plan.record.version,
    'base-moved': record.baseVersion !== plan.record.version,
    'reasons-given': true,
    ...(record.state === 'proposed' && { 'grace-open': true }),
    ...judged?.outcome.holds,
  }),
  tells: async (work, { found: { record, subject, plan } }) => {
    const deadline = stepEnd(work, `change.${record.state}`);
    const values = {
      case: plan.record.id.slice(0, 8),
      host: record.plan.host.institution,
      ...(deadline !== null && { deadline }),
      ...reasonTitle(work, record.reason),
    };
    return [{ subject, occurrence: record.revision, values }];
  },
};
