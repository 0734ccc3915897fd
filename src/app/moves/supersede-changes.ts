/** Open proposals of change end when the version that they were made against no longer counts. */
import type { StudyPlan } from '../../domain/index.ts';
import { MACHINES } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { subjectOf } from '../cases/plan-case.ts';
import { type Doing, takeStep } from './step.ts';
import { tellOfChange } from './tell-of-change.ts';

export async function supersedeChanges(
  tx: store.Tx,
  doing: Doing,
  { plan, act }: { readonly plan: StudyPlan; readonly act: store.Act },
): Promise<void> {
  const open = await store.listChangeProposals(tx, {
    where: { studyPlan: plan.id, state: ['proposed', 'asked', 'pre-approved'] },
    limit: 500,
  });
  for (const change of open.items) {
    const subject = subjectOf(plan);
    const happening = { state: change.state, event: 'supersede', subject, holds: { 'base-moved': true } } as const;
    const step = takeStep(doing, { machine: MACHINES.change, ...happening, actor: 'clock' });
    if (!step.ok) throw new Error(`the change ${change.id} could not be ended: ${step.problems[0]?.message}`);
    const ended = await store.updateChangeProposal(
      tx,
      { ...change, state: step.value.to },
      { ...act, action: 'change.supersede' },
    );
    if (!ended.ok) throw new Error(`the change ${change.id} could not be ended: ${ended.problems[0]?.message}`);
    await tellOfChange(tx, doing, { event: 'supersede', change: ended.value, plan });
  }
}
