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
import { DEFAULT_POLICY } from '../context.ts';
import { everyPage } from '../process/every-page.ts';
import { type Doing, dayOf } from '../step.ts';

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
  const naming = new Map<string, readonly BundlePrecedent[]>();
  for (const { host } of plans) {
    const key = titleKey(host.institution);
    if (naming.has(key)) continue;
    const codes = plans.filter((one) => titleKey(one.host.institution) === key).flatMap(codesOf);
    naming.set(key, await store.precedentsNaming(connection, host.institution, codes));
  }
  return plans.map((plan) => {
    const [home, codes] = [titleKey(plan.home.institution), new Set(codesOf(plan))];
    return (naming.get(titleKey(plan.host.institution)) ?? []).filter(
      (one) => titleKey(one.home.institution) === home && one.host.courses.some(({ code }) => codes.has(codeKey(code))),
    );
  });
}

/** Those that may need a look: opened again, soon at their end, or about the same host courses as a refusal. */
export async function precedentsToLookAt(
  connection: store.Connection,
  { today, expiresBy }: { readonly today: string; readonly expiresBy: string },
): Promise<BundlePrecedent[]> {
  const counts = { status: 'counts', validOn: today } as const;
  const refused = await allPrecedents(connection, { ...counts, decision: 'refused' });
  const found = [
    ...(await allPrecedents(connection, { status: 'reopened', validOn: today })),
    ...(await allPrecedents(connection, { ...counts, expiresBy })),
    ...refused,
  ];
  for (const host of new Set(refused.map(({ host }) => host.institution))) {
    const courses = refused.filter((one) => one.host.institution === host).flatMap((one) => one.host.courses);
    const codes = courses.map(({ code }) => code);
    found.push(...(await store.precedentsNaming(connection, host, codes)));
  }
  return [...new Map(found.map((one) => [one.id, one])).values()];
}
