import { describe, expect, it } from 'vitest';
import {
  type Actor,
  type Bundle,
  type BundlePrecedent,
  type Problem,
  problem,
  reason,
} from '../../src/domain/index.ts';

import {
  bundleStandings,
  decideByPrecedent,
  documentRisk,
  isFullyOnPrecedent,
  joinRisks,
  MACHINES,
  type PlanLook,
  planOutcome,
  planRisk,
  precedentQueue,
  queueFor,
  recognitionRisk,
  transitionOf,
  type Waiting,
} from '../../src/mobility/index.ts';
import {
  ADMINISTRATOR,
  ADVISER,
  CASE,
  COMMISSION,
  COORDINATOR,
  DIRECTORATE,
  OTHER_DIRECTORATE,
  REGISTRAR,
  SECOND_REGISTRAR,
  STUDENT,
} from './people.ts';
import { bundle, decide, planOf, precedent } from './plans.ts';
import { PRECEDENTS, TIMES, TODAY } from './rules.ts';

const waiting = (kind: Waiting['kind'], state: string, more: Partial<Waiting> = {}): Waiting => ({
  kind,
  id: `${kind}-1`,
  state,
  since: TODAY,
  subject: CASE,
  ...more,
});
const queue = (actor: Actor, ...cases: Waiting[]) => queueFor(actor, cases, { times: TIMES, today: TODAY });

describe('a queue', () => {
  it.each([
    ['application', 'submitted', [COORDINATOR]],
    ['application', 'eligible', [COMMISSION]],
    ['application', 'awarded', [STUDENT]],
    ['application', 'reserved', [COORDINATOR, COMMISSION]],
    ['document', 'uploaded', [COORDINATOR]],
    ['plan', 'submitted', [DIRECTORATE]],
    ['plan', 'asked', [STUDENT, ADVISER]],
    ['plan', 'with-host', [COORDINATOR]],
    ['plan', 'returned', [REGISTRAR, SECOND_REGISTRAR]],
    ['plan', 'draft', [STUDENT, ADVISER]],
    ['plan', 'frozen', [REGISTRAR, SECOND_REGISTRAR, COORDINATOR]],
    ['plan', 'reconciled', []],
    ['recognition', 'prepared', [REGISTRAR, SECOND_REGISTRAR]],
    ['recognition', 'second-look', [DIRECTORATE, REGISTRAR, SECOND_REGISTRAR]],
    ['change', 'proposed', [DIRECTORATE]],
    ['appeal', 'admitted', [COMMISSION]],
  ] as const)('%s "%s" waits for the right people', (kind, state, expected) => {
    const everybody = [
      STUDENT,
      ADVISER,
      DIRECTORATE,
      OTHER_DIRECTORATE,
      REGISTRAR,
      SECOND_REGISTRAR,
      COORDINATOR,
      COMMISSION,
      ADMINISTRATOR,
    ];
    const reached = everybody.filter((actor) => queue(actor, waiting(kind, state)).length > 0);
    expect(reached.map(({ user }) => user).sort()).toEqual(expected.map(({ user }) => user).sort());
  });

  it('says why, by when, and how many days are left', () => {
    expect(queue(DIRECTORATE, waiting('plan', 'submitted', { since: '2027-01-25' }))).toEqual([
      {
        kind: 'plan',
        id: 'plan-1',
        role: 'directorate',
        institute: 'energy',
        reason: 'plan.submitted',
        explanation: { code: 'waits-plan-submitted', values: {} },
        since: '2027-01-25',
        due: '2027-01-30',
        daysLeft: -2,
        risk: 0,
        risks: [],
        inBulk: false,
        isPassedOn: false,
      },
    ]);
  });

  it('takes the earlier of the day for the step and a deadline from elsewhere', () => {
    const due = (deadline: string) => queue(COORDINATOR, waiting('document', 'uploaded', { deadline }))[0]?.due;
    expect(due('2027-02-03')).toBe('2027-02-03');
    expect(due('2027-09-01')).toBe('2027-02-06');
  });

  it('sorts by deadline, then by risk, never by arrival', () => {
    const item = (id: string, since: string, value: number) =>
      waiting('plan', 'submitted', { id, since, risk: { value, keys: ['no-precedent'] } });
    const cases = [item('calm', '2027-02-01', 0.1), item('risky', '2027-02-01', 0.8), item('urgent', '2027-01-28', 0)];
    expect(queue(DIRECTORATE, ...cases).map(({ id }) => id)).toEqual(['urgent', 'risky', 'calm']);
    expect(queue(DIRECTORATE, ...[...cases].reverse()).map(({ id }) => id)).toEqual(['urgent', 'risky', 'calm']);
  });

  it('shows nobody what that person can not decide: whoever signed does not countersign', () => {
    const signed = waiting('recognition', 'second-look', { not: [REGISTRAR.user] });
    expect(queue(REGISTRAR, signed)).toEqual([]);
    expect(queue(SECOND_REGISTRAR, signed)).toHaveLength(1);
  });

  it('asks for a document whoever provides it', () => {
    const order = waiting('document', 'missing', { roles: ['coordinator'] });
    expect(queue(STUDENT, order)).toEqual([]);
    expect(queue(COORDINATOR, order)).toHaveLength(1);
  });

  it('a bundle that was passed on waits for the other institute', () => {
    const passedOn = waiting('plan', 'submitted', { subject: { ...CASE, institute: 'mathematics' } });
    expect(queue(DIRECTORATE, passedOn)).toEqual([]);
    expect(queue(OTHER_DIRECTORATE, passedOn)).toHaveLength(1);
  });

  it('nothing waits in a state that no event leads on from', () => {
    for (const machine of Object.values(MACHINES))
      for (const state of machine.final) {
        const isStuck = machine.transitions.every(({ from }) => !(from as readonly string[]).includes(state));
        if (isStuck) expect(queue(DIRECTORATE, waiting(machine.id, state))).toEqual([]);
      }
    expect(transitionOf(MACHINES.plan, 'closed', 'close')).toBeUndefined();
  });
});

