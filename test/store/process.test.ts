import { expect, it } from 'vitest';
import { eligibilitySchema, Rational } from '../../src/domain/index.ts';
import {
  create,
  documents,
  find,
  imports,
  isCursor,
  list,
  listHosts,
  results,
  seats,
  transact,
  update,
} from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import {
  act,
  codesOf,
  granted,
  LATER,
  makeAgreement,
  makeApplication,
  makeCall,
  makeCatalogue,
  makeInstitute,
  unique,
} from './samples.ts';

onEveryDatabase('calls and hosts', (store) => {
  it('keeps the columns of a call and its costs exactly', async () => {
    const agreement = await makeAgreement(store());
    const call = await makeCall(store(), { agreement: agreement.id, grantPlaces: 1 });
    const found = await find(store().connection, 'call', call.id);
    expect(found).toEqual(call);
    expect(found?.costItems[0]?.amount).toEqual(Rational.from('250.5'));
    const { items } = await list(store().connection, 'call', {
      where: { agreement: agreement.id, state: ['open', 'draft'] },
    });
    expect(items).toEqual([call]);
    expect((await list(store().connection, 'call', { where: { state: [] } })).items).toEqual([]);
  });

  it('keeps the terms and dates of an agreement', async () => {
    const agreement = await makeAgreement(store(), { terms: 'Two places a year.', quota: 2 });
    const ended = { ...agreement, validTo: '2026-12-31' };
    const updated = granted(await transact(store(), (tx) => update(tx, 'agreement', ended, act('agreement.end'))));
    expect(updated).toEqual({ ...ended, revision: 2 });
    expect(await find(store().connection, 'agreement', agreement.id)).toEqual(updated);
    const { items } = await list(store().connection, 'agreement', { where: { institution: agreement.institution } });
    expect(items).toEqual([updated]);
  });

  it('says of every host how the home institution stands to it', async () => {
    const name = unique();
    const rows = [
      ['in-force', '2025-01-01', '2026-12-31'],
      ['ended', '2024-01-01', '2026-11-01'],
      ['not-yet', '2027-01-01', null],
    ] as const;
    for (const [standing, validFrom, validTo] of rows)
      await makeAgreement(store(), { institution: `${name} ${standing}`, validFrom, validTo });
    await makeCall(store(), { university: `${name} IN-FORCE` });
    await makeCall(store(), { university: `${name} unknown` });
    const catalogue = makeCatalogue({ A: 'One' }, { institution: `${name} unknown` });
    await transact(store(), (tx) => imports.run(tx, catalogue, act('catalogue.import')));
    const hosts = (await listHosts(store().connection, '2026-11-02')).filter(({ institution }) =>
      institution.startsWith(name),
    );
    expect(hosts.map(({ partnership, calls, catalogues }) => [partnership, calls, catalogues])).toEqual([
      ['ended', 0, 0],
      ['in-force', 1, 0],
      ['not-yet', 0, 0],
      ['negotiation-needed', 1, 1],
    ]);
  });
});

