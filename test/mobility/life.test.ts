/** A student's whole way, step by step, with the guards computed from the records. */
import { describe, expect, it } from 'vitest';
import {
  type Actor,
  applicantFactsSchema,
  documentSchema,
  documentTypeSchema,
  type EventOf,
  type RecognitionCase,
  STATES,
  type StateOf,
} from '../../src/domain/index.ts';
import {
  type ApplicationLook,
  appealEnd,
  appealHolds,
  applicationHolds,
  checkDocuments,
  checkEligibility,
  documentHolds,
  type Holds,
  MACHINES,
  type Machine,
  nextState,
  planHolds,
  planOutcome,
  recognitionHolds,
  SEATED,
} from '../../src/mobility/index.ts';
import type { EventContext } from '../../src/mobility/machines/next-state.ts';
import { CASE, COMMISSION, COORDINATOR, DIRECTORATE, REGISTRAR, SECOND_REGISTRAR, STUDENT } from './people.ts';
import { bundle, decide, planOf } from './plans.ts';
import { BOOK, DOCUMENTS, ELIGIBILITY, must, TIMES, TODAY } from './rules.ts';

/** Takes one step and gives the new state, or throws the reasons why not. */
function step<S extends string, E extends string>(
  machine: Machine<S, E>,
  state: S,
  event: E,
  { actor, holds = {}, reason }: { actor: EventContext['actor']; holds?: Holds; reason?: string },
): S {
  const context = { actor, subject: CASE, holds, reasons: BOOK.reasons, ...(reason && { reason }) };
  return must(nextState(machine, state, event, context)).to;
}

const STAY = { start: '2027-09-01', end: '2028-01-31' };
const LANGUAGES = [{ language: 'en', level: 'B2' as const }];
const eligibility = checkEligibility(ELIGIBILITY, {
  facts: applicantFactsSchema.parse({
    studyForm: 'full-time',
    yearOfStudy: 2,
    programmeYears: 4,
    gpa: '3.5',
    grades: { excellent: 5, good: 5, satisfactory: 0, unsatisfactory: 0 },
    languages: [{ language: 'en', level: 'C1' }],
  }),
  languages: LANGUAGES,
  stay: STAY,
  date: TODAY,
});
const checklist = checkDocuments(DOCUMENTS, {
  kind: 'external',
  callDeadline: '2027-04-15',
  languages: LANGUAGES,
  stay: STAY,
  birthDate: null,
  documents: documentTypeSchema.options.map((type) =>
    documentSchema.parse({ id: type, revision: 1, application: 'a', type, state: 'accepted', copies: 2 }),
  ),
  today: TODAY,
});
const look = (more: Partial<ApplicationLook> = {}): Holds =>
  applicationHolds({
    application: { id: 'a', reservePlace: null },
    call: { state: 'open', deadline: '2027-04-15', quantity: 1 },
    ofCall: [{ id: 'a', state: 'submitted', reservePlace: null }],
    eligibility,
    checklist,
    planState: 'frozen',
    today: TODAY,
    ...more,
  });

