/** Precedents as they are read, and decided again where one was opened, contradicts another or ends soon. */

import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type BundlePrecedent, bundlePrecedentSchema, type Result, reason as why } from '../../domain/index.ts';
import { findContradictions, findExpiring, reasonsFor, renewPrecedent } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { allPrecedents, sha256, storedTexts, storePrecedent } from '../cases/stored.ts';
import { ruleOn } from '../service/records.ts';
import {
  attempt,
  type Caller,
  dayOf,
  found,
  need,
  refuse,
  resultOf,
  type Service,
  workOf,
  write,
} from '../service/service.ts';

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

/** `reason`: code of a refusal; null otherwise. Answers the new precedent, which takes the place of the old one. One that was replaced meanwhile is `already-decided`. */
export const decidePrecedent = (
  service: Service,
  caller: Caller,
  { id, decision, reason }: Pick<BundlePrecedent, 'id' | 'decision' | 'reason'>,
): Promise<Result<BundlePrecedent>> =>
  write(service, caller, { action: 'precedent.decide', answer: bundlePrecedentSchema }, async (work) => {
    const { tx, act } = work;
    const old = found('precedent', id, await store.precedents.find(tx, id));
    const policy = ruleOn(work, 'precedents');
    const codes = reasonsFor(service.process.reasons, 'bundle-refusal', dayOf(caller)).map((one) => one.id);
    if (decision === 'refused' && (reason === null || !codes.includes(reason)))
      refuse('reason-missing', why('refusal-without-reason', { possible: codes }));
    // First of all, so that of two who decide at the same time one is refused.
    need(await store.precedents.setStatus(tx, { id, from: old.status, to: 'replaced', because: null }, act));
    if (old.status === 'replaced') refuse('already-decided', why('precedent-replaced'));
    const codesOf = ({ courses }: BundlePrecedent['home']) => courses.map(({ code }) => code);
    const { home, host, institute } = old;
    const courses = {
      home: await storedTexts(tx, 'curriculum', { institution: home.institution, codes: codesOf(home) }),
      host: await storedTexts(tx, 'catalogue', { institution: host.institution, codes: codesOf(host) }),
    };
    const refusal = decision === 'refused' ? reason : null;
    const ruling = { id: randomUUID(), decision, reason: refusal, institute, decidedOn: dayOf(caller) };
    const made = need(renewPrecedent(old, ruling, { courses, policy, hash: sha256 }));
    const known = await store.precedents.naming(tx, [{ institution: host.institution, codes: codesOf(host) }]);
    return storePrecedent(
      work,
      made,
      known.filter((one) => one.id !== id),
    );
  });
