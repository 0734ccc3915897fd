/** One walk through every screen of every role in an office of hostile texts: they are shown as what they are, and nothing runs, breaks or sticks out. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { beforeAll, expect, it } from 'vitest';
import { PLACES } from '../../src/web/frame/navigation.ts';
import { ROOT } from '../installed.ts';
import { coveredOf, namelessOf } from './controls.ts';
import { HOSTILE, type HostileOffice, makeHostileOffice } from './hostile-office.ts';
import { describePages, enterAs, type Opened, openPage, overflowOf, PLAIN } from './office.ts';

const ROLES = ['adviser', 'directorate', 'registrar', 'coordinator', 'commission', 'administrator', 'student'] as const;

/** What the navigation leads to, and what hangs below it. */
function addressesOf(made: HostileOffice): Readonly<Record<(typeof ROLES)[number], readonly string[]>> {
  const stay = `curriculum=${made.curriculum}&semester=5`;
  const code = (text: string): string => encodeURIComponent(text);
  const [plan, asked, agreed] = made.plans.map(({ id }) => id);
  const places = (role: (typeof ROLES)[number]): string[] => PLACES[role].map(({ to }) => to);
  const imports = (...kinds: string[]): string[] =>
    kinds.flatMap((kind) => [`/import/${kind}`, `/import/${kind}/${made.imports[kind]}`]);
  return {
    adviser: [
      ...places('adviser'),
      `/courses?q=electrical&for=${made.curriculum}:${code(made.homeCode)}`,
      `/courses?q=${code(HOSTILE)}`,
      `/match/${made.curriculum}/${code(made.homeCode)}/${made.catalogue}/${code(made.hostCode)}`,
      `/plans/board?${stay}&host=${made.catalogue}`,
      `/compare?${stay}`,
      `/students/${made.student.id}`,
      ...[plan, asked, agreed].map((id) => `/plans/${id}`),
      `/plans/${agreed}/change`,
      `/precedents/${made.precedent}`,
      `/catalogues/${made.catalogue}`,
      `/curricula/${made.curriculum}`,
      ...['/account', '/notices', '/rules', '/rules/law', '/help'],
      made.shared,
    ],
    directorate: [
      ...places('directorate').filter((to) => to !== '/report'),
      `/review/${plan}`,
      `/review/${asked}`,
      `/changes/${made.change}`,
      `/passed-on/${made.passedOn}`,
      `/report/${new Date().toISOString().slice(0, 7)}`,
      ...imports('precedents'),
    ],
    registrar: [
      ...places('registrar'),
      `/recognitions/${made.recognition}`,
      `/transcripts/${made.transcript}`,
      ...imports('curriculum'),
    ],
    coordinator: [
      ...places('coordinator'),
      '/calls/new',
      `/calls/${made.call}`,
      `/calls/${made.call}/edit`,
      `/applications/${made.application}`,
      ...imports('catalogue', 'calls'),
    ],
    commission: [...places('commission'), `/calls/${made.call}/ranking`, `/appeals/${made.appeal}`],
    administrator: [...places('administrator'), `/admin/accounts/${made.student.id}`, '/welcome', ...imports('users')],
    student: [...places('student'), `/calls/${made.call}`],
  };
}

/** Addresses that the pages know, as patterns. */
function patterns(): string[] {
  const folder = path.join(ROOT, 'src/web/routes');
  return readdirSync(folder).flatMap((name) =>
    [...readFileSync(path.join(folder, name), 'utf8').matchAll(/path: '(\/[^']+)'/g)].map(
      ([, pattern = '']) => pattern,
    ),
  );
}

const isLike = (pattern: string, address: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/\$\w+/g, '[^/]+')}$`).test(address.replace(/[?#].*$/, ''));

/** Until no grey line stands for an answer, twice: a part of a screen may ask after another has its answer. */
async function settle(page: Page): Promise<void> {
  await page.locator('#work, main').first().waitFor();
  for (const pause of [200, 100]) {
    await page.waitForTimeout(pause);
    await expect.poll(() => page.locator('[role=status] [aria-hidden]').count(), { timeout: 60_000 }).toBe(0);
  }
}

async function faultsOf({ page, faults }: Opened): Promise<string[]> {
  const found: string[] = [];
  for (const width of [1440, 390]) {
    await page.setViewportSize({ width, height: 844 });
    const beyond = await overflowOf(page);
    if (beyond > 0) found.push(`${width} px: ${beyond} px beyond`);
    found.push(...(await coveredOf(page)).map((one) => `${width} px: ${one}`));
  }
  found.push(...(await namelessOf(page)).map((one) => `no name: ${one}`));
  const ran = await page.evaluate(() => 'stung' in globalThis || document.querySelector('img[src=x]') !== null);
  if (ran) found.push('a text became a part of the page');
  if (
    (await page
      .locator('main')
      .getByText(/\[object Object\]|undefined|NaN/)
      .count()) > 0
  )
    found.push('says nothing');
  return [...found, ...faults.splice(0)];
}

describePages('an office of hostile texts', (office) => {
  let made: HostileOffice;
  beforeAll(async () => {
    made = await makeHostileOffice(office.url);
  }, 300_000);

  it('is walked on every address that the pages know', () => {
    const walked = Object.values(addressesOf(made)).flat();
    // The report of no month leads to that of this one.
    const open = ['/report'];
    expect(
      patterns().filter((pattern) => !open.includes(pattern) && !walked.some((one) => isLike(pattern, one))),
    ).toEqual([]);
  });

  it.each(ROLES)('shows the texts as texts to the %s', { timeout: 300_000 }, async (role) => {
    const view = { ...PLAIN, language: 'ru' } as const;
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, role, view);
    const found: Record<string, string[]> = {};
    let shown = 0;
    for (const address of addressesOf(made)[role]) {
      await page.goto(address);
      await settle(page);
      const faults = await faultsOf(opened);
      if (faults.length > 0) found[address] = faults;
      if ((await page.getByText('<script>stung=1</script>').count()) > 0) shown += 1;
    }
    expect(found).toEqual({});
    expect(shown).toBeGreaterThan(role === 'student' ? 0 : 4);
    await page.context().close();
  });
});