describe('from the call to the closed recognition', () => {
  it('an application goes all the way', () => {
    const { application } = MACHINES;
    let state = step(application, 'draft', 'submit', { actor: STUDENT, holds: look() });
    state = step(application, state, 'find-eligible', { actor: COORDINATOR, holds: look() });
    state = step(application, state, 'award', { actor: COMMISSION, holds: look() });
    state = step(application, state, 'accept', { actor: STUDENT });
    expect(() =>
      step(application, state, 'depart', { actor: COORDINATOR, holds: look({ planState: 'with-host' }) }),
    ).toThrow('not the case: the study plan is agreed');
    state = step(application, state, 'depart', { actor: COORDINATOR, holds: look() });
    expect(step(application, state, 'complete', { actor: COORDINATOR, holds: look({ planState: 'closed' }) })).toBe(
      'completed',
    );
  });

  it('a plan goes all the way, round by the host’s comments', () => {
    const plan = planOf(bundle('b1', ['MAT1'], ['M-10']));
    const approved = planOutcome(
      plan,
      plan.bundles.map((one) => decide(one, 'approve')),
      [],
    ).holds;
    const host = planHolds({ sent: 'h1', answered: 'h1', openChanges: 0, hasTranscript: true, recognition: null });
    const issued = planHolds({
      sent: 'h1',
      answered: 'h1',
      openChanges: 0,
      hasTranscript: true,
      recognition: 'issued',
    });
    const closed = planHolds({
      sent: 'h1',
      answered: 'h1',
      openChanges: 0,
      hasTranscript: true,
      recognition: 'closed',
    });
    const way: [EventOf<'plan'>, Actor, Holds, StateOf<'plan'>][] = [
      ['submit', STUDENT, {}, 'submitted'],
      ['approve', DIRECTORATE, approved, 'pre-approved'],
      ['send-to-host', COORDINATOR, {}, 'with-host'],
      ['host-comments', COORDINATOR, host, 'draft'],
      ['submit', STUDENT, {}, 'submitted'],
      ['approve', DIRECTORATE, approved, 'pre-approved'],
      ['send-to-host', COORDINATOR, {}, 'with-host'],
      ['host-agrees', COORDINATOR, host, 'frozen'],
      ['receive-transcript', REGISTRAR, host, 'returned'],
      ['reconcile', REGISTRAR, issued, 'reconciled'],
      ['recognise', REGISTRAR, issued, 'recognised'],
      ['close', REGISTRAR, closed, 'closed'],
    ];
    let state: StateOf<'plan'> = 'draft';
    for (const [event, actor, holds, expected] of way) {
      state = step(MACHINES.plan, state, event, { actor, holds });
      expect(state).toBe(expected);
    }
  });

  it('the host that answers an older version meets a conflict', () => {
    const holds = planHolds({ sent: 'h2', answered: 'h1', openChanges: 0, hasTranscript: false, recognition: null });
    expect(() => step(MACHINES.plan, 'with-host', 'host-agrees', { actor: COORDINATOR, holds })).toThrow(
      'version-conflict',
    );
  });

  it('a transcript is not taken while a change is open', () => {
    const holds = planHolds({ sent: null, answered: null, openChanges: 1, hasTranscript: true, recognition: null });
    expect(() => step(MACHINES.plan, 'frozen', 'receive-transcript', { actor: REGISTRAR, holds })).toThrow(
      'no proposed change',
    );
  });
});

describe('places', () => {
  const others = (state: 'awarded' | 'withdrawn') => [{ id: 'b', state, reservePlace: null }];
  it('are never over-given: without a free one the award is a conflict', () => {
    expect(() =>
      step(MACHINES.application, 'eligible', 'award', {
        actor: COMMISSION,
        holds: look({ ofCall: others('awarded') }),
      }),
    ).toThrow('version-conflict');
    expect(
      step(MACHINES.application, 'eligible', 'award', {
        actor: COMMISSION,
        holds: look({ ofCall: others('withdrawn') }),
      }),
    ).toBe('awarded');
  });

  it('are held from the award on, until the application is withdrawn', () => {
    const held = STATES.application.options.filter((state) => SEATED.has(state));
    expect(held).toEqual(['awarded', 'accepted', 'away', 'completed']);
  });

  it('go to the first of the reserve list', () => {
    const ofCall = [
      { id: 'a', state: 'reserved' as const, reservePlace: 2 },
      { id: 'b', state: 'reserved' as const, reservePlace: 1 },
    ];
    expect(look({ application: { id: 'a', reservePlace: 2 }, ofCall })['next-in-reserve']).toBe(false);
    expect(look({ application: { id: 'b', reservePlace: 1 }, ofCall })['next-in-reserve']).toBe(true);
  });

  it('are asked for while the call is open, its last day included', () => {
    const open = (today: string, state: 'open' | 'closed' = 'open') =>
      look({ today, call: { state, deadline: '2027-04-15', quantity: 1 } })['call-open'];
    expect([open('2027-04-15'), open('2027-04-16'), open('2027-04-01', 'closed')]).toEqual([true, false, false]);
  });

  it('need eligibility that is known', () => {
    const holds = look({ eligibility: { ...eligibility, answer: 'unknown' } });
    for (const event of ['find-eligible', 'find-ineligible'] as const)
      expect(() =>
        step(MACHINES.application, 'submitted', event, { actor: COORDINATOR, holds, reason: 'gpa-too-low' }),
      ).toThrow('guard-not-met');
  });
});

describe('a document', () => {
  const rule = DOCUMENTS.documents.find(({ type }) => type === 'medical-certificate');
  const document = documentSchema.parse({
    id: 'd',
    revision: 1,
    application: 'a',
    type: 'medical-certificate',
    state: 'accepted',
    issuedOn: '2027-01-01',
  });

  it('expires on its date, by itself', () => {
    if (!rule) throw new Error('no rule');
    expect(documentHolds(document, rule, '2027-06-30')).toMatchObject({
      'within-validity': true,
      'validity-over': false,
    });
    const holds = documentHolds(document, rule, '2027-07-01');
    expect(step(MACHINES.document, 'accepted', 'expire', { actor: 'clock', holds })).toBe('expired');
  });
});