onEveryDatabase('applications', (store) => {
  it('keeps an application with its answers and the ranking of its call', async () => {
    const { application, call } = await makeApplication(store());
    expect(await find(store().connection, 'application', application.id)).toEqual(application);
    expect(application.facts.gpa).toEqual(Rational.of(10, 3));
    const eligibility = eligibilitySchema.parse({
      answer: 'unknown',
      answers: [],
      policy: { id: 'aupet', version: '1' },
      date: '2026-11-02',
    });
    const ranking = {
      policy: { id: 'aupet', version: '1' },
      date: '2026-11-02',
      ranked: [{ application: application.id, rank: 1, score: Rational.of(5, 7), parts: [], partedBy: null }],
      proposals: [],
      incomplete: [],
    };
    await transact(store(), async (tx) => {
      await results.save(tx, 'eligibility', { owner: application.id, body: eligibility }, act('application.check'));
      await results.save(
        tx,
        'eligibility',
        { owner: application.id, body: { ...eligibility, answer: 'yes' } },
        act('application.check'),
      );
      await results.save(tx, 'ranking', { owner: call.id, body: ranking }, act('call.rank'));
    });
    expect(await results.find(store().connection, 'eligibility', application.id)).toMatchObject({
      number: 2,
      body: { answer: 'yes' },
    });
    expect((await results.find(store().connection, 'ranking', call.id))?.body).toEqual(ranking);
    expect(await results.find(store().connection, 'ranking', 'absent')).toBeNull();
  });

  it('refuses an application of nobody, for nothing', async () => {
    const { application } = await makeApplication(store());
    const { id: _, revision: __, ...draft } = { ...application, call: 'absent' };
    const lost = await transact(store(), (tx) => create(tx, 'application', draft, act('application.create')));
    expect(codesOf(lost)).toBe('reference-unknown');
  });

  it('shows each reader what the reader may see, in pages', async () => {
    const institute = await makeInstitute(store());
    const call = await makeCall(store());
    const cases = [];
    for (let index = 0; index < 5; index += 1) cases.push(await makeApplication(store(), { institute, call }));
    const elsewhere = await makeApplication(store(), { call });
    const { connection } = store();
    const idsFor = async (reach: { all: boolean; owner: string | null; institutes: string[] }) => {
      const ids: string[] = [];
      for (let after: string | null | undefined; after !== null; ) {
        const page = await list(connection, 'application', { where: { call: call.id }, reach, limit: 2, after });
        ids.push(...page.items.map(({ id }) => id));
        after = page.next;
      }
      return ids.sort();
    };
    const own = cases.map(({ application }) => application.id).sort();
    expect(await idsFor({ all: false, owner: null, institutes: [institute.id] })).toEqual(own);
    expect(await idsFor({ all: false, owner: elsewhere.student.id, institutes: [] })).toEqual([
      elsewhere.application.id,
    ]);
    expect(await idsFor({ all: true, owner: null, institutes: [] })).toEqual([...own, elsewhere.application.id].sort());
    expect(await idsFor({ all: false, owner: null, institutes: [] })).toEqual([]);
    const { next } = await list(connection, 'application', { limit: 1, order: 'newest' });
    expect([isCursor(next ?? ''), isCursor('no cursor'), isCursor('')]).toEqual([true, false, false]);
    await expect(list(connection, 'application', { after: 'no cursor' })).rejects.toThrow(RangeError);
    await expect(list(connection, 'application', { where: { facts: [] } })).rejects.toThrow(RangeError);
  });
});

