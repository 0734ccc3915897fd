import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, type Action, JUDGEMENTS, may, RIGHTS, reachOf, roleSchema } from '../../src/domain/index.ts';
import {
  ADMINISTRATOR,
  ADVISER,
  CASE,
  COMMISSION,
  COORDINATOR,
  DIRECTORATE,
  OTHER_DIRECTORATE,
  person,
  REGISTRAR,
  STRANGER,
  STUDENT,
} from './people.ts';

describe('rights', () => {
  it.each([
    ['a student reads the own plan', STUDENT, 'plan.read', CASE, true],
    ['a student reads no other plan', STUDENT, 'plan.read', { ...CASE, owner: 'student-2' }, false],
    ['a student decides on no plan', STUDENT, 'plan.decide', CASE, false],
    ['a directorate decides on plans of its institute', DIRECTORATE, 'plan.decide', CASE, true],
    ['a directorate decides on no plan of another institute', OTHER_DIRECTORATE, 'plan.decide', CASE, false],
    ['an adviser prepares plans and does not decide', ADVISER, 'plan.edit', CASE, true],
    ['an adviser does not decide', ADVISER, 'plan.decide', CASE, false],
    ['the registrar signs recognitions of every institute', REGISTRAR, 'recognition.sign', CASE, true],
    ['the registrar does not pre-approve', REGISTRAR, 'plan.decide', CASE, false],
    ['the coordinator keeps the calls', COORDINATOR, 'call.write', {}, true],
    ['the commission awards the places', COMMISSION, 'application.decide', CASE, true],
    ['the commission reads the plan behind an appeal', COMMISSION, 'plan.read', { ...CASE, isAppealed: true }, true],
    ['the commission reads no other plan', COMMISSION, 'plan.read', CASE, false],
    ['the commission decides on no plan', COMMISSION, 'plan.decide', { ...CASE, isAppealed: true }, false],
    ['an appeal opens a plan to nobody else', ADMINISTRATOR, 'plan.read', { ...CASE, isAppealed: true }, false],
    ['the coordinator does not award places', COORDINATOR, 'application.decide', CASE, false],
    ['the administrator keeps the accounts', ADMINISTRATOR, 'user.manage', {}, true],
    ['the administrator sees no student case', ADMINISTRATOR, 'plan.read', CASE, false],
    ['the administrator decides nothing', ADMINISTRATOR, 'plan.decide', CASE, false],
    ['somebody without a role reads the calls', STRANGER, 'call.read', {}, true],
    ['somebody without a role reads no case', STRANGER, 'application.read', CASE, false],
    ['everybody exports the own personal data', STRANGER, 'personal-data.export', { owner: 'stranger-1' }, true],
    ['nobody exports those of others', REGISTRAR, 'personal-data.export', CASE, false],
  ] as const)('%s', (_, actor, action, subject, expected) => expect(may(actor, action, subject)).toBe(expected));

  it('a role without an institute reaches no institute', () => {
    expect(may(person('x', 'directorate', null), 'plan.decide', CASE)).toBe(false);
    expect(may(person('x', 'directorate', null), 'plan.decide', { owner: 'y', institute: null })).toBe(false);
  });

  it('nobody judges the own case, whatever roles the person has', () => {
    const everything = {
      user: CASE.owner,
      roles: roleSchema.options.map((role) => ({ role, institute: CASE.institute })),
    };
    fc.assert(fc.property(fc.constantFrom(...JUDGEMENTS), (action) => !may(everything, action, CASE)));
  });

  it('every act of an office in a case is a judgement: only what the student does too may be done in the own case', () => {
    const ofCase = /^(student|application|document|plan|change|transcript|recognition|appeal)\.(?!read$)/;
    const students = (action: Action) => RIGHTS[action].some(({ role }) => role === 'student');
    const acts = ACTIONS.filter((action) => ofCase.test(action) && !students(action));
    expect(acts.length).toBeGreaterThan(10);
    expect([...JUDGEMENTS].sort()).toEqual([...acts].sort());
  });

  it('every action is open to somebody', () => {
    expect(ACTIONS.filter((action) => RIGHTS[action].length === 0)).toEqual([]);
  });

  it('a list reaches exactly the subjects that the actor may see one by one', () => {
    const roles = fc.array(
      fc.record({ role: fc.constantFrom(...roleSchema.options), institute: fc.constantFrom('a', 'b', null) }),
      { maxLength: 3 },
    );
    const subjects = fc.record({ owner: fc.constantFrom('u', 'v', null), institute: fc.constantFrom('a', 'b', null) });
    const readings = ACTIONS.filter((action: Action) => !JUDGEMENTS.has(action));
    fc.assert(
      fc.property(roles, subjects, fc.constantFrom(...readings), (held, subject, action) => {
        const actor = { user: 'u', roles: held };
        const reach = reachOf(actor, action);
        const inReach =
          reach.all ||
          (reach.own && subject.owner === 'u') ||
          (subject.institute !== null && reach.institutes.includes(subject.institute));
        expect(may(actor, action, subject)).toBe(inReach);
      }),
    );
  });
});
