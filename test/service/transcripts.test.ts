/** A transcript that comes back, and a corrected one after it. */
import { expect, it } from 'vitest';
import { bundle, planOf } from '../mobility/plans.ts';
import { onEveryService } from './harness.ts';
import { agreePlan, makeOffice, send } from './plan-life.ts';

interface Answer {
  readonly difference: { added: { code: string }[]; changed: unknown[]; unchanged: number };
}

const csv = (grade: string) =>
  `code,title,credits,credit_system,grade\nM-10,Mathematics,5,ECTS,${grade}\nP-10,Physics,5,ECTS,A`;

onEveryService('a transcript', (harness) => {
  it('is tried without a trace, kept once, and says what a corrected one changes', async () => {
    const office = await makeOffice(harness());
    const plan = planOf(bundle('b1', ['MAT1'], ['M-10']), bundle('b2', ['PHY1'], ['P-10']));
    const { id } = await agreePlan(harness(), office, plan);
    const route = `/study-plans/${id}/transcripts`;
    const add = (grade: string, dryRun = false) =>
      send<Answer>(harness(), office.registrar, ['POST', route], { body: { transcript: { csv: csv(grade) }, dryRun } });
    const kept = async () =>
      (await send<{ items: unknown[] }>(harness(), office.registrar, ['GET', route])).items.length;
    const added = [{ code: 'M-10' }, { code: 'P-10' }];
    expect((await add('B', true)).difference).toMatchObject({ added, unchanged: 0 });
    expect(await kept()).toBe(0);
    expect((await add('B')).difference).toMatchObject({ added });
    expect((await add('B')).difference).toMatchObject({ added: [], changed: [], unchanged: 2 });
    expect(await kept()).toBe(1);
    const corrected = {
      added: [],
      changed: [{ code: 'M-10', changes: [{ field: 'grade', before: 'B', after: 'A' }] }],
      unchanged: 1,
    };
    expect((await add('A', true)).difference).toMatchObject(corrected);
    expect((await add('A')).difference).toMatchObject(corrected);
    expect(await kept()).toBe(2);
  });
});
