import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { may, problemText, type Result, type StatedReason } from '../../src/domain/index.ts';
import {
  eventsNow,
  MACHINES,
  type Machine,
  nextState,
  type Transition,
  transitionOf,
} from '../../src/mobility/index.ts';
import type { EventContext, Step } from '../../src/mobility/machines/next-state.ts';
import { TEXTS } from '../installed.ts';
import { CASE, DIRECTORATE, OTHER_DIRECTORATE, REGISTRAR, STUDENT } from './people.ts';

const REASON: StatedReason = {
  kind: 'reason',
  id: 'content-differs',
  version: '1',
  title: { en: 'Content differs', ru: 'Иное содержание', kk: 'Мазмұны басқа' },
  authority: 'institution',
  uses: ['change-refusal'],
  ewp: null,
  validFrom: null,
  validTo: null,
  source: 'test',
  confidence: 'high',
};
const by = (actor: EventContext['actor'], more: Partial<EventContext> = {}): EventContext => ({
  actor,
  subject: CASE,
  holds: {},
  reasons: [REASON],
  ...more,
});
const codes = (result: Result<Step<string>>): string[] => result.problems.map(({ code }) => code);
const { plan, change, document, recognition } = MACHINES;

it('a step is made exactly when the table has it, the actor has the right, every guard holds and the reason is one for it', () => {
  const machines = fc.constantFrom<Machine<string, string>>(...Object.values(MACHINES));
  const people = fc.constantFrom<EventContext['actor']>('clock', STUDENT, DIRECTORATE, OTHER_DIRECTORATE, REGISTRAR);
  const choices = fc.tuple(machines, fc.nat(), fc.nat(), people, fc.boolean(), fc.boolean());
  fc.assert(
    fc.property(choices, ([machine, stateAt, transitionAt, actor, areGuardsMet, hasReason]) => {
      const { states } = machine;
      const state = states[stateAt % states.length] ?? '';
      const event = machine.transitions[transitionAt % machine.transitions.length]?.event ?? '';
      const transition = transitionOf(machine, state, event);
      const holds = areGuardsMet ? Object.fromEntries(transition?.needs?.map((guard) => [guard, true]) ?? []) : {};
      const reasons = transition?.reason ? [{ ...REASON, uses: [transition.reason] }] : [];
      const context = by(actor, { holds, reasons, ...(hasReason && { reason: REASON.id }) });
      const isPermitted = ({ who: right, orClock }: Transition<string, string>): boolean =>
        typeof actor === 'string'
          ? right === 'clock' || orClock === true
          : right !== 'clock' && may(actor, right, CASE);
      const isPossible =
        transition !== undefined &&
        isPermitted(transition) &&
        (areGuardsMet || (transition.needs ?? []).length === 0) &&
        (hasReason || transition.reason === undefined);
      const result = nextState(machine, state, event, context);
      expect(result.ok).toBe(isPossible);
      if (result.ok) expect(result.value.to).toBe(transition?.to);
      else
        expect(
          result.problems.every(
            (one) => problemText(one, TEXTS, 'en').message !== '' && problemText(one, TEXTS, 'en').remedy !== '',
          ),
        ).toBe(true);
    }),
  );
});

