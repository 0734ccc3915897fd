/** Precedents as they are read: pages, contradictions, those that end soon. */
import { z } from 'zod';
import { type BundlePrecedent, bundlePrecedentSchema, type Result } from '../../domain/index.ts';
import { findContradictions, findExpiring } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { allPrecedents } from '../cases/precedents.ts';
import { ruleOn } from '../service/records.ts';
import { attempt, type Caller, dayOf, resultOf, type Service, workOf } from '../service/service.ts';

export const listPrecedents = (
  { store: { connection } }: Service,
  filter: store.PrecedentFilter,
): Promise<store.Page<BundlePrecedent>> => store.precedents.list(connection, filter);

export const readPrecedent = async ({ store: { connection } }: Service, id: string): Promise<Result<BundlePrecedent>> =>
  resultOf('precedent', id, await store.precedents.find(connection, id));

export const contradictionSchema = z.object({
  approved: z.array(bundlePrecedentSchema),
  refused: z.array(bundlePrecedentSchema),
});

/** Decisions on the same courses that count today and disagree. */
export async function listContradictions(
  service: Service,
  caller: Caller,
): Promise<z.infer<typeof contradictionSchema>[]> {
  const today = dayOf(caller);
  const counting = await allPrecedents(service.store.connection, { status: 'counts', validOn: today });
  return findContradictions(counting, today).map(({ approved, refused }) => ({
    approved: [...approved],
    refused: [...refused],
  }));
}

/** Those that end within the days of the policy, soonest first. */
export const listExpiring = (service: Service, caller: Caller): Promise<Result<BundlePrecedent[]>> =>
  attempt(async () => {
    const today = dayOf(caller);
    const counting = await allPrecedents(service.store.connection, { status: 'counts', validOn: today });
    return findExpiring(counting, ruleOn(workOf(service, caller), 'precedents'), today);
  });
