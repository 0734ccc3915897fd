import { randomUUID } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { reason } from '../../src/domain/index.ts';
import {
  audit,
  backupLines,
  backupToFile,
  checkBackup,
  create,
  decisions,
  documents,
  imports,
  marks,
  notices,
  openStore,
  precedents,
  restoreFromFile,
  type Store,
  type StoreOptions,
  transact,
} from '../../src/store/index.ts';
import { migrateTo } from '../../src/store/migrate.ts';
import { openUnmigrated } from '../../src/store/open.ts';
import { storableJson } from '../../src/store/values.ts';
import { createPostgresDatabase, KINDS, type Kind, openFreshStore } from './databases.ts';
import {
  AT,
  act,
  codesOf,
  granted,
  makeCatalogue,
  makeDecision,
  makePrecedent,
  makeStudyPlan,
  makeUser,
} from './samples.ts';

const FOLDER = mkdtempSync(path.join(tmpdir(), 'concord-backup-'));
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }));
const newFile = (): string => path.join(FOLDER, `${randomUUID()}.backup`);

/** An empty database, without tables. */
const emptyDatabase = async (kind: Kind): Promise<StoreOptions> =>
  kind === 'pglite' ? { kind, folder: path.join(FOLDER, randomUUID()) } : { kind, url: await createPostgresDatabase() };

/** Something in every corner: texts with every kind of line end and quote, bytes, rationals, a chain. */
async function fill(store: Store): Promise<void> {
  const { plan, application, institute } = await makeStudyPlan(store);
  const director = await makeUser(store, { name: 'Ұлы "Дала"\u2028\r\n\\ 🎓' });
  const file = {
    name: 'a.pdf',
    mediaType: 'application/pdf',
    uploadedOn: '2026-11-02',
    content: Uint8Array.from({ length: 5000 }, (_, index) => (index * 7) % 256),
  };
  await transact(store, async (tx) => {
    const draft = { type: 'application' as const, state: 'missing' as const, copies: 1, reason: null };
    const document = granted(
      await create(
        tx,
        'document',
        { ...draft, application: application.id, issuedOn: null, validUntil: null, files: [] },
        act('document.create'),
      ),
    );
    granted(await documents.addFile(tx, { ...document, state: 'uploaded' }, file, act('document.upload')));
    const made = [{ seen: 0, decision: makeDecision({ plan }, director) }];
    const place = { studyPlan: plan.id, planVersion: 1, change: null, decisions: made };
    granted(await decisions.add(tx, place, act('plan.decide')));
    granted(await precedents.create(tx, makePrecedent(institute.id, 'Host'), act('plan.decide')));
    await imports.run(tx, makeCatalogue({ A: 'One', B: 'Two' }), act('catalogue.import'));
    const notice = {
      id: 'n1',
      key: 'k',
      to: director.id,
      subject: { kind: 'plan' as const, id: plan.id },
      parameters: {},
    };
    await notices.add(tx, [notice], { at: AT, mail: true });
  });
}

/** Every row of a database, as lines. */
async function contentOf(store: Store): Promise<string[]> {
  const lines: string[] = [];
  for await (const line of backupLines(store, AT)) lines.push(line);
  return lines;
}

it.each(KINDS)(
  'every value that %s holds comes back as it was, a JSON null too, and nobody else may read the file',
  async (kind) => {
    const store = await openFreshStore(kind);
    const schema = z.json();
    const given = fc.sample(fc.jsonValue({ noUnicodeString: false }), { numRuns: 200, seed: 7 });
    const values = [null, [null], { a: null }, '', 'null', 0, -0.1, 1e300, ...given].map((one) =>
      JSON.parse(storableJson(one)),
    );
    for (const [at, value] of values.entries())
      await marks.write(store.connection, { name: `value ${at}`, schema, value, at: AT });
    const file = newFile();
    granted(await backupToFile(store, file, AT));
    await store.close();
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const target of KINDS) {
      const options = await emptyDatabase(target);
      granted(await restoreFromFile(options, file));
      const copy = await openStore(options);
      const rows = await copy.connection.selectFrom('marks').select(['name', 'body']).execute();
      const restored = new Map(rows.map(({ name, body }) => [name, body]));
      expect(values.map((_, at) => restored.get(`value ${at}`))).toEqual(values);
      await copy.close();
    }
  },
);