onEveryDatabase('seats', (store) => {
  it('gives as many seats and grants as there are, and one to each application', async () => {
    const call = await makeCall(store(), { quantity: 2, grantPlaces: 1 });
    const [a, b, c] = [
      await makeApplication(store(), { call }),
      await makeApplication(store(), { call }),
      await makeApplication(store(), { call }),
    ].map(({ application }) => application.id);
    const take = (application: string | undefined, funding: 'grant' | 'own-expense') =>
      transact(store(), (tx) =>
        seats.take(tx, { application: application ?? '', call: call.id, funding }, act('seat.take')),
      );
    expect(codesOf(await take(a, 'grant'))).toBe('ok');
    expect(codesOf(await take(a, 'own-expense'))).toBe('already-decided');
    expect(codesOf(await take(b, 'grant'))).toBe('no-seat-left');
    expect(codesOf(await take(b, 'own-expense'))).toBe('ok');
    expect(codesOf(await take(c, 'own-expense'))).toBe('no-seat-left');
    expect(codesOf(await take('absent', 'grant'))).toBe('not-found');
    expect(await seats.of(store().connection, call.id)).toEqual({
      quantity: 2,
      grantPlaces: 1,
      taken: 2,
      grantsTaken: 1,
    });
    const shrink = transact(store(), (tx) => update(tx, 'call', { ...call, quantity: 1 }, act('call.change')));
    expect(codesOf(await shrink)).toBe('no-seat-left');
    const release = () => transact(store(), (tx) => seats.release(tx, a ?? '', act('seat.release')));
    expect(codesOf(await release())).toBe('ok');
    expect(codesOf(await release())).toBe('not-found');
    expect(codesOf(await take(c, 'grant'))).toBe('ok');
    expect((await seats.list(store().connection, call.id)).map(({ application }) => application).sort()).toEqual(
      [b, c].sort(),
    );
  });

  it('never over-books a call, whoever comes at the same time', async () => {
    const call = await makeCall(store(), { quantity: 3, grantPlaces: 3 });
    const institute = await makeInstitute(store());
    const cases = await Promise.all(Array.from({ length: 50 }, () => makeApplication(store(), { call, institute })));
    const results = await Promise.all(
      cases.map(({ application }) =>
        transact(store(), (tx) =>
          seats.take(tx, { application: application.id, call: call.id, funding: 'grant' }, act('seat.take')),
        ),
      ),
    );
    expect(results.map(codesOf).sort()).toEqual([...Array(47).fill('no-seat-left'), ...Array(3).fill('ok')]);
    expect(await seats.of(store().connection, call.id)).toMatchObject({ taken: 3, grantsTaken: 3 });
  });

  it('gives one seat to the one of fifty who is first', async () => {
    const { application, call } = await makeApplication(store());
    const seat = { application: application.id, call: call.id, funding: 'own-expense' } as const;
    const tries = Array.from({ length: 50 }, () => transact(store(), (tx) => seats.take(tx, seat, act('seat.take'))));
    const codes = (await Promise.all(tries)).map(codesOf).sort();
    expect(codes).toEqual([...Array(49).fill('already-decided'), 'ok']);
  });

  it('lets one of fifty changes of an application win', async () => {
    const { application } = await makeApplication(store());
    const tries = Array.from({ length: 50 }, () =>
      transact(store(), (tx) =>
        update(tx, 'application', { ...application, state: 'awarded' }, act('application.award')),
      ),
    );
    const codes = (await Promise.all(tries)).map(codesOf).sort();
    expect(codes).toEqual(['ok', ...Array(49).fill('version-conflict')]);
    expect(await find(store().connection, 'application', application.id)).toMatchObject({
      revision: 2,
      state: 'awarded',
    });
  });
});

onEveryDatabase('documents', (store) => {
  const draft = (application: string) => ({
    application,
    type: 'medical-certificate' as const,
    state: 'missing' as const,
    copies: 1,
    issuedOn: null,
    validUntil: null,
    reason: null,
  });

  it('keeps every version of a file, and gives back its very bytes', async () => {
    const { application } = await makeApplication(store());
    const document = granted(
      await transact(store(), (tx) =>
        create(tx, 'document', { ...draft(application.id), files: [] }, act('document.create')),
      ),
    );
    const upload = (revision: number, content: Uint8Array) =>
      transact(store(), (tx) =>
        documents.addFile(
          tx,
          { ...document, revision, state: 'uploaded' },
          { name: 'certificate.pdf', mediaType: 'application/pdf', uploadedOn: '2026-11-02', content },
          act('document.upload', 'system', LATER),
        ),
      );
    const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
    granted(await upload(1, bytes));
    expect(codesOf(await upload(1, bytes))).toBe('version-conflict');
    const second = granted(await upload(2, new Uint8Array([0, 255])));
    expect(second).toMatchObject({ revision: 3, state: 'uploaded', files: [{ version: 1 }, { version: 2, bytes: 2 }] });
    expect(await documents.readFile(store().connection, document.id, 1)).toEqual(bytes);
    expect(await documents.readFile(store().connection, document.id, 3)).toBeNull();
    expect(await find(store().connection, 'document', document.id)).toEqual(second);
    expect(await documents.list(store().connection, [application.id])).toEqual([second]);
    const accepted = await transact(store(), (tx) =>
      update(tx, 'document', { ...second, state: 'accepted' }, act('document.accept')),
    );
    expect(granted(accepted)).toEqual({ ...second, state: 'accepted', revision: 4 });
  });

  it('has one document of a type in an application', async () => {
    const { application } = await makeApplication(store());
    const add = () =>
      transact(store(), (tx) =>
        create(tx, 'document', { ...draft(application.id), files: [] }, act('document.create')),
      );
    expect([codesOf(await add()), codesOf(await add())]).toEqual(['ok', 'already-exists']);
  });
});
