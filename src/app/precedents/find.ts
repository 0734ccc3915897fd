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
