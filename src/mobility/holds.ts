/** What the guards of the machines come to, computed from the records. What cannot be known from what is given is left out. */
import {
  type Appeal,
  type Application,
  addDays,
  type Call,
  type ChecklistItem,
  type Document,
  type DocumentPolicy,
  type Eligibility,
  type RecognitionCase,
  type StateOf,
  type TimesPolicy,
} from '../domain/index.ts';
import { endOf, isComplete } from './checklist.ts';
import type { Holds } from './machines/index.ts';

/** States in which an application holds a place of its call. */
export const SEATED: ReadonlySet<StateOf<'application'>> = new Set(['awarded', 'accepted', 'away', 'completed']);

export interface ApplicationLook {
  readonly application: Pick<Application, 'id' | 'reservePlace'>;
  readonly call: Pick<Call, 'state' | 'deadline' | 'quantity'>;
  /** Every application of the call, this one too. */
  readonly ofCall: readonly Pick<Application, 'id' | 'state' | 'reservePlace'>[];
  readonly eligibility: Eligibility | null;
  readonly checklist: readonly ChecklistItem[] | null;
  readonly planState: StateOf<'plan'> | null;
  readonly today: string;
}

/** States of a plan that was agreed by all three and not given up. */
export const AGREED: ReadonlySet<StateOf<'plan'>> = new Set([
  'frozen',
  'returned',
  'reconciled',
  'recognised',
  'closed',
]);

export function applicationHolds(look: ApplicationLook): Holds {
  const { application, call, ofCall, eligibility, checklist, planState, today } = look;
  const own = application.reservePlace;
  return {
    'call-open': call.state === 'open' && today <= call.deadline,
    'seat-free': ofCall.filter(({ state }) => SEATED.has(state)).length < call.quantity,
    'next-in-reserve':
      own !== null &&
      ofCall.every(
        ({ id, state, reservePlace }) => id === application.id || state !== 'reserved' || (reservePlace ?? own) >= own,
      ),
    'plan-frozen': planState !== null && AGREED.has(planState),
    'plan-closed': planState === 'closed',
    ...(eligibility && {
      'eligibility-yes': eligibility.answer === 'yes',
      'eligibility-no': eligibility.answer === 'no',
    }),
    ...(checklist && { 'documents-complete': isComplete(checklist) }),
  };
}

export function documentHolds(document: Document, rule: DocumentPolicy['documents'][number], today: string): Holds {
  const end = endOf(rule, document);
  const isOver = end !== null && end < today;
  return { 'file-present': document.files.length > 0, 'within-validity': !isOver, 'validity-over': isOver };
}

/** The guards of a plan that its decisions do not answer, see `planOutcome` for those. */
export function planHolds(look: {
  /** Content hash that was sent to the host, and the one that the host answers. */
  readonly sent: string | null;
  readonly answered: string | null;
  readonly openChanges: number;
  readonly hasTranscript: boolean;
  readonly recognition: StateOf<'recognition'> | null;
}): Holds {
  const { sent, answered, openChanges, hasTranscript, recognition } = look;
  return {
    'proposal-current': sent !== null && sent === answered,
    'no-change-open': openChanges === 0,
    'transcript-present': hasTranscript,
    'recognition-prepared': recognition !== null && recognition !== 'superseded',
    'recognition-issued': recognition === 'issued' || recognition === 'closed',
    'recognition-closed': recognition === 'closed',
  };
}

/** Last day on which a decision can be appealed against. */
export const appealEnd = (decidedOn: string, { appealDays }: TimesPolicy): string => addDays(decidedOn, appealDays);

export const OPEN_APPEALS: ReadonlySet<Appeal['state']> = new Set(['lodged', 'admitted']);

/** The guards of a recognition for the person who acts; `appeals` are those about it. */
export function recognitionHolds(
  recognition: Pick<RecognitionCase, 'flagged' | 'signedBy' | 'issuedOn' | 'acceptedByStudent'> & {
    readonly recognition?: Pick<RecognitionCase['recognition'], 'draft'>;
  },
  look: {
    readonly user: string;
    readonly appeals: readonly Pick<Appeal, 'state'>[];
    readonly times: TimesPolicy;
    readonly today: string;
  },
): Holds {
  const { flagged, signedBy, issuedOn, acceptedByStudent } = recognition;
  const { draft = false } = recognition.recognition ?? {};
  const isOver = issuedOn !== null && appealEnd(issuedOn, look.times) < look.today;
  const isContested = look.appeals.some(({ state }) => OPEN_APPEALS.has(state));
  return {
    // A draft rests on something that nobody has answered.
    'nothing-flagged': flagged.length === 0 && !draft,
    'flagged-decided': flagged.length > 0 && !draft && flagged.every(({ resolution }) => resolution !== null),
    'second-person': signedBy !== null && signedBy !== look.user,
    'appeal-time-over': (isOver || acceptedByStudent) && !isContested,
  };
}

/** Whether an appeal is decided by somebody who did not make the decision. */
export const appealHolds = ({ decidedBy }: Pick<Appeal, 'decidedBy'>, user: string): Holds => ({
  'not-the-decider': !decidedBy.includes(user),
});
