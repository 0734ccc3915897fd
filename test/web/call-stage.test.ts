/** Where a call stands, and which drafts a file has brought. */
import { describe, expect, it } from 'vitest';
import { appliedTo, daysUntil, draftsOf, stageOf } from '../../src/web/screens/office-calls/stage.ts';

const call = (state: 'draft' | 'open' | 'closed', applications: Record<string, number> | null = {}) => ({
  state,
  deadline: '2027-04-15',
  applications,
});

describe('the stage of a call', () => {
  it.each([
    ['draft', call('draft'), '2027-05-01', 'draft'],
    ['open on its last day', call('open', { submitted: 3 }), '2027-04-15', 'open'],
    ['over with applications that wait', call('open', { eligible: 1, awarded: 2 }), '2027-04-16', 'to-decide'],
    ['over and decided', call('open', { awarded: 2, withdrawn: 1 }), '2027-04-16', 'awarded'],
    ['over, and nobody came', call('open', { withdrawn: 1 }), '2027-04-16', 'over'],
    ['closed before its time, undecided', call('closed', { submitted: 1 }), '2027-04-01', 'to-decide'],
    ['closed without anybody', call('closed'), '2027-04-01', 'closed'],
    ['over, of a reader who does not rank', call('open', null), '2027-04-16', 'over'],
  ] as const)('%s', (_, of, today, stage) => {
    expect(stageOf(of, today)).toBe(stage);
  });

  it('counts days over the change of the clock, and whoever has handed in', () => {
    expect([daysUntil('2027-03-29', '2027-03-27'), daysUntil('2027-03-27', '2027-03-29')]).toEqual([2, -2]);
    expect(appliedTo(call('open', { draft: 4, withdrawn: 1, submitted: 2, declined: 3 }))).toBe(5);
    expect(appliedTo(call('open', null))).toBeNull();
  });
});

describe('the drafts of a file', () => {
  const key = { university: 'Lindenwerder', specialty: '6B071', deadline: '2027-04-15' };
  it('are those of its new rows, and no other draft or published call', () => {
    const rows = [
      { ...key, outcome: 'new' },
      { ...key, specialty: '6B061', outcome: 'changed' },
    ];
    const calls = [
      { ...key, id: 'new', state: 'draft' },
      { ...key, id: 'published', state: 'open' },
      { ...key, specialty: '6B061', id: 'other', state: 'draft' },
    ];
    expect(draftsOf(rows, calls).map(({ id }) => id)).toEqual(['new']);
  });
});
