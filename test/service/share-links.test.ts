/** Links that show a plan to somebody without an account: without its student, until they end or are revoked. */
import { expect, it } from 'vitest';
import { erasePersonalData, transact } from '../../src/store/index.ts';
import { act } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { makeOffice, planOfTwo, send, submitPlan } from './plan-life.ts';

interface Made {
  readonly link: { readonly id: string };
  readonly secret: string;
  readonly path: string;
}

onEveryService('a link to a plan', (harness) => {
  const shared = (secret: string) => harness().request('POST', '/api/v1/shared-plans', { body: { secret } });

  async function sharedByStudent() {
    const office = await makeOffice(harness());
    const plan = await submitPlan(harness(), office, planOfTwo());
    const route = `/study-plans/${plan.id}/share-links`;
    const made = await send<Made>(harness(), office.student, ['POST', route], { body: { days: 3 } });
    return { office, plan, route, made };
  }

  it('shows the plan as it stands and nothing of whose it is', async () => {
    const { office, plan, made, route } = await sharedByStudent();
    expect(made.path).toBe(`/shared#${made.secret}`);
    const answer = await shared(made.secret);
    const text = await answer.text();
    expect(JSON.parse(text)).toMatchObject({ number: 1, state: 'submitted' });
    for (const hidden of [plan.student, plan.id, office.student.user.name, office.student.user.email])
      expect(text).not.toContain(hidden);
    // The list of links holds no secret, nor does the database.
    const listed = await send<object>(harness(), office.student, ['GET', route]);
    expect(JSON.stringify(listed)).not.toContain(made.secret);
    const rows = await harness().store.connection.selectFrom('shareLinks').selectAll().execute();
    expect(JSON.stringify(rows)).not.toContain(made.secret);
  });

  it('ends when it is revoked, when its time is over, and when its person is erased', async () => {
    const { office, plan, route, made } = await sharedByStudent();
    const { request, store } = harness();
    const end = () =>
      request('DELETE', `/api/v1${route}/${made.link.id}`, { cookie: office.student.cookie }).then(
        ({ status }) => status,
      );
    expect(await end()).toBe(204);
    expect((await shared(made.secret)).status).toBe(404);
    expect(await end()).toBe(404);
    const make = () => send<Made>(harness(), office.student, ['POST', route], { body: { days: 3 } });
    const over = await make();
    await store.connection
      .updateTable('shareLinks')
      .set({ expiresAt: '2020-01-01T00:00:00.000Z' })
      .where('id', '=', over.link.id)
      .execute();
    expect((await shared(over.secret)).status).toBe(404);
    const last = await make();
    await transact(store, async (tx) => {
      await erasePersonalData(tx, { user: plan.student, ofCase: null }, ['study-plan'], act('personal-data.erase'));
      return { ok: true, value: null, problems: [] };
    });
    expect((await shared(last.secret)).status).toBe(404);
  });

  it('is made by those of the case alone, and a guess shows nothing', async () => {
    const { route, office } = await sharedByStudent();
    const { request } = harness();
    const stranger = await makeOffice(harness());
    for (const { cookie } of [stranger.student, stranger.adviser, office.registrar])
      expect((await request('POST', `/api/v1${route}`, { cookie, body: { days: 3 } })).status).toBe(403);
    expect((await shared('a guess')).status).toBe(404);
  });
});
