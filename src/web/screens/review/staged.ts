/** Decisions that are made and not sent yet: they can be changed until the last of a plan, and outlive a page that is left. */
import { useState } from 'react';
import type { DecisionDraft, Judged, ReviewCase } from './review-case.ts';

export type Choice = DecisionDraft['decision'];
export type Bridge = Extract<DecisionDraft, { decision: 'approve-with-bridge' }>['bridge'];
export type Mark = NonNullable<DecisionDraft['marks']>[number];

/** What stands in the form, whole or not. */
export interface Draft {
  readonly choice: Choice | null;
  readonly bridge: { readonly kind: Bridge['kind']; readonly topics: readonly string[]; readonly ects: string };
  readonly reason: string | null;
  readonly question: string;
  readonly to: string | null;
  readonly comment: string;
  readonly marks: readonly Mark[];
  /** It was decided here; else it is only being written. */
  readonly isStaged: boolean;
}

const EMPTY: Draft = {
  choice: null,
  bridge: { kind: 'self-study', topics: [], ects: '' },
  reason: null,
  question: '',
  to: null,
  comment: '',
  marks: [],
  isStaged: false,
};

/** Whether what was chosen says all that it needs. */
export function isWhole({ choice, reason, question, to, bridge }: Draft): boolean {
  if (choice === 'refuse') return reason !== null;
  if (choice === 'ask') return question.trim() !== '';
  if (choice === 'pass-on') return to !== null;
  if (choice === 'approve-with-bridge') return /^\d*(?:[.,]\d+)?$/.test(bridge.ects);
  return choice !== null;
}

export function asDecision({ bundle, seen, says, precedents }: Judged, draft: Draft): DecisionDraft | null {
  const { choice, comment, marks } = draft;
  if (choice === null || !isWhole(draft)) return null;
  const [newest] = precedents;
  const precedent = choice === 'approve' && says === 'approved' ? (newest ?? null) : null;
  const shared = { bundle: bundle.id, seen, comment, precedent, ...(marks.length > 0 && { marks: [...marks] }) };
  switch (choice) {
    case 'approve':
      return { ...shared, decision: choice };
    case 'approve-with-bridge': {
      const { kind, topics, ects } = draft.bridge;
      return {
        ...shared,
        decision: choice,
        bridge: { kind, topics: [...topics], ects: ects === '' ? null : ects.replace(',', '.') },
      };
    }
    case 'refuse':
      return draft.reason === null ? null : { ...shared, decision: choice, reason: draft.reason };
    case 'ask':
      return { ...shared, decision: choice, question: draft.question };
    case 'pass-on':
      return draft.to === null ? null : { ...shared, decision: choice, to: draft.to };
  }
}

type Kept = Readonly<Record<string, Draft>>;

function read(key: string): Kept {
  try {
    return JSON.parse(sessionStorage.getItem(key) ?? '{}') as Kept;
  } catch {
    return {};
  }
}

/** The drafts of one case. A bundle that was approved before is staged as approved again, and can be judged all the same. */
export function useDrafts({ key, bundles }: Pick<ReviewCase, 'key' | 'bundles'>) {
  const name = `concord-review ${key}`;
  const [kept, setKept] = useState<Kept>(() => read(name));
  const draftOf = ({ bundle, says, state }: Judged): Draft => {
    const own = kept[bundle.id];
    if (own) return own;
    return says === 'approved' && state === 'open' ? { ...EMPTY, choice: 'approve', isStaged: true } : EMPTY;
  };
  const keep = (next: Kept): void => {
    setKept(next);
    sessionStorage.setItem(name, JSON.stringify(next));
  };
  return {
    draftOf,
    /** Where somebody else has decided meanwhile on what was written here. */
    crossed: bundles.flatMap((judged) => {
      const own = kept[judged.bundle.id];
      return own?.choice && judged.state !== 'open' ? [{ judged, choice: own.choice, comment: own.comment }] : [];
    }),
    change: (judged: Judged, parts: Partial<Draft>): void =>
      keep({ ...kept, [judged.bundle.id]: { ...draftOf(judged), isStaged: false, ...parts } }),
    clear: (): void => {
      setKept({});
      sessionStorage.removeItem(name);
    },
    /** Still to be judged here. */
    open: bundles.filter((one) => one.state === 'open' && !draftOf(one).isStaged),
    staged: bundles.filter((one) => one.state === 'open' && draftOf(one).isStaged),
  };
}
