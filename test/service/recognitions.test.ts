/** What may become of a recognition beside the straight way, which the journey walks. */
import { expect, it } from 'vitest';
import { type Appeal, Rational, type RecognitionCase, reason } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { squeeze, textOf } from '../interchange/documents/pdf-text.ts';
import { giveRole, makeRecognition } from '../store/samples.ts';
import { onEveryService } from './harness.ts';
import { makeOffice, send } from './plan-life.ts';
import { makeSigned } from './recognition-cases.ts';

onEveryService('a recognition', (harness) => {
  it('is given back by the second person with a reason, and signed anew', async () => {
    const office = await makeOffice(harness());
    const { registrar, secondRegistrar, directorate, student, coordinator } = office;
    const signed = await makeSigned(harness(), office);
    const route = `/recognitions/${signed.id}`;
    const giveBack = (who: { cookie: string }, body: object, expected: number[]) =>
      send<RecognitionCase>(harness(), who, ['POST', `${route}/return`], { revision: 1, body, expected });
    const body = { reason: 'calculation-to-check' };
    await giveBack(directorate, {}, [400]);
    await giveBack(directorate, { reason: 'gpa-too-low' }, [422]);
    for (const outsider of [student, coordinator, office.commission]) await giveBack(outsider, body, [403]);
    const returned = await giveBack(secondRegistrar, body, [200]);
    expect(returned).toMatchObject({ state: 'prepared', signedBy: null, flagged: signed.flagged, revision: 2 });
    // It is back with whoever signed it, and the first signature is gone.
    const queue = await send<{ items: { id: string }[] }>(harness(), registrar, ['GET', '/queue?kind=recognition']);
    expect(queue.items.map(({ id }) => id)).toContain(signed.id);
    const notices = await send<{ items: unknown[] }>(harness(), registrar, ['GET', '/me/notices']);
    expect(JSON.stringify(notices.items)).toContain(signed.id.slice(0, 8));
    await send(harness(), directorate, ['POST', `${route}/countersign`], { revision: 2, expected: [409] });
    const again = await send<RecognitionCase>(harness(), secondRegistrar, ['POST', `${route}/sign`], { revision: 2 });
    expect(again).toMatchObject({ state: 'second-look', signedBy: secondRegistrar.user.id });
    await send(harness(), secondRegistrar, ['POST', `${route}/countersign`], { revision: 3, expected: [422] });
    const confirmed = await send<RecognitionCase>(harness(), registrar, ['POST', `${route}/countersign`], {
      revision: 3,
    });
    expect(confirmed).toMatchObject({ state: 'confirmed', countersignedBy: registrar.user.id });
  });

  it('whose appeal is dismissed stays as it was issued, and can be closed', async () => {
    const office = await makeOffice(harness());
    const { registrar, commission, student, coordinator } = office;
    const issued = await makeSigned(harness(), office, { state: 'issued', issuedOn: '2026-11-01' });
    const route = `/recognitions/${issued.id}`;
    const lodged = await send<Appeal>(harness(), student, ['POST', `${route}/appeals`], {
      body: { ground: 'figure-wrong' },
    });
    await send(harness(), student, ['POST', `${route}/accept`], { revision: 1 });
    await send(harness(), registrar, ['POST', `${route}/close`], { revision: 2, expected: [422] });
    await send(harness(), coordinator, ['POST', `/appeals/${lodged.id}/admit`], { revision: 1 });
    const body = { answer: 'dismiss', reason: 'decision-correct' };
    const dismissed = await send<Appeal>(harness(), commission, ['POST', `/appeals/${lodged.id}/decision`], {
      revision: 2,
      body,
    });
    expect(dismissed).toMatchObject({ state: 'dismissed', outcome: null });
    expect(await send<RecognitionCase>(harness(), student, ['GET', route])).toMatchObject({
      state: 'issued',
      issuedOn: '2026-11-01',
    });
    const closed = await send<RecognitionCase>(harness(), registrar, ['POST', `${route}/close`], { revision: 2 });
    expect(closed.state).toBe('closed');
  });

  it('is credited by an order, which protocol, export and record name; another one takes its place', async () => {
    const office = await makeOffice(harness());
    const { registrar, directorate, student } = office;
    const open = {
      homeCode: 'H1',
      homeTitles: { en: 'Control' },
      credits: Rational.of(5),
      reason: reason('no-figure'),
    };
    const recognition = { ...makeRecognition(), difference: [open] };
    const issued = await makeSigned(harness(), office, { state: 'issued', issuedOn: '2026-11-01', recognition });
    const route = `/recognitions/${issued.id}`;
    const enter = (who: { cookie: string }, revision: number, order: object, expected = [200]) =>
      send<RecognitionCase>(harness(), who, ['POST', `${route}/order`], { revision, body: order, expected });
    const order = { number: '215-C', date: '2026-11-02' };
    for (const outsider of [student, directorate]) await enter(outsider, 1, order, [403]);
    await enter(registrar, 1, { ...order, date: '2026-11-03' }, [422]);
    await enter(registrar, 1, { ...order, number: ' ' }, [400]);
    await enter(registrar, 7, order, [409, 412]);
    const entered = await enter(registrar, 1, { ...order, number: ' 215-C ' });
    expect(entered).toMatchObject({ state: 'issued', order });
    const read = (address: string) => harness().request('GET', `/api/v1${address}`, registrar);
    const csv = await (await read(`/recognitions/export?ids=${issued.id}`)).text();
    expect(csv).toContain('order_number,order_date');
    expect(csv).toContain(',215-C,2026-11-02,');
    const json: unknown = await (await read(`/recognitions/export?ids=${issued.id}&format=json`)).json();
    expect(json).toMatchObject({ items: [{ decision: { order } }] });
    for (const [language, printed] of [
      ['en', 'No. 215-C of 2 November 2026'],
      ['ru', '№ 215-C от 02.11.2026'],
      ['kk', '№ 215-C, 02.11.2026'],
    ] as const) {
      const pdf = await (await read(`${route}/protocol?language=${language}`)).arrayBuffer();
      expect(await textOf(new Uint8Array(pdf))).toContain(squeeze(printed));
    }
    const next = { number: '216-C', date: '2026-11-02' };
    expect((await enter(registrar, 2, next)).order).toEqual(next);
    const { items } = await audit.list(harness().store.connection, { subject: { kind: 'recognition', id: issued.id } });
    expect(items.map(({ action }) => action).slice(-2)).toEqual(['recognition.order', 'recognition.order']);
  });

  it('takes no order before it is confirmed, and loses it when an appeal opens it again', async () => {
    const office = await makeOffice(harness());
    const order = { number: '215-C', date: '2026-11-02' };
    const early = await makeSigned(harness(), office);
    const enter = (id: string, expected: number[]) =>
      send(harness(), office.registrar, ['POST', `/recognitions/${id}/order`], { revision: 1, body: order, expected });
    await enter(early.id, [409]);
    const confirmed = await makeSigned(harness(), office, { state: 'confirmed', order });
    const route = `/recognitions/${confirmed.id}`;
    const undone = await send<RecognitionCase>(harness(), office.registrar, ['POST', `${route}/undo`], { revision: 1 });
    expect([undone.state, undone.order]).toEqual(['prepared', undefined]);
  });

  it('is not worked on by the student whose it is, registrar or not', async () => {
    const office = await makeOffice(harness());
    const { store, person } = harness();
    const registrar = await person('registrar');
    await giveRole(store, registrar.user.id, { role: 'student', institute: office.institute });
    const own = await makeSigned(harness(), { ...office, student: registrar });
    for (const step of ['countersign', 'sign', 'issue', 'close'])
      await send(harness(), registrar, ['POST', `/recognitions/${own.id}/${step}`], { revision: 1, expected: [403] });
    const plan = `/study-plans/${own.studyPlan}`;
    await send(harness(), registrar, ['POST', `${plan}/recognitions`], { body: {}, expected: [403] });
    const transcript = { csv: 'code,title,credits,credit_system,grade\nX1,Mathematics,5,ECTS,A' };
    await send(harness(), registrar, ['POST', `${plan}/transcripts`], { body: { transcript }, expected: [403] });
    await send(harness(), registrar, ['POST', `${plan}/close`], { revision: 1, body: {}, expected: [403] });
  });
});
