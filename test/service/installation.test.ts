/** What whoever administers sees of an installation: its settings without secrets, the audit by day and action, and everybody's own sessions. */
import { expect, it } from 'vitest';
import { parseConfig, settingsOf } from '../../src/config.ts';
import { onEveryService } from './harness.ts';

it('settings are told with their source, and nothing of a secret or of what signs in', () => {
  const environment = {
    HOME_NAME: 'Invented University',
    DATABASE_URL: 'postgres://concord:geheim@db.example:5432/concord',
    SMTP_URL: 'smtp://post:geheim@mail.example:587',
    MAIL_FROM: 'mobility@home.example',
    OIDC_ISSUER: 'https://sso.example/realms/staff',
    OIDC_CLIENT_ID: 'concord',
    OIDC_CLIENT_SECRET: 'geheim',
  };
  const config = parseConfig(environment);
  if (!config.success) throw config.error;
  const settings = settingsOf(config.data, environment);
  const of = (name: string) => settings.find((one) => one.name === name);
  expect(JSON.stringify(settings)).not.toContain('geheim');
  expect(of('DATABASE_URL')).toMatchObject({ value: 'postgres://db.example:5432/concord', source: 'environment' });
  expect(of('SMTP_URL')?.value).toBe('smtp://mail.example:587');
  expect(of('OIDC_CLIENT_SECRET')).toMatchObject({ value: null, isSecret: true, source: 'environment' });
  expect(of('OIDC_ISSUER')?.value).toBe('https://sso.example/realms/staff');
  expect(of('HOME_TIME_ZONE')).toMatchObject({ value: 'Asia/Almaty', source: 'default' });
  expect(of('PUBLIC_URL')).toMatchObject({ value: null, source: 'unset' });
});

onEveryService('an installation', (harness) => {
  it('lists the audit by what was done and by day, oldest or newest first, page after page', async () => {
    const { request, person, clock } = harness();
    const { cookie, user } = await person('administrator');
    const body = (code: string) => ({ code, names: { en: `Institute ${code}` } });
    for (const code of ['A1', 'A2', 'A3'])
      await request('POST', '/api/v1/institutes', { cookie, body: body(`${code}-${user.id.slice(0, 8)}`) });
    const ask = async (query: string): Promise<{ items: { sequence: number; at: string }[]; next: string | null }> => {
      const of = `actor=${user.id}&action=institute.create`;
      return (await request('GET', `/api/v1/audit/events?${of}&${query}`, { cookie })).json();
    };
    const oldest = (await ask('limit=10')).items.map(({ sequence }) => sequence);
    expect(oldest).toHaveLength(3);
    expect(oldest).toEqual(oldest.toSorted((a, b) => a - b));
    const first = await ask('order=newest&limit=2');
    const rest = await ask(`order=newest&limit=2&after=${first.next}`);
    expect([...first.items, ...rest.items].map(({ sequence }) => sequence)).toEqual(oldest.toReversed());
    const day = clock.at.slice(0, 10);
    expect((await ask(`from=${day}&to=${day}`)).items).toHaveLength(3);
    expect((await ask(`to=${Number(day.slice(0, 4)) - 1}-01-01`)).items).toEqual([]);
  });

  it('shows everybody the own sessions, and ends one of them and nobody else’s', async () => {
    const { request, person, signedIn } = harness();
    const { cookie, user } = await person('adviser');
    const other = await signedIn(user);
    const stranger = (await person('adviser')).cookie;
    type Sessions = { items: { id: string; isCurrent: boolean }[] };
    const list = async (as: string): Promise<Sessions> =>
      (await request('GET', '/api/v1/me/sessions', { cookie: as })).json();
    const mine = await list(cookie);
    expect(mine.items.map(({ isCurrent }) => isCurrent).sort()).toEqual([false, true]);
    expect(JSON.stringify(mine)).not.toContain(cookie.split('=')[1]);
    const id = mine.items.find(({ isCurrent }) => !isCurrent)?.id ?? '';
    const end = async (as: string) => (await request('DELETE', `/api/v1/me/sessions/${id}`, { cookie: as })).status;
    expect(await end(stranger)).toBe(404);
    expect([await end(cookie), await end(cookie)]).toEqual([204, 404]);
    expect((await request('GET', '/api/v1/me', { cookie: other })).status).toBe(401);
    expect((await list(cookie)).items).toHaveLength(1);
  });

  it('reads the rules of the process and the subjects, with dates and sources', async () => {
    const { request, person } = harness();
    const { cookie } = await person('student');
    const get = async <T>(path: string): Promise<T> => (await request('GET', path, { cookie })).json() as Promise<T>;
    type Rules = { items: { kind: string; source: string }[] };
    const rules = await get<Rules>('/api/v1/process-rules');
    expect(new Set(rules.items.map(({ kind }) => kind))).toEqual(
      new Set(['eligibility', 'documents', 'competition', 'precedents', 'times', 'retention']),
    );
    expect(rules.items.every(({ source }) => source !== '')).toBe(true);
    type Subjects = { items: { id: string; titles: { kk: string[] } }[]; total: number };
    const found = await get<Subjects>(`/api/v1/subjects?text=${encodeURIComponent('ЭЛЕКТР МАШИНАЛАРЫ')}`);
    expect(found.total).toBeGreaterThan(0);
    expect(found.items[0]?.titles.kk.join().toLowerCase()).toContain('электр машиналары');
    const all = await get<Subjects>('/api/v1/subjects?limit=5');
    expect([all.items.length, all.total > 100]).toEqual([5, true]);
    expect((await get<Rules>('/api/v1/conversions')).items.length).toBeGreaterThan(0);
  });
});
