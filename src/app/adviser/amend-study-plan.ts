/** What is best for an agreed plan when something has happened to its host courses; proposing it is another step. */
import {
  failure,
  type Plan,
  type PlanAmendment,
  type PlanChange,
  problem,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { openSides } from '../cases/stored.ts';
import { attempt, need, type Service } from '../service/service.ts';
import { amendStay } from '../tools/plan.ts';
import { readPlanVersion } from './study-plans.ts';

/** The amendment of the version that counts, with the number of that version, on the courses that are stored today. */
export const amendStudyPlan = (
  service: Service,
  { id, changes }: { readonly id: string; readonly changes: readonly PlanChange[] },
): Promise<Result<{ readonly baseVersion: number; readonly amendment: PlanAmendment }>> =>
  attempt(async () => {
    const record = await store.find(service.store.connection, 'plan', id);
    const { number, plan } = need(await readPlanVersion(service, { id, number: record?.version ?? 1 }));
    const sides = need(await openSides(service, need(await listsOf(service, plan))));
    const amended = await amendStay(service.context(), sides, { plan, changes });
    return { baseVersion: number, amendment: need(amended) };
  });

/** The stored lists that a plan was made from, as they are today. */
async function listsOf(
  { store: { connection } }: Service,
  plan: Plan,
): Promise<Result<Record<'curriculum' | 'catalogue', string>>> {
  const { home, host } = plan;
  const [curriculum, catalogue] = await store.courseLists.latestOf(connection, [
    { kind: 'curriculum', institution: home.institution, academicYear: null, programme: home.programme },
    { kind: 'catalogue', institution: host.institution, academicYear: host.academicYear, programme: null },
  ]);
  if (!curriculum) return failure(problem('reference-unknown', reason('curriculum-unknown', { id: home.institution })));
  if (!catalogue) return failure(problem('reference-unknown', reason('catalogue-unknown', { id: host.institution })));
  return success({ curriculum: curriculum.id, catalogue: catalogue.id });
}
