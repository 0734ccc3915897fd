/** A precedent that was opened, contradicts another or ends soon is decided again, on the texts of today. */
import { randomUUID } from 'node:crypto';
import { type BundlePrecedent, bundlePrecedentSchema, failure, type Result, success } from '../../domain/index.ts';
import { reasonsFor, renewPrecedent } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { precedentPolicy } from '../cases/precedents.ts';
import { replaceBy, sha256 } from '../cases/record-precedents.ts';
import { textsOf } from '../cases/stored-texts.ts';
import { dayOf, problem } from '../moves/step.ts';
import { found } from '../service/found.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export interface Renewal {
  readonly id: string;
  readonly decision: BundlePrecedent['decision'];
  /** Code of a refusal; null otherwise. */
  readonly reason: string | null;
}

/** Answers the new precedent, which takes the place of the old one. One that was replaced meanwhile is `already-decided`. */
export const decidePrecedent = (
  service: Service,
  caller: Caller,
  { id, decision, reason }: Renewal,
): Promise<Result<BundlePrecedent>> =>
  write(service, caller, { action: 'precedent.decide', answer: bundlePrecedentSchema }, async (tx, act) => {
    const stored = found('precedent', id, await store.findPrecedent(tx, id));
    if (!stored.ok) return stored;
    const { value: old } = stored;
    const policy = precedentPolicy({ service, caller });
    if (!policy.ok) return policy;
    const codes = reasonsFor(service.process.reasons, 'bundle-refusal', dayOf(caller)).map((one) => one.id);
    if (decision === 'refused' && (reason === null || !codes.includes(reason)))
      return failure(problem('reason-missing', 'a refusal needs a coded reason', `Give one of: ${codes.join(', ')}`));
    // First of all, so that of two who decide at the same time one is refused.
    const replaced = await store.setPrecedentStatus(tx, { id, from: old.status, to: 'replaced', because: null }, act);
    if (!replaced.ok) return replaced;
    if (old.status === 'replaced') return failure(REPLACED);
    const courses = {
      home: await textsOf(tx, 'curriculum', named(old.home)),
      host: await textsOf(tx, 'catalogue', named(old.host)),
    };
    const verdict = { id: randomUUID(), decision, reason: decision === 'refused' ? reason : null };
    const made = renewPrecedent(
      old,
      { ...verdict, institute: old.institute, decidedOn: dayOf(caller) },
      { courses, policy: policy.value, hash: sha256 },
    );
    if (!made.ok) return made;
    const known = await store.precedentsNaming(
      tx,
      old.host.institution,
      old.host.courses.map(({ code }) => code),
    );
    return success(
      await replaceBy(
        tx,
        made.value,
        known.filter((one) => one.id !== id),
        act,
      ),
    );
  });

const REPLACED = problem('already-decided', 'this precedent was decided again already', 'Look at the one in its place');

const named = ({ institution, courses }: BundlePrecedent['home']) => ({
  institution,
  codes: courses.map(({ code }) => code),
});
