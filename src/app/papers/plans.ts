/** The individual curriculum of a stored plan, and the form of a change to it. */
import type { Localised, Plan, Result, StateOf, UiLanguage } from '../../domain/index.ts';
import { bundleStandings, bundlesBeyond } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { asPlan, decisionsOn, loadPlanCase } from '../cases/plan-case.ts';
import { attempt, found, type Service } from '../service/service.ts';
import { printWith } from '../tools/papers.ts';
import { headOfCase, titleOfReason } from './case-head.ts';

interface PlanPaperRequest {
  readonly id: string;
  readonly language: UiLanguage;
}

/** States in which the directorate has not said yes. */
const UNDECIDED: ReadonlySet<StateOf<'plan'> | StateOf<'change'>> = new Set([
  'draft',
  'submitted',
  'asked',
  'proposed',
  'refused',
  'commented',
]);

/** The version that counts, or an earlier one; of the day on which it was made. */
export const agreementOf = (
  service: Service,
  { id, number, language }: PlanPaperRequest & { readonly number?: number | undefined },
): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const { connection } = service.store;
    const loaded = await loadPlanCase(connection, id);
    const version =
      number === undefined || number === loaded.version.number
        ? loaded.version
        : found('version', `${id}#${number}`, await store.plans.findVersion(connection, id, number));
    const { plan, contentHash, madeOn } = version;
    const decisions = bundleStandings(plan, decisionsOn(asPlan(loaded))).map(({ decision }) => decision);
    const document = {
      kind: 'agreement' as const,
      plan,
      head: await headOfCase(service, 'plan', { id, home: plan.home.institution }),
      version: { number: version.number, contentHash },
      draft: UNDECIDED.has(loaded.record.state),
      bridges: decisions.flatMap((one) => (one?.decision === 'approve-with-bridge' ? [one] : [])),
    };
    return printWith(service.context(), document, { language, date: madeOn });
  });

/** What a proposal takes out and puts in, against the version that it was made against; of the day of the proposal. */
export const amendmentOf = (service: Service, { id, language }: PlanPaperRequest): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const { connection } = service.store;
    const change = found('change', id, await store.find(connection, 'change', id));
    const { studyPlan, baseVersion, plan: after, items, contentHash, proposedOn, state } = change;
    const base = found(
      'version',
      `${studyPlan}#${baseVersion}`,
      await store.plans.findVersion(connection, studyPlan, baseVersion),
    );
    const why = (status: 'deleted' | 'inserted', bundle: string): Localised | null =>
      titleOfReason(service, items.find((item) => item.status === status && item.bundle === bundle)?.reason ?? null);
    const differences = (one: Plan, other: Plan, status: 'deleted' | 'inserted') =>
      bundlesBeyond(one, other).map((bundle) => ({ bundle, why: why(status, bundle.id) }));
    const document = {
      kind: 'amendment' as const,
      head: await headOfCase(service, 'change', { id, home: after.home.institution }),
      before: base.plan,
      after,
      out: differences(base.plan, after, 'deleted'),
      in: differences(after, base.plan, 'inserted'),
      baseVersion,
      contentHash,
      draft: UNDECIDED.has(state),
    };
    return printWith(service.context(), document, { language, date: proposedOn });
  });
