/** Changes to an agreed plan: proposals with an id against a base that may move. */
import { expect, it } from 'vitest';
import type { ChangeProposal, PlanVersion, StudyPlan } from '../../src/domain/index.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import { onEveryService } from './harness.ts';
import { agreePlan, lackingInNotices, makeOffice, send } from './plan-life.ts';

const [b1, b2, b3] = [
  bundle('b1', ['MAT1'], ['M-10']),
  bundle('b2', ['PHY1'], ['P-10']),
  bundle('b3', ['PHY1'], ['P-20']),
];

onEveryService('changes', (harness) => {
  it('become the version that counts once all three agree, and end every other proposal', async () => {
    const office = await makeOffice(harness());
    const { student, directorate, coordinator } = office;
    const frozen = await agreePlan(harness(), office, planOf(b1, b2));
    expect([frozen.state, frozen.version]).toEqual(['frozen', 2]);
    const route = `/study-plans/${frozen.id}`;
    const swap = {
      baseVersion: 2,
      items: [
        { status: 'deleted', bundle: 'b2', reason: 'not-available' },
        { status: 'inserted', bundle: 'b3', reason: 'substituting-deleted' },
      ],
      plan: planOf(b1, b3),
    };
    const drop = {
      baseVersion: 2,
      items: [{ status: 'deleted', bundle: 'b2', reason: 'timetable-conflict' }],
      plan: planOf(b1),
    };
    const propose = (body: object, expected?: number[]) =>
      send<ChangeProposal>(harness(), student, ['POST', `${route}/changes`], { body, ...(expected && { expected }) });
    await propose({ ...swap, items: swap.items.slice(0, 1) }, [422]);
    const [swapped, dropped] = [await propose(swap), await propose(drop)];

    const decide = (id: string, decisions: object[], expected?: number[]) =>
      send<{ change: ChangeProposal; event: string }>(harness(), directorate, ['POST', `/changes/${id}/decisions`], {
        body: { decisions },
        ...(expected && { expected }),
      });
    const decided = await decide(swapped.id, [{ decision: 'approve', bundle: 'b3', seen: 0 }]);
    expect([decided.event, decided.change.state]).toEqual(['approve', 'pre-approved']);
    const host = { revision: decided.change.revision, body: { answer: 'agrees' } };
    const agreed = await send<ChangeProposal>(
      harness(),
      coordinator,
      ['POST', `/changes/${swapped.id}/host-answer`],
      host,
    );
    expect(agreed.state).toBe('agreed');

    expect(await send<StudyPlan>(harness(), student, ['GET', route])).toMatchObject({ state: 'frozen', version: 3 });
    const version = await send<PlanVersion>(harness(), student, ['GET', `${route}/versions/3`]);
    expect([version.kind, version.change]).toEqual(['change', swapped.id]);
    expect((await send<ChangeProposal>(harness(), student, ['GET', `/changes/${dropped.id}`])).state).toBe(
      'superseded',
    );
    // Nothing stale is approved, and nothing new is made against what no longer counts.
    await decide(dropped.id, [], [409]);
    await propose(drop, [409]);
    const page = await send<{ items: unknown[] }>(harness(), student, ['GET', `${route}/changes?state=agreed`]);
    expect(page.items).toHaveLength(1);
  });

  it('that only take bundles out need no more than the approval, and can be refused with a reason', async () => {
    const office = await makeOffice(harness());
    const frozen = await agreePlan(harness(), office, planOf(b1, b2));
    const drop = {
      baseVersion: 2,
      items: [{ status: 'deleted', bundle: 'b2', reason: 'timetable-conflict' }],
      plan: planOf(b1),
    };
    const propose = () =>
      send<ChangeProposal>(harness(), office.adviser, ['POST', `/study-plans/${frozen.id}/changes`], { body: drop });
    const [one, two] = [await propose(), await propose()];
    const decide = (id: string, decisions: object[]) =>
      send<{ change: ChangeProposal }>(harness(), office.directorate, ['POST', `/changes/${id}/decisions`], {
        body: { decisions },
      });
    expect((await decide(one.id, [])).change.state).toBe('pre-approved');
    const refusal = { decision: 'refuse', bundle: 'b1', seen: 0, reason: 'credits-too-few' };
    expect((await decide(two.id, [refusal])).change).toMatchObject({ state: 'refused', reason: 'credits-too-few' });
    const transcript = { csv: 'code,title,credits,credit_system,grade\nM-10,Mathematics,5,ECTS,B' };
    // A transcript is not taken while a change is open.
    await send(harness(), office.registrar, ['POST', `/study-plans/${frozen.id}/transcripts`], {
      body: { transcript },
      expected: [422],
    });
    const { revision } = await send<ChangeProposal>(harness(), office.student, ['GET', `/changes/${one.id}`]);
    await send(harness(), office.student, ['POST', `/changes/${one.id}/withdraw`], { revision });
    await send(harness(), office.registrar, ['POST', `/study-plans/${frozen.id}/transcripts`], {
      body: { transcript },
    });
  });

  it('say in each notice everything that its text names', async () => {
    expect(await lackingInNotices(harness())).toEqual([]);
  });
});
