/** A configuration looked at: each fault is named by its variable with what to do, and what is right is said too. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VARIABLES } from '../../src/config.ts';
import { examine } from '../../src/doctor.ts';
import { EXAMPLES } from '../../src/doctor-examples.ts';
import { type Finding, uiLanguageSchema } from '../../src/domain/index.ts';
import { openStore } from '../../src/store/index.ts';
import { RULES, TEXTS } from '../installed.ts';
import { freshDatabase } from '../store/databases.ts';
import { freePort } from '../store/postgres-server.ts';
import { startSmtp } from './smtp.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'concord-doctor-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const NOW = () => new Date().toISOString();
const GOOD = { DATA_DIR: path.join(folder, 'new'), HOME_NAME: 'An invented university', PORT: '0' };

async function found(environment: Record<string, string>, more: { file?: string; now?: () => string } = {}) {
  const findings = await examine({ ...GOOD, ...environment }, { rules: () => RULES, now: more.now ?? NOW }, more.file);
  for (const { reason } of findings)
    for (const language of uiLanguageSchema.options) expect(TEXTS.say(reason, language)).not.toBe('');
  return findings;
}
const of = (findings: readonly Finding[], severity: Finding['severity']) =>
  findings.filter((one) => one.severity === severity).map(({ variable, reason }) => `${variable} ${reason.code}`);
const faults = async (...asked: Parameters<typeof found>) => of(await found(...asked), 'error');

describe('the doctor', () => {
  it('finds nothing wrong with what is enough', async () => {
    const findings = await found({});
    expect(of(findings, 'error')).toEqual([]);
    expect(of(findings, 'fine')).toEqual(
      expect.arrayContaining(['HOME_POLICY doctor-policy', 'DATA_DIR doctor-folder-new', 'PORT doctor-port']),
    );
    expect(of(findings, 'warning')).toEqual(['SMTP_URL doctor-mail-off', 'PUBLIC_URL doctor-address-missing']);
  });

  it('has an example of every variable that can be wrong, which is right', () => {
    const free = [
      'HOME_NAME',
      'OIDC_CLIENT_SECRET',
      'npm_lifecycle_event',
      'CONCORD_EMBEDDINGS_KEY',
      'CONCORD_EMBEDDINGS_CACHE',
    ];
    expect(VARIABLES.filter((name) => !free.includes(name) && !(name in EXAMPLES))).toEqual([]);
  });

  it('names every variable that cannot be used, not the first alone, and looks at the rest', async () => {
    const wrong = {
      PORT: '70000',
      HOME_TIME_ZONE: 'Almaty',
      PUBLIC_URL: 'http://concord.example.edu',
      SMTP_URL: 'smtp://m',
    };
    const findings = await found(wrong);
    expect(of(findings, 'error').sort()).toEqual([
      'HOME_TIME_ZONE doctor-variable-unfit',
      'MAIL_FROM doctor-variable-missing',
      'PORT doctor-variable-unfit',
      'PUBLIC_URL doctor-variable-unfit',
    ]);
    expect(of(findings, 'fine')).toContain('HOME_POLICY doctor-policy');
    const port = findings.find(({ variable }) => variable === 'PORT');
    expect(port && TEXTS.remedy(port.reason, 'ru')).toBe('Укажите значение вида 8080');
  });

  it('asks after names that are slips', async () => {
    const slips = { SMPT_URL: 'x', CONCORD_OPEN_TOOL: 'true', PATH_OF_OTHERS: 'x' };
    expect(of(await found(slips), 'warning')).toEqual(
      expect.arrayContaining(['SMPT_URL doctor-variable-unknown', 'CONCORD_OPEN_TOOL doctor-variable-unknown']),
    );
    expect((await found(slips)).some(({ variable }) => variable === 'PATH_OF_OTHERS')).toBe(false);
  });

  it('knows the policies, and their days', async () => {
    expect(await faults({ HOME_POLICY: 'aupet-1999' })).toEqual(['HOME_POLICY doctor-policy-unknown']);
    expect(await faults({}, { now: () => '1999-01-01T00:00:00.000Z' })).toEqual([
      'HOME_POLICY doctor-policy-not-in-force',
    ]);
  });

  it('reads a file of variables, and says when others may read it too', async () => {
    const file = path.join(folder, 'concord.env');
    writeFileSync(file, `# secrets\nDATA_DIR="${path.join(folder, 'new')}"\nexport PORT=0\nHOME_POLICY=none\n`);
    chmodSync(file, 0o644);
    expect(await faults({}, { file })).toEqual([`${file} doctor-file-open`, 'HOME_POLICY doctor-policy-unknown']);
    chmodSync(file, 0o600);
    expect(await faults({}, { file })).toEqual(['HOME_POLICY doctor-policy-unknown']);
  });

  it('looks at a data folder, and leaves one that is in use alone', async () => {
    const data = path.join(folder, 'data');
    const store = await openStore({ kind: 'pglite', folder: data });
    expect(of(await found({ DATA_DIR: data }), 'warning')).toContain('DATA_DIR doctor-database-in-use');
    await store.close();
    expect(of(await found({ DATA_DIR: data }), 'fine')).toContain('DATA_DIR doctor-database-current');
    expect(await faults({ DATA_DIR: '/proc/nowhere' })).toEqual(['DATA_DIR doctor-folder-not-writable']);
  });

  it('looks at a PostgreSQL server: tables, clock, and why it cannot be reached', async () => {
    const database = await freshDatabase('postgresql');
    if (database.kind !== 'postgresql') throw new Error('asked for');
    const findings = await found({ DATABASE_URL: database.url });
    expect(of(findings, 'fine')).toEqual(
      expect.arrayContaining(['DATABASE_URL doctor-database-current', 'DATABASE_URL doctor-clocks']),
    );
    const later = () => new Date(Date.now() + 3_600_000).toISOString();
    expect(await faults({ DATABASE_URL: database.url }, { now: later })).toEqual(['DATABASE_URL doctor-clocks-apart']);
    const away = `postgres://concord:no@127.0.0.1:${await freePort()}/concord`;
    expect(await faults({ DATABASE_URL: away })).toEqual(['DATABASE_URL doctor-database-away']);
  });

  it('greets the server for mail', async () => {
    const smtp = await startSmtp();
    const mail = { SMTP_URL: smtp.url, MAIL_FROM: 'mobility@example.edu' };
    expect(of(await found(mail), 'fine')).toContain('SMTP_URL doctor-mail');
    await smtp.stop();
    expect(await faults(mail)).toEqual(['SMTP_URL doctor-mail-away']);
  });

  describe('on sign-in', () => {
    let provider: Server;
    let issuer = '';
    beforeAll(async () => {
      provider = createServer((request, response) => {
        const says = request.url?.startsWith('/other') ? 'https://other.example.edu' : issuer;
        response.end(JSON.stringify({ issuer: says }));
      });
      const port = await freePort();
      await new Promise<void>((resolve) => provider.listen(port, '127.0.0.1', resolve));
      issuer = `http://127.0.0.1:${port}`;
    });
    afterAll(() => provider.close());

    it('asks the provider who it is', async () => {
      const set = { OIDC_CLIENT_ID: 'concord', OIDC_CLIENT_SECRET: 's', PUBLIC_URL: 'https://concord.example.edu' };
      expect(of(await found({ ...set, OIDC_ISSUER: issuer }), 'fine')).toContain('OIDC_ISSUER doctor-openid');
      expect(await faults({ ...set, OIDC_ISSUER: `${issuer}/other` })).toEqual(['OIDC_ISSUER doctor-openid-other']);
      expect(await faults({ ...set, OIDC_ISSUER: `http://127.0.0.1:${await freePort()}` })).toEqual([
        'OIDC_ISSUER doctor-openid-away',
      ]);
      expect(await faults({ OIDC_CLIENT_ID: 'concord', OIDC_ISSUER: issuer })).toEqual([
        'PUBLIC_URL doctor-openid-no-address',
      ]);
    });
  });
});
