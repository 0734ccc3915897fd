import type { ChangeEvent, ChangeProposal, StudyPlan } from '../../domain/index.ts';
import type * as store from '../../store/index.ts';
import { subjectOf } from '../cases/plan-case.ts';
import { type Doing, stepEnd } from './step.ts';
import { tell } from './tell.ts';

export interface ChangeTold {
  readonly event: ChangeEvent | 'create';
  readonly change: ChangeProposal;
  readonly plan: Pick<StudyPlan, 'id' | 'student' | 'institute'>;
}

/** Tells the people of its plan what happened to a proposal of change. */
export async function tellOfChange(tx: store.Tx, doing: Doing, { event, change, plan }: ChangeTold): Promise<void> {
  const deadline = stepEnd(doing, `change.${change.state}`);
  const title = doing.service.process.reasons.find(({ id }) => id === change.reason)?.title;
  await tell(tx, doing, {
    machine: 'change',
    event,
    id: change.id,
    occurrence: change.revision,
    subject: subjectOf(plan),
    parameters: {
      case: plan.id.slice(0, 8),
      host: change.plan.host.institution,
      ...(deadline !== null && { deadline }),
      ...(title && { reason: title }),
    },
  });
}