describe('a recognition', () => {
  const row = { line: 3, flag: 'different-credits', resolution: 'accepted-as-is' };
  type Look = Pick<RecognitionCase, 'flagged' | 'signedBy' | 'issuedOn' | 'acceptedByStudent'>;
  const base: Look = { flagged: [], signedBy: null, issuedOn: null, acceptedByStudent: false };
  const holds = (
    more: Partial<Look>,
    { user }: Actor = REGISTRAR,
    appeals: ('lodged' | 'dismissed')[] = [],
    today = TODAY,
  ): Holds =>
    recognitionHolds({ ...base, ...more }, { user, appeals: appeals.map((state) => ({ state })), times: TIMES, today });
  const { recognition } = MACHINES;

  it('without a flagged row needs one person', () => {
    expect(step(recognition, 'prepared', 'confirm', { actor: REGISTRAR, holds: holds({}) })).toBe('confirmed');
  });

  it('with flagged rows needs each decided and two people', () => {
    const open = holds({ flagged: [{ ...row, resolution: null }] });
    expect(() => step(recognition, 'prepared', 'sign', { actor: REGISTRAR, holds: open })).toThrow('guard-not-met');
    const flagged = { flagged: [row], signedBy: REGISTRAR.user };
    expect(step(recognition, 'prepared', 'sign', { actor: REGISTRAR, holds: holds(flagged) })).toBe('second-look');
    expect(() => step(recognition, 'second-look', 'countersign', { actor: REGISTRAR, holds: holds(flagged) })).toThrow(
      'the first signature is by somebody else',
    );
    expect(
      step(recognition, 'second-look', 'countersign', {
        actor: SECOND_REGISTRAR,
        holds: holds(flagged, SECOND_REGISTRAR),
      }),
    ).toBe('confirmed');
  });

  it('closes when the time for appeals has passed or the student accepts, and never over an open appeal', () => {
    const issuedOn = '2027-02-01';
    expect(appealEnd(issuedOn, TIMES)).toBe('2027-02-11');
    const isOver = (...args: Parameters<typeof holds>) => holds(...args)['appeal-time-over'];
    expect(isOver({ issuedOn }, REGISTRAR, [], '2027-02-11')).toBe(false);
    expect(isOver({ issuedOn }, REGISTRAR, [], '2027-02-12')).toBe(true);
    expect(isOver({ issuedOn, acceptedByStudent: true }, REGISTRAR, [], '2027-02-02')).toBe(true);
    expect(isOver({ issuedOn }, REGISTRAR, ['lodged'], '2027-03-01')).toBe(false);
    expect(isOver({ issuedOn }, REGISTRAR, ['dismissed'], '2027-03-01')).toBe(true);
  });
});

describe('an appeal', () => {
  it('is decided by somebody who did not make the decision', () => {
    const decide = (user: string) => appealHolds({ decidedBy: [COMMISSION.user] }, user);
    const uphold = (holds: Holds) =>
      step(MACHINES.appeal, 'admitted', 'uphold', { actor: COMMISSION, holds, reason: 'new-evidence' });
    expect(() => uphold(decide(COMMISSION.user))).toThrow('did not make the decision');
    expect(uphold(decide('member-2'))).toBe('upheld');
  });

  it('upheld, it opens a closed plan and its recognition again, with the reason', () => {
    const upheld = { actor: 'consequence' as const, holds: { 'appeal-upheld': true }, reason: 'figure-wrong' };
    expect(step(MACHINES.recognition, 'closed', 'reopen', upheld)).toBe('prepared');
    expect(step(MACHINES.plan, 'closed', 'reopen', upheld)).toBe('reconciled');
    expect(() => step(MACHINES.plan, 'closed', 'reopen', { ...upheld, holds: {} })).toThrow(
      'an appeal about it was upheld',
    );
    expect(() => step(MACHINES.plan, 'closed', 'reopen', { actor: COMMISSION, holds: upheld.holds })).toThrow(
      'reason-missing',
    );
  });

  it('upheld against a refusal, it brings the plan back to the directorate', () => {
    const context = {
      actor: COMMISSION,
      subject: CASE,
      holds: { 'appeal-upheld': true },
      reason: 'content-equivalent',
      reasons: BOOK.reasons,
    };
    expect(must(nextState(MACHINES.plan, 'draft', 'reopen', context))).toMatchObject({
      to: 'submitted',
      tells: true,
    });
    // What was handed in again meanwhile stays where it is.
    expect(must(nextState(MACHINES.plan, 'submitted', 'reopen', context)).to).toBe('submitted');
    expect(nextState(MACHINES.plan, 'frozen', 'reopen', context).ok).toBe(false);
  });
});