const A = bundle('b1', ['MAT1'], ['M-10'], { probability: 0.75 });
const B = bundle('b2', ['PHY1', 'PHY2'], ['P-20'], { probability: 0.5 });
const BROKEN: Problem = problem('plan-invalid', reason('dates-always'));
const look = (precedents: BundlePrecedent[], more: Partial<PlanLook> = {}, bundles: Bundle[] = [A, B]): PlanLook => {
  const plan = planOf(...bundles);
  return { plan, standings: bundleStandings(plan, []), verification: [], precedents, date: TODAY, ...more };
};
const approvedA = precedent('p1', A, 'approve', { decidedOn: '2026-02-01' });
const approvedB = precedent('p2', B, 'approve', { decidedOn: '2026-02-01' });

describe('the risk of a plan', () => {
  it.each([
    ['without precedents, that of the weakest bundle', look([]), 0.5, ['no-precedent']],
    ['with a precedent for the weakest, that of the next', look([approvedB]), 0.25, ['no-precedent']],
    ['fully on precedent, none', look([approvedA, approvedB]), 0, []],
    ['with a refusal before, all of it', look([precedent('p', A, 'refuse')]), 1, ['refused-before', 'no-precedent']],
    [
      'with a broken hard rule, all of it',
      look([approvedA, approvedB], { verification: [BROKEN] }),
      1,
      ['hard-rule-broken'],
    ],
    [
      'with a precedent whose text moved, as if there were none',
      look([{ ...approvedB, status: 'reopened' }, approvedA]),
      0.5,
      ['precedent-reopened'],
    ],
    [
      'without a probability, all of it: unknown is unknown',
      look([], {}, [bundle('b', ['X'], ['Y'])]),
      1,
      ['probability-unknown', 'no-precedent'],
    ],
  ])('%s', (_, asked, value, keys) => expect(planRisk(asked)).toEqual({ value, keys }));

  it('of a recognition is the share of flagged rows, of a document what is the matter with it', () => {
    const row = { line: 2, flag: 'different-credits', resolution: null };
    expect(recognitionRisk([row], 4)).toEqual({ value: 0.25, keys: ['different-credits'] });
    expect(recognitionRisk([], 4).value).toBe(0);
    const item = { status: 'missing', required: 'yes', daysLeft: -1 } as Parameters<typeof documentRisk>[0];
    expect(documentRisk(item)).toEqual({ value: 1, keys: ['overdue', 'document-missing'] });
    expect(documentRisk({ ...item, required: 'no' }).value).toBe(0);
    expect(joinRisks([]).value).toBe(0);
  });
});

