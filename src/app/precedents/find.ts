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

/** Those about host courses that a plan names, decided for the same home institution. */
export async function precedentsOf(
  connection: store.Connection,
  { home, host, bundles }: Pick<Plan, 'home' | 'host' | 'bundles'>,
): Promise<BundlePrecedent[]> {
  const codes = [...new Set(bundles.flatMap((bundle) => bundle.host.map(({ code }) => codeKey(code))))];
  const naming = await store.precedentsNaming(connection, host.institution, codes);
  return naming.filter((one) => titleKey(one.home.institution) === titleKey(home.institution));
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
