/** What is erased, detached from its person or kept, and when. */
import { type Localised, OF_CASE, type Retained, type RetentionPolicy } from '../domain/index.ts';
import { addMonths } from './calendar.ts';

/** A record that somebody's data are in. */
export interface Held {
  readonly of: Retained;
  readonly id: string;
  readonly created: string;
  /** The day its case came to an end, which may be still to come; null while nobody knows. */
  readonly caseClosed: string | null;
  readonly lastUse: string | null;
}

export interface Disposal {
  readonly of: Retained;
  readonly id: string;
  readonly action: RetentionPolicy['rules'][number]['action'];
  /** From this day on; null = never, or not while the case runs. */
  readonly due: string | null;
  readonly why: Localised;
}

/** What is to be erased or detached by a day. */
export const disposalsOn = (held: readonly Held[], policy: RetentionPolicy, today: string): Disposal[] =>
  held
    .flatMap((record) => disposalsOf(record, policy))
    .filter(({ action, due }) => action !== 'keep' && due !== null && due <= today);

/**
 * A person asks to be erased: what goes at once, and what stays until when and why. Nothing of a running case goes, because the case
 * could not be ended without it.
 */
export function eraseOnRequest(
  held: readonly Held[],
  policy: RetentionPolicy,
  today: string,
): { readonly now: Disposal[]; readonly later: Disposal[] } {
  const runs = ({ of, caseClosed }: Held): boolean =>
    OF_CASE.includes(of) && (caseClosed === null || today < caseClosed);
  const isRunning = held.some(runs);
  const all = held.flatMap((record) => disposalsOf(record, policy).map((disposal) => ({ record, disposal })));
  const goes = ({ record, disposal }: (typeof all)[number]): boolean => {
    if (disposal.action === 'keep') return false;
    if (disposal.due !== null && disposal.due <= today) return true;
    const rule = policy.rules.find(({ of }) => of === record.of);
    if (!rule?.onRequest || runs(record)) return false;
    // The account goes last: somebody with a running case must be able to sign in.
    return record.of !== 'user' || !isRunning;
  };
  return {
    now: all.filter(goes).map(({ disposal }) => disposal),
    later: all.filter((one) => !goes(one)).map(({ disposal }) => disposal),
  };
}

function disposalsOf({ of, id, created, caseClosed, lastUse }: Held, { rules }: RetentionPolicy): Disposal[] {
  return rules
    .filter((rule) => rule.of === of)
    .map(({ from, months, action, why }) => {
      const start = { created, 'case-closed': caseClosed, 'last-use': lastUse }[from];
      const due = months === null || start === null || action === 'keep' ? null : addMonths(start, months);
      return { of, id, action, due, why };
    });
}