describe('one event', () => {
  it('leads to the next state and says what follows', () => {
    const context = by(DIRECTORATE, { holds: { 'all-approved': true, 'no-hard-rule-broken': true } });
    expect(nextState(plan, 'submitted', 'approve', context)).toMatchObject({
      ok: true,
      value: { to: 'pre-approved', effects: ['record-precedents'], tells: true },
    });
  });

  it('that the state does not know names those that it does', () => {
    const result = nextState(plan, 'frozen', 'submit', by(STUDENT));
    expect(codes(result)).toEqual(['event-not-possible']);
    expect(result.problems[0]?.reason).toEqual({
      code: 'event-not-possible',
      values: {
        event: { code: 'move-submit', values: {} },
        state: { code: 'state-plan-frozen', values: {} },
        possible: [
          { code: 'move-receive-transcript', values: {} },
          { code: 'move-withdraw', values: {} },
        ],
      },
    });
  });

  it('of somebody without the right is refused before any guard is told', () => {
    expect(codes(nextState(plan, 'submitted', 'approve', by(OTHER_DIRECTORATE)))).toEqual(['not-permitted']);
    expect(codes(nextState(plan, 'submitted', 'approve', by(STUDENT)))).toEqual(['not-permitted']);
  });

  it('tells every guard that does not hold, and what is not known does not hold', () => {
    const result = nextState(plan, 'submitted', 'approve', by(DIRECTORATE, { holds: { 'all-approved': false } }));
    expect(codes(result)).toEqual(['guard-not-met', 'guard-not-met']);
    expect(result.problems.map(({ reason }) => reason)).toEqual([
      { code: 'guard-all-approved', values: { known: 'no' } },
      { code: 'guard-no-hard-rule-broken', values: { known: 'unknown' } },
    ]);
    expect(result.problems.map((one) => problemText(one, TEXTS, 'en').message)).toEqual([
      'not the case: every bundle is approved in its current form',
      'not known: the plan breaks no hard rule',
    ]);
  });

  it('on a stale base is a conflict', () => {
    const holds = { 'base-current': false, 'reasons-given': true, 'all-approved': true, 'no-hard-rule-broken': true };
    expect(codes(nextState(change, 'proposed', 'approve', by(DIRECTORATE, { holds })))).toEqual(['version-conflict']);
  });

  it('that needs a reason takes one that is meant for it', () => {
    const holds = { 'base-current': true };
    const refuse = (reason?: string) =>
      nextState(change, 'proposed', 'refuse', by(DIRECTORATE, { holds, ...(reason && { reason }) }));
    expect(codes(refuse())).toEqual(['reason-missing']);
    expect(codes(refuse('because'))).toEqual(['reason-missing']);
    expect(refuse('content-differs')).toMatchObject({ ok: true, value: { to: 'refused' } });
  });

  it('of the clock is the clock’s alone, and the clock does nothing else', () => {
    const holds = { 'validity-over': true, 'within-validity': true };
    expect(codes(nextState(document, 'accepted', 'expire', by(STUDENT, { holds })))).toEqual(['not-permitted']);
    expect(nextState(document, 'accepted', 'expire', by('clock', { holds }))).toMatchObject({ ok: true });
    expect(codes(nextState(document, 'uploaded', 'accept', by('clock', { holds })))).toEqual(['not-permitted']);
  });

  it('may be a person’s or the clock’s, with the same guards', () => {
    const holds = { 'appeal-time-over': true };
    for (const actor of [REGISTRAR, 'clock'] as const) {
      expect(codes(nextState(recognition, 'issued', 'close', by(actor)))).toEqual(['guard-not-met']);
      expect(nextState(recognition, 'issued', 'close', by(actor, { holds }))).toMatchObject({
        value: { to: 'closed' },
      });
    }
    expect(codes(nextState(recognition, 'issued', 'close', by(STUDENT, { holds })))).toEqual(['not-permitted']);
  });

  it('as a consequence needs no right of its own, and the same guards', () => {
    const context = by('consequence', { holds: { 'recognition-issued': true } });
    expect(nextState(plan, 'reconciled', 'recognise', context)).toMatchObject({ value: { to: 'recognised' } });
    expect(codes(nextState(plan, 'reconciled', 'recognise', by('consequence')))).toEqual(['guard-not-met']);
  });

  it('of a flagged recognition needs a second person', () => {
    const context = by(REGISTRAR, {
      holds: { 'nothing-flagged': false, 'flagged-decided': true, 'second-person': false },
    });
    expect(codes(nextState(recognition, 'prepared', 'confirm', context))).toEqual(['guard-not-met']);
    expect(nextState(recognition, 'prepared', 'sign', context)).toMatchObject({ value: { to: 'second-look' } });
    expect(codes(nextState(recognition, 'second-look', 'countersign', context))).toEqual(['guard-not-met']);
  });
});

it('what somebody could do now depends on the role, and says what still stands against it', () => {
  const events = (actor: EventContext['actor']) =>
    eventsNow(plan, 'submitted', by(actor, { holds: { 'all-approved': true } }));
  expect(events(STUDENT).map(({ event }) => event)).toEqual(['take-back', 'withdraw']);
  expect(events(DIRECTORATE).map(({ event }) => event)).toEqual(['pass-on', 'ask', 'approve', 'refuse', 'undo']);
  expect(events(DIRECTORATE)[2]?.problems.map(({ value }) => value)).toEqual(['no-hard-rule-broken']);
  expect(events(OTHER_DIRECTORATE)).toEqual([]);
});
