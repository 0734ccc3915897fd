/** Precedents as actions look for them. */
import {
  type BundlePrecedent,
  codeKey,
  type Plan,
  type PrecedentPolicy,
  type Result,
  titleKey,
} from '../../domain/index.ts';
import { policyOn } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf } from '../moves/step.ts';
import { everyPage } from '../service/every-page.ts';
import { DEFAULT_POLICY } from '../tools/context.ts';

/** How long decisions count and when they are opened again, on the day of the request. */
export const precedentPolicy = ({ service, caller }: Doing): Result<PrecedentPolicy> =>
  policyOn(service.process.precedents, DEFAULT_POLICY, dayOf(caller));

/** Every precedent that fits the filter. */
export const allPrecedents = (
  connection: store.Connection,
  filter: Omit<store.PrecedentFilter, 'after' | 'limit'>,
): Promise<BundlePrecedent[]> =>
  everyPage((after) => store.listPrecedents(connection, { ...filter, after, limit: 500 }));

type Named = Pick<Plan, 'home' | 'host' | 'bundles'>;

/** Those about host courses that a plan names, decided for the same home institution. */
export async function precedentsOf(connection: store.Connection, plan: Named): Promise<BundlePrecedent[]> {
  const [found = []] = await precedentsOfEach(connection, [plan]);
  return found;
}

/** The same of several plans, in their order. */
export async function precedentsOfEach(
  connection: store.Connection,
  plans: readonly Named[],
): Promise<BundlePrecedent[][]> {
  const codesOf = ({ bundles }: Named): string[] =>
    bundles.flatMap((bundle) => bundle.host.map(({ code }) => codeKey(code)));
  const naming = await store.precedentsNamingAny(
    connection,
    plans.map((plan) => ({ institution: plan.host.institution, codes: codesOf(plan) })),
  );
  return plans.map((plan) => {
    const [home, host] = [titleKey(plan.home.institution), titleKey(plan.host.institution)];
    const codes = new Set(codesOf(plan));
    return naming.filter(
      (one) =>
        titleKey(one.home.institution) === home &&
        titleKey(one.host.institution) === host &&
        one.host.courses.some(({ code }) => codes.has(codeKey(code))),
    );
  });
}
