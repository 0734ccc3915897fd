/** Calls, agreements and hosts over HTTP. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { problemDetailsSchema } from '../../src/api/problems.ts';
import type { CallImport, CallInFull, ShownCall } from '../../src/app/index.ts';
import type { Agreement, Call } from '../../src/domain/index.ts';
import { audit } from '../../src/store/index.ts';
import { unique } from '../store/samples.ts';
import { onEveryService } from './harness.ts';

const CSV = readFileSync(path.resolve(import.meta.dirname, '../../fixtures/calls.csv'), 'utf8');
const CALLS = '/api/v1/calls';
const AGREEMENTS = '/api/v1/agreements';

const codeOf = async (answer: Response) => problemDetailsSchema.parse(await answer.json()).errors[0]?.code;

const draft = (parts: object = {}) => ({
  university: `Invented University ${unique()}`,
  city: 'Somewhere',
  country: 'Norway',
  specialty: '6B071 Electric Power Engineering',
  requirements: 'English B2',
  tuitionPayment: 'waived',
  costs: 'about 900 EUR a month',
  quantity: 3,
  catalogueLinks: ['https://catalogue.example/courses'],
  deadline: '2027-03-31',
  kind: 'external',
  grantPlaces: 1,
  costItems: [{ kind: 'housing', amount: '10/3', currency: 'EUR', per: 'month', paidBy: 'grant' }],
  ...parts,
});

const agreementWith = (institution: string, parts: object = {}) => ({
  institution,
  country: 'Norway',
  kind: 'external',
  number: '12/2026',
  validFrom: '2026-01-01',
  validTo: '2029-12-31',
  tuitionWaived: true,
  ...parts,
});

onEveryService('calls', (harness) => {
  it('are drafts of the office until they are published, and are closed and published again', async () => {
    const { request, person } = harness();
    const [office, student] = [await person('coordinator'), await person('student')];
    const made = await request('POST', CALLS, { cookie: office.cookie, body: draft() });
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const { id, university, state, costItems } = (await made.json()) as Call;
    expect([state, costItems[0]?.amount]).toEqual(['draft', '10/3']);
    const read = (cookie: string) => request('GET', `${CALLS}/${id}`, { cookie });
    const listed = async (cookie: string) => {
      const page = await request('GET', `${CALLS}?university=${encodeURIComponent(university)}`, { cookie });
      return ((await page.json()) as { items: ShownCall[] }).items.map((call) => [call.id, call.state]);
    };
    expect([(await read(student.cookie)).status, (await read(office.cookie)).status]).toEqual([404, 200]);
    expect([await listed(student.cookie), await listed(office.cookie)]).toEqual([[], [[id, 'draft']]]);
    const move = (verb: string, tag: string) =>
      request('POST', `${CALLS}/${id}/${verb}`, { cookie: office.cookie, headers: { 'if-match': tag } });
    expect((await move('publish', '"1"')).headers.get('etag')).toBe('"2"');
    expect((await move('publish', '"1"')).status).toBe(412);
    expect(await listed(student.cookie)).toEqual([[id, 'open']]);
    expect(((await (await move('close', '"2"')).json()) as Call).state).toBe('closed');
    expect(((await (await move('publish', '"3"')).json()) as Call).state).toBe('open');
    const { items } = await audit.list(harness().store.connection, { subject: { kind: 'call', id } });
    expect(items.map(({ action }) => action)).toEqual(['call.write', 'call.publish', 'call.close', 'call.publish']);
  });

  it('can not be published without a place or after their deadline, nor have more grants than places', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const post = (parts: object) => request('POST', CALLS, { cookie, body: draft(parts) });
    for (const parts of [{ deadline: '2026-11-01' }, { quantity: 0, grantPlaces: 0 }]) {
      const { id } = (await (await post(parts)).json()) as Call;
      const refused = await request('POST', `${CALLS}/${id}/publish`, { cookie, headers: { 'if-match': '"1"' } });
      expect([refused.status, await codeOf(refused)]).toEqual([422, 'guard-not-met']);
    }
    expect((await post({ grantPlaces: 4 })).status).toBe(400);
    expect((await post({ state: 'open' })).status).toBe(400);
  });

  it('change under their revision, and keep their state', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const body = draft();
    const { id } = (await (await request('POST', CALLS, { cookie, body })).json()) as Call;
    const put = (tag: string) =>
      request('PUT', `${CALLS}/${id}`, { cookie, body: { ...body, quantity: 5 }, headers: { 'if-match': tag } });
    expect(await (await put('"1"')).json()).toMatchObject({ quantity: 5, revision: 2, state: 'draft' });
    expect((await put('"1"')).status).toBe(412);
  });

  it('say how we stand to their host, and are found by kind, country and state', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const country = `Country ${unique()}`;
    const hosts = ['in-force', 'ended', 'negotiation-needed'].map((standing) => `${standing} ${unique()}`);
    const [inForce = '', ended = ''] = hosts;
    await request('POST', AGREEMENTS, { cookie, body: agreementWith(inForce.toUpperCase()) });
    await request('POST', AGREEMENTS, { cookie, body: agreementWith(ended, { validTo: '2026-06-30' }) });
    for (const university of hosts) await request('POST', CALLS, { cookie, body: draft({ university, country }) });
    await request('POST', CALLS, { cookie, body: draft({ kind: 'internal', country }) });
    const find = async (filter: string) => {
      const page = await request('GET', `${CALLS}?country=${country}&${filter}`, { cookie });
      return ((await page.json()) as { items: ShownCall[] }).items;
    };
    expect((await find('kind=external')).map(({ partnership }) => partnership).sort()).toEqual([
      'ended',
      'in-force',
      'negotiation-needed',
    ]);
    expect((await find('kind=internal')).length).toBe(1);
    expect(await find('state=closed')).toEqual([]);
    const listed = await request('GET', '/api/v1/hosts?partnership=negotiation-needed', { cookie });
    const { items } = (await listed.json()) as { items: { institution: string; calls: number }[] };
    expect(items.find(({ institution }) => institution === hosts[2])).toMatchObject({ calls: 1, country });
    expect(items.map(({ institution }) => institution)).not.toContain(hosts[1]);
  });
});

onEveryService('a call', (harness) => {
  it('says when the calls of a year offer more places than the agreement has', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const made = await request('POST', AGREEMENTS, { cookie, body: agreementWith(`Host ${unique()}`, { quota: 4 }) });
    const { id: agreement } = (await made.json()) as Agreement;
    const offer = async (parts: object): Promise<string> => {
      const answer = await request('POST', CALLS, { cookie, body: draft({ agreement, ...parts }) });
      return ((await answer.json()) as Call).id;
    };
    const id = await offer({ quantity: 3 });
    const concerns = async () =>
      ((await (await request('GET', `${CALLS}/${id}`, { cookie })).json()) as CallInFull).concerns;
    await offer({ quantity: 5, deadline: '2028-03-31' });
    expect(await concerns()).toEqual([]);
    await offer({ quantity: 2, deadline: '2027-10-01' });
    expect(await concerns()).toMatchObject([{ key: 'over-quota' }]);
  });
});

onEveryService('the call file', (harness) => {
  it('is shown by a dry run, imported once, and then shows differences only', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const send = async (csv: string, dryRun: boolean, key?: string) => {
      const headers = key === undefined ? {} : { 'idempotency-key': key };
      const answer = await request('POST', `${CALLS}/import`, { cookie, body: { csv, dryRun }, headers });
      return (await answer.json()) as CallImport;
    };
    const dry = await send(CSV, true);
    expect(dry).toMatchObject({ dryRun: true, rows: 8, rejected: 0, problems: [] });
    expect(dry.calls.map(({ outcome, id }) => [outcome, id])).toEqual(Array(8).fill(['new', null]));
    const first = await send(CSV, false, 'import-1');
    expect(first.calls.map(({ outcome }) => outcome)).toEqual(Array(8).fill('new'));
    expect(await send(CSV, false, 'import-1')).toEqual(first);
    const second = await send(CSV, false);
    expect(second.calls.map(({ outcome, id }) => [outcome, id])).toEqual(first.calls.map(({ id }) => ['same', id]));
    const changed = await send(CSV.replace(',3,https://catalogue.fjordgate', ',5,https://catalogue.fjordgate'), true);
    expect(changed.calls.filter(({ outcome }) => outcome !== 'same')).toMatchObject([
      { outcome: 'changed', changes: [{ column: 'quantity', before: '3', after: '5' }] },
    ]);
    const list = await request('GET', `${CALLS}?country=Kazakhstan&state=draft`, { cookie });
    expect(((await list.json()) as { items: Call[] }).items.map(({ kind }) => kind)).toEqual(['internal']);
  });

  it('keeps good rows beside bad ones, and finds the agreement', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const host = `Host ${unique()}`;
    const { id } = (await (
      await request('POST', AGREEMENTS, { cookie, body: agreementWith(host) })
    ).json()) as Agreement;
    const csv = `university,specialty,quantity,deadline\n${host},A,2,2027-03-01\n${host},A,3,2027-04-01\n${host},B,many,2027-03-01\n`;
    const answer = await request('POST', `${CALLS}/import`, { cookie, body: { csv } });
    const imported = (await answer.json()) as CallImport;
    expect(imported).toMatchObject({ rows: 3, rejected: 2, calls: [{ outcome: 'new', specialty: 'A' }] });
    expect(imported.problems.map(({ code }) => code).sort()).toEqual(['code-duplicate', 'value-invalid']);
    const call = await request('GET', `${CALLS}/${imported.calls[0]?.id}`, { cookie });
    expect(await call.json()).toMatchObject({ agreement: id, partnership: 'in-force', languages: null, concerns: [] });
    await harness()
      .store.connection.updateTable('calls')
      .set({ seatsTaken: 2 })
      .where('id', '=', imported.calls[0]?.id ?? '')
      .execute();
    const fewer = csv.replace(',A,2,', ',A,1,').replace(`${host},A,3,2027-04-01\n`, '').replace('many', '4');
    const again = await request('POST', `${CALLS}/import`, { cookie, body: { csv: fewer } });
    expect(await again.json()).toMatchObject({
      rejected: 1,
      calls: [{ outcome: 'new', specialty: 'B' }],
      problems: [{ code: 'no-seat-left' }],
    });
    const none = await request('POST', `${CALLS}/import`, { cookie, body: { csv: 'a,b\n1,2\n' } });
    expect(none.status).toBe(422);
  });
});

onEveryService('agreements', (harness) => {
  it('have dates, terms and a standing, and end by their last day', async () => {
    const { request, person } = harness();
    const { cookie } = await person('coordinator');
    const body = agreementWith(`Partner ${unique()}`, { quota: 2, terms: 'Two places a year.' });
    const made = await request('POST', AGREEMENTS, { cookie, body });
    const { id } = (await made.json()) as Agreement;
    expect([made.status, made.headers.get('etag')]).toEqual([201, '"1"']);
    const put = (parts: object) =>
      request('PUT', `${AGREEMENTS}/${id}`, { cookie, body: { ...body, ...parts }, headers: { 'if-match': '"1"' } });
    expect((await put({ validTo: '2025-01-01' })).status).toBe(400);
    expect((await put({ validTo: '2026-10-31' })).status).toBe(200);
    const listed = await request('GET', `${AGREEMENTS}?institution=${encodeURIComponent(body.institution)}`, {
      cookie,
    });
    expect(await listed.json()).toMatchObject({
      items: [{ id, standing: 'ended', quota: 2, revision: 2 }],
      next: null,
    });
    expect(await (await request('GET', `${AGREEMENTS}/${id}`, { cookie })).json()).toMatchObject({ number: '12/2026' });
  });
});
