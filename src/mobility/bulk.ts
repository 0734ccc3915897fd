/** Decisions that can be made together, because all of them were made before. */
import type { Actor, BundleDecision, RecognitionCase, StudyPlan } from '../domain/index.ts';
import { bundleKey } from './decisions.ts';
import { precedentsFor } from './precedents.ts';
import type { PlanLook } from './risk.ts';

/**
 * True when every bundle of a submitted plan is approved or rests on an approved precedent that nothing contradicts, and the plan breaks
 * no hard rule. A bridging task is a person's choice each time, so a precedent with one does not count here.
 */
export function isFullyOnPrecedent({ plan, standings, verification, precedents, date }: PlanLook): boolean {
  if (plan.bundles.length === 0 || verification.some(({ severity }) => severity === 'error')) return false;
  return plan.bundles.every((bundle) => {
    const state = standings.find((one) => one.bundle === bundle.id)?.state ?? 'open';
    if (state !== 'open') return state.startsWith('approved');
    return precedentsFor(bundle, plan, { precedents, date }).says === 'approved';
  });
}

/** The decisions that approve the open bundles of such a plan by their newest precedents; none when it is not fully on precedent. */
export function decideByPrecedent(
  look: PlanLook,
  { institute }: Pick<StudyPlan, 'institute'>,
  { user }: Pick<Actor, 'user'>,
): BundleDecision[] {
  if (!isFullyOnPrecedent(look)) return [];
  const open = new Set(look.standings.filter(({ state }) => state === 'open').map(({ bundle }) => bundle));
  return look.plan.bundles
    .filter(({ id }) => open.has(id))
    .map((bundle) => ({
      decision: 'approve',
      bundle: bundle.id,
      bundleKey: bundleKey(bundle),
      by: user,
      institute,
      decidedOn: look.date,
      precedent: precedentsFor(bundle, look.plan, look).precedents[0]?.id ?? null,
      comment: '',
    }));
}

/** Rows that rest on their title alone are a proposal, which a person confirms one by one. */
const BY_TITLE: ReadonlySet<string> = new Set(['different-code', 'probable', 'needs-person']);

/** What of a recognition is left to a person: flagged rows without a word on them, and open questions. */
export function leftToPerson({ flagged, recognition }: Pick<RecognitionCase, 'flagged' | 'recognition'>): {
  readonly rows: number;
  readonly questions: number;
} {
  const { open, questions } = recognition;
  return {
    rows: flagged.filter(({ resolution }) => resolution === null).length,
    questions: Math.max(open, questions.length),
  };
}

/**
 * Whether a recognition may be confirmed together with others: no row is flagged or was found by its title alone, nothing in it is open,
 * and host, student, stay and file are those of the plan or not known to differ.
 */
export function isClear({ flagged, recognition }: Pick<RecognitionCase, 'flagged' | 'recognition'>): boolean {
  const { rows, draft, checks } = recognition;
  return (
    flagged.length === 0 &&
    !draft &&
    leftToPerson({ flagged, recognition }).questions === 0 &&
    !rows.some(({ outcome }) => BY_TITLE.has(outcome)) &&
    !checks.some(({ result }) => result === 'different')
  );
}

/**
 * The same of one whose flagged rows a person has looked at one by one, which may then be signed together with others: every row has its
 * word, and none that rests on its title alone was merely accepted.
 */
export function isLookedThrough({ flagged, recognition }: Pick<RecognitionCase, 'flagged' | 'recognition'>): boolean {
  const left = leftToPerson({ flagged, recognition });
  const linked = new Set(flagged.flatMap(({ line, resolution }) => (resolution === 'linked-by-hand' ? [line] : [])));
  return (
    !recognition.draft &&
    left.rows === 0 &&
    left.questions === 0 &&
    recognition.rows.every(({ outcome, line }) => !BY_TITLE.has(outcome) || linked.has(line))
  );
}