describe('decisions in bulk', () => {
  it('are for plans that are fully on precedent', () => {
    expect(isFullyOnPrecedent(look([approvedA, approvedB]))).toBe(true);
    expect(isFullyOnPrecedent(look([approvedA]))).toBe(false);
    expect(isFullyOnPrecedent(look([approvedA, approvedB], { verification: [BROKEN] }))).toBe(false);
    expect(isFullyOnPrecedent(look([], {}, []))).toBe(false);
  });

  it.each([
    ['expired', { ...approvedB, validUntil: '2027-01-31' }],
    ['opened again', { ...approvedB, status: 'reopened' as const }],
    ['with a bridging task', precedent('p3', B, 'approve-with-bridge')],
  ])('not on a precedent that is %s', (_, other) => expect(isFullyOnPrecedent(look([approvedA, other]))).toBe(false));

  it('not on precedents that contradict one another', () => {
    const refused = precedent('p3', B, 'refuse', { institute: 'mathematics' });
    expect(isFullyOnPrecedent(look([approvedA, approvedB, refused]))).toBe(false);
  });

  it('not while a question is open', () => {
    const plan = planOf(A, B);
    const standings = bundleStandings(plan, [decide(A, 'ask')]);
    expect(isFullyOnPrecedent(look([approvedA, approvedB], { plan, standings }))).toBe(false);
  });

  it('approve each bundle by its own precedent, and the plan with them', () => {
    const asked = look([approvedA, approvedB]);
    const decisions = decideByPrecedent(asked, { institute: 'energy' }, DIRECTORATE);
    expect(decisions.map(({ bundle: id, precedent: by }) => [id, by])).toEqual([
      ['b1', 'p1'],
      ['b2', 'p2'],
    ]);
    expect(planOutcome(asked.plan, decisions, []).event).toBe('approve');
    expect(decideByPrecedent(look([approvedA]), { institute: 'energy' }, DIRECTORATE)).toEqual([]);
  });
});

describe('precedents to look at', () => {
  const list = [
    { ...approvedA, id: 'opened', status: 'reopened' as const },
    precedent('ending', A, 'approve', { decidedOn: '2024-03-01' }),
    approvedB,
    precedent('against', B, 'refuse', { institute: 'mathematics' }),
  ];
  const reasons = (actor: Actor) =>
    precedentQueue(actor, list, { policy: PRECEDENTS, today: TODAY }).map(({ id, reason, due }) => [id, reason, due]);

  it('are those of the own institute: ending ones by their day, then by risk', () => {
    expect(reasons(DIRECTORATE)).toEqual([
      ['ending', 'precedent.expiring', '2027-02-28'],
      ['p2', 'precedent.contradictory', null],
      ['opened', 'precedent.reopened', null],
    ]);
    expect(reasons(OTHER_DIRECTORATE)).toEqual([['against', 'precedent.contradictory', null]]);
    expect(reasons(ADVISER)).toEqual([]);
  });
});
