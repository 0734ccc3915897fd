/** Plans on stored courses, with every precedent that counts. */
import type { Plan, Result } from '../../domain/index.ts';
import { openSides, type StoredSides } from '../cases/stored-sides.ts';
import type { Service } from '../service/service.ts';
import { planStay } from '../tools/plan.ts';
import type { PlanOptions } from '../tools/stay.ts';

export interface ProposalRequest extends StoredSides {
  readonly options: PlanOptions;
}

export async function proposePlan(service: Service, { options, ...ids }: ProposalRequest): Promise<Result<Plan>> {
  const sides = await openSides(service, ids);
  return sides.ok ? planStay(service.context(), sides.value, options) : sides;
}
