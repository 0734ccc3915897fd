/** Plans on stored courses, with every precedent that counts. */
import type { Plan, Result } from '../../domain/index.ts';
import { openSides, type StoredSides } from '../catalogues/open.ts';
import { planStay } from '../plan.ts';
import type { Service } from '../service.ts';
import type { PlanOptions } from '../stay.ts';

export interface ProposalRequest extends StoredSides {
  readonly options: PlanOptions;
}

export async function proposePlan(service: Service, { options, ...ids }: ProposalRequest): Promise<Result<Plan>> {
  const sides = await openSides(service, ids);
  return sides.ok ? planStay(service.context(), sides.value, options) : sides;
}
