/** Precedents as they are read: pages, contradictions, those that end soon. */
import { z } from 'zod';
import { type BundlePrecedent, bundlePrecedentSchema, type Result, success } from '../../domain/index.ts';
import { findContradictions, findExpiring } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { allPrecedents, precedentPolicy } from '../cases/precedents.ts';
import { dayOf } from '../moves/step.ts';
import { found } from '../service/found.ts';
import type { Caller, Service } from '../service/service.ts';

export const listPrecedents = (
  { store: { connection } }: Service,
  filter: store.PrecedentFilter,
): Promise<store.Page<BundlePrecedent>> => store.listPrecedents(connection, filter);

export const readPrecedent = async ({ store: { connection } }: Service, id: string): Promise<Result<BundlePrecedent>> =>
  found('precedent', id, await store.findPrecedent(connection, id));

export const contradictionSchema = z.object({
  approved: z.array(bundlePrecedentSchema),
  refused: z.array(bundlePrecedentSchema),
});
export type ShownContradiction = z.infer<typeof contradictionSchema>;

/** Decisions on the same courses that count today and disagree. */
export async function listContradictions(service: Service, caller: Caller): Promise<ShownContradiction[]> {
  const today = dayOf(caller);
  const counting = await allPrecedents(service.store.connection, { status: 'counts', validOn: today });
  return findContradictions(counting, today).map(({ approved, refused }) => ({
    approved: [...approved],
    refused: [...refused],
  }));
}

/** Those that end within the days of the policy, soonest first. */
export async function listExpiring(service: Service, caller: Caller): Promise<Result<BundlePrecedent[]>> {
  const policy = precedentPolicy({ service, caller });
  if (!policy.ok) return policy;
  const today = dayOf(caller);
  const counting = await allPrecedents(service.store.connection, { status: 'counts', validOn: today });
  return success(findExpiring(counting, policy.value, today));
}