describe.each(KINDS)('a backup made on %s', (kind) => {
  let store: Store;
  const file = newFile();
  beforeAll(async () => {
    store = await openFreshStore(kind);
    await fill(store);
    granted(await backupToFile(store, file, AT));
  });
  afterAll(() => store.close());

  it.each(KINDS)('restores on %s to the same content, in every byte', async (target) => {
    const options = await emptyDatabase(target);
    const checked = await checkBackup(file);
    const restored = await restoreFromFile(options, file);
    expect(restored).toEqual(checked);
    expect(restored).toMatchObject({
      ok: true,
      problems: [],
      value: { rows: { users: 2, events: 13, document_files: 1 } },
    });
    const copy = await openStore(options);
    expect(await contentOf(copy)).toEqual(await contentOf(store));
    expect(await audit.verify(copy)).toEqual(await audit.verify(store));
    await makeUser(copy);
    expect(codesOf(await audit.verify(copy))).toBe('ok');
    await copy.close();
    expect(codesOf(await restoreFromFile(options, file))).toBe('already-exists');
  });

  it('is refused when a byte of it is changed, it is cut short, or it is something else', async () => {
    const options = await emptyDatabase('postgresql');
    const whole = readFileSync(file);
    const text = gunzipSync(whole).toString();
    const lines = text.split('\n');
    const damages: Record<string, Buffer> = {
      'a flipped bit': Buffer.from(whole.map((byte, index) => (index === whole.length >> 1 ? byte ^ 1 : byte))),
      'a cut file': whole.subarray(0, whole.length - 40),
      'another name': gzipSync(text.replace('An Invented Person', 'An Invented Parson')),
      'a missing row': gzipSync(lines.filter((line) => !line.includes('document_files')).join('\n')),
      'a missing end': gzipSync(lines.slice(0, -2).join('\n')),
      'a text': Buffer.from('not a backup'),
      'another gzip': gzipSync('["something","else"]\n'),
      nothing: Buffer.alloc(0),
    };
    for (const [what, bytes] of Object.entries(damages)) {
      const damagedFile = newFile();
      writeFileSync(damagedFile, bytes);
      expect([what, codesOf(await restoreFromFile(options, damagedFile))]).toEqual([what, 'backup-damaged']);
    }
    expect(codesOf(await restoreFromFile(options, newFile()))).toBe('backup-damaged');
    const untouched = openUnmigrated(options);
    expect(await untouched.connection.introspection.getTables()).toEqual([]);
    await untouched.close();
  });

  it('never replaces a file, and leaves none behind when it fails', async () => {
    expect(codesOf(await backupToFile(store, file, AT))).toBe('already-exists');
    const unreachable = path.join(FOLDER, 'no-such-folder', 'x.backup');
    await expect(backupToFile(store, unreachable, AT)).rejects.toThrow();
    const empty = openUnmigrated(await emptyDatabase('postgresql'));
    const never = newFile();
    await expect(backupToFile(empty, never, AT)).rejects.toThrow('without tables');
    await empty.close();
    expect([existsSync(never), existsSync(`${never}.part`)]).toEqual([false, false]);
  });

  it('tells of an audit that did not verify when it was made', async () => {
    const tampered = await openFreshStore(kind);
    await makeUser(tampered);
    await sql`alter table events disable trigger user`.execute(tampered.connection);
    await sql`update events set actor = 'x'`.execute(tampered.connection);
    const other = newFile();
    granted(await backupToFile(tampered, other, AT));
    await tampered.close();
    const restored = await restoreFromFile(await emptyDatabase('postgresql'), other);
    expect(restored).toMatchObject({ ok: true, problems: [{ code: 'audit-broken', severity: 'warning' }] });
  });

  it('may come from an older version: its tables are made as they were and then brought up to date', async () => {
    const older = openUnmigrated(await emptyDatabase(kind));
    await migrateTo(older.connection, '0004-process');
    await makeUser(older);
    const other = newFile();
    granted(await backupToFile(older, other, AT));
    await older.close();
    const options = await emptyDatabase(kind);
    expect(await restoreFromFile(options, other)).toMatchObject({ ok: true, value: { level: '0004-process' } });
    const copy = await openStore(options);
    await fill(copy);
    expect(codesOf(await audit.verify(copy))).toBe('ok');
    await copy.close();
  });

  it('is refused when it comes from a newer version, and so is the database itself', async () => {
    const newer = await openFreshStore(kind);
    await sql`insert into kysely_migration (name, timestamp) values ('9999-later', '2030-01-01')`.execute(
      newer.connection,
    );
    const other = newFile();
    granted(await backupToFile(newer, other, AT));
    await newer.close();
    const restored = await restoreFromFile(await emptyDatabase(kind), other);
    expect(restored.problems.map((problem) => problem.reason)).toEqual([
      reason('store-backup-newer', { level: '9999-later' }),
    ]);
  });
});
