/** Changes to an agreed plan are proposed, and read. Other content is another proposal. */
import { type ChangeProposal, changeProposalSchema, type Result, reason, type StateOf } from '../../domain/index.ts';
import { checkChange, stateOf } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { lockPlanCase, versionFrom } from '../cases/plan-case.ts';
import { tellCreated } from '../moves/move.ts';
import { type Caller, dayOf, need, refuse, refuseFor, type Service, write } from '../service/service.ts';

/** `baseVersion`: the version that it is made against; `plan`: the whole plan after it. */
export type ChangeRequest = Pick<ChangeProposal, 'studyPlan' | 'baseVersion' | 'items' | 'plan'>;

/** `version-conflict` when the plan has moved on. The items must be exactly what the plans differ by, each with its reason. */
export const proposeChange = (
  service: Service,
  caller: Caller,
  asked: ChangeRequest,
): Promise<Result<ChangeProposal>> =>
  write(service, caller, { action: 'change.propose', answer: changeProposalSchema }, async (work) => {
    const plan = await lockPlanCase(work, asked.studyPlan);
    const { state } = plan.record;
    if (state !== 'frozen') refuse('event-not-possible', reason('plan-not-agreed', { state: stateOf('plan', state) }));
    const proposedOn = dayOf(caller);
    refuseFor(checkChange(asked, plan.version, { reasons: service.process.reasons, date: proposedOn }).problems);
    const { contentHash } = versionFrom(asked.plan, { number: asked.baseVersion, kind: 'change', madeOn: proposedOn });
    const proposedBy = caller.actor.user;
    const draft = { ...asked, state: 'proposed' as const, contentHash, proposedBy, proposedOn, reason: null };
    const record = need(await store.plans.createChange(work.tx, draft, work.act));
    await tellCreated(work, 'change', { record, subject: plan.subject, plan });
    return record;
  });

export const listChanges = (
  { store: { connection } }: Service,
  {
    studyPlan,
    state,
    ...page
  }: store.PageOptions & { readonly studyPlan: string; readonly state?: StateOf<'change'> | undefined },
): Promise<store.Page<ChangeProposal>> => store.list(connection, 'change', { where: { studyPlan, state }, ...page });
