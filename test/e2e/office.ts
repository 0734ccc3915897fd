/** A real browser on the built program with the demonstration: what the tests of the pages share. */
import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, vi } from 'vitest';
import { ROOT } from '../installed.ts';
import { coveredOf, namelessOf } from './controls.ts';

/** The machine's browser: `CHROMIUM` or where Debian puts it; undefined where there is none. */
const BROWSER = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (file) => file !== undefined && existsSync(file),
);

if (BROWSER === undefined) {
  const absence =
    'no Chromium on this machine: the tests of the pages did not run (install it, or name it in CHROMIUM)';
  // On a build server their absence is a failure; a developer without a browser is told.
  if (process.env.CI === 'true') throw new Error(absence);
  console.warn(absence);
}

export interface Office {
  readonly url: string;
  /** What the program told whoever started it. */
  readonly printed: string;
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** The demonstration, or that with its whole year, made once for each build and day, as a folder to copy. */
async function demonstration(year: boolean): Promise<string> {
  const build = createHash('sha256').update(readFileSync(path.join(ROOT, 'dist/build.json')));
  const day = new Date().toISOString().slice(0, 10);
  const kind = year ? 'year-' : 'office-';
  const folder = path.join(ROOT, 'dist', `${kind}${day}-${build.digest('hex').slice(0, 8)}`);
  if (existsSync(folder)) return folder;
  const making = mkdtempSync(path.join(ROOT, 'dist/making-'));
  const { url, stop } = await serveFrom(making, { year });
  const isFull = async (): Promise<boolean> => {
    const { filling } = (await (await fetch(`${url}/api/v1/setup`)).json()) as { filling: object | null };
    return filling === null;
  };
  await vi.waitFor(async () => expect(await isFull()).toBe(true), { timeout: 240_000, interval: 500 });
  await stop();
  // A worker beside this one may have made it meanwhile, and copies from it.
  const isEarlier = (name: string): boolean => name.startsWith(kind) && name !== path.basename(folder);
  for (const earlier of readdirSync(path.join(ROOT, 'dist')).filter(isEarlier))
    rmSync(path.join(ROOT, 'dist', earlier), { recursive: true, force: true });
  if (existsSync(folder)) rmSync(making, { recursive: true, force: true });
  else renameSync(making, folder);
  return folder;
}

/** What an office begins with: nothing (`empty`), the demonstration, or that with the cases of its year. */
interface Beginning {
  readonly year?: boolean;
  readonly empty?: boolean;
}

async function serveFrom(data: string, { year = false, empty = false }: Beginning) {
  const environment = {
    ...process.env,
    DATA_DIR: data,
    PORT: '0',
    LOG_LEVEL: 'warn',
    DEMONSTRATION_YEAR: String(year),
  };
  const demonstration = empty ? [] : ['--demonstration'];
  const server = spawn(process.execPath, [path.join(ROOT, 'dist/concord.js'), 'serve', ...demonstration], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  };
  return { ...(await addressOf(server)), stop };
}

/** Starts the built program on a store of its own, and a browser. */
async function openOffice(beginning: Beginning): Promise<Office> {
  const data = mkdtempSync(path.join(tmpdir(), 'concord-pages-'));
  if (!beginning.empty) cpSync(await demonstration(beginning.year === true), data, { recursive: true });
  const { url, printed, stop } = await serveFrom(data, beginning);
  const browser = await chromium.launch({ executablePath: BROWSER ?? '', args: ['--no-sandbox'] });
  const close = async (): Promise<void> => {
    await browser.close();
    await stop();
    rmSync(data, { recursive: true, force: true });
  };
  return { url, printed, browser, close };
}

function addressOf(server: ChildProcess): Promise<Pick<Office, 'url' | 'printed'>> {
  let printed = '';
  server.stdout?.on('data', (chunk) => {
    printed += String(chunk);
  });
  return vi.waitFor(
    () => {
      const [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (url === undefined) throw new Error(printed);
      return { url, printed };
    },
    { timeout: 90_000, interval: 100 },
  );
}

export interface View {
  readonly language: 'en' | 'ru' | 'kk';
  readonly theme: 'light' | 'dark';
  readonly width: 1440 | 390;
}

/** The first view, for what is the same in all. */
export const PLAIN: View = { language: 'en', theme: 'light', width: 1440 };

/** Tests of pages around one office, which is open while they run; without a browser they are skipped. */
export function describePages(name: string, tests: (office: Office) => void, beginning: Beginning = {}): void {
  describe.skipIf(BROWSER === undefined)(name, () => {
    const office = {} as Office;
    beforeAll(async () => {
      Object.assign(office, await openOffice(beginning));
    }, 300_000);
    afterAll(() => office.close());
    tests(office);
  });
}

/** A page in which nothing may go wrong unseen: `faults` are what the console and the page complained of. */
export interface Opened {
  readonly page: Page;
  readonly faults: string[];
}

export async function openPage(
  { url, browser }: Office,
  { language, theme, width }: View,
  options: BrowserContextOptions = {},
): Promise<Opened> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width, height: width === 390 ? 844 : 900 },
    colorScheme: theme,
    locale: 'en-GB',
    ...options,
  });
  await context.addInitScript((chosen) => {
    // The browser's own reader of PDF has no storage.
    if (globalThis.localStorage?.getItem('concord-language') === null) localStorage.setItem('concord-language', chosen);
  }, language);
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('console', (message) => {
    // A browser also reports every answer of 400 and above, which is the API's business.
    if (['error', 'warning'].includes(message.type()) && !message.text().startsWith('Failed to load resource'))
      faults.push(message.text());
  });
  page.on('pageerror', (error) => faults.push(error.message));
  return { page, faults };
}

/** Signs in as the invented person of a role, without the pages, and keeps the language of the view. */
export async function enterAs({ page }: Opened, role: string, { language }: View): Promise<void> {
  await page.goto('/sign-in');
  await page.evaluate(
    async ([asked, chosen]) => {
      const send = (address: string, method: string, body: object, headers = {}) =>
        fetch(address, {
          method,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json', ...headers },
        });
      await send('/api/v1/sign-in/demonstration', 'POST', { role: asked });
      const me = await fetch('/api/v1/me');
      await send('/api/v1/me', 'PATCH', { language: chosen }, { 'if-match': me.headers.get('etag') ?? '' });
      localStorage.setItem('concord-language', chosen);
    },
    [role, language] as const,
  );
}

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Rules of axe-core that look at colours. */
const OF_COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe-core finds on the page as it stands, each rule with the first places; by all of its rules where none are named. */
export async function violationsOf(page: Page, rules?: readonly string[]): Promise<string[]> {
  if (!(await page.evaluate(() => 'axe' in globalThis))) {
    // Injected past the page's own policy, which would admit no foreign script.
    const session = await page.context().newCDPSession(page);
    await session.send('Runtime.evaluate', { expression: AXE });
    await session.detach();
  }
  return page.evaluate(async (asked) => {
    interface Axe {
      run: (options: object) => Promise<{
        violations: { id: string; nodes: { target: unknown[]; failureSummary?: string }[] }[];
      }>;
    }
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run({ resultTypes: ['violations'], ...(asked && { runOnly: asked }) });
    return violations.map(
      ({ id, nodes }) =>
        `${id}: ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')} ${node.failureSummary ?? ''}`)
          .join(' | ')}`,
    );
  }, rules);
}

/** How far the page, or the work in its frame, could be scrolled sideways: neither ever is as a whole. */
export const overflowOf = (page: Page): Promise<number> =>
  page.evaluate(() =>
    [document.documentElement, document.querySelector('#work') ?? document.documentElement].reduce(
      (most, element) => Math.max(most, element.scrollWidth - element.clientWidth),
      0,
    ),
  );

/** Words that no page in Kazakh or Russian shows: sentences of English, months and numbers as English writes them. */
const ENGLISH =
  /\b(?:the|and|with|your|this|nothing|please|January|February|April|June|July|August|October|December)\b|\bM\d{2}\b|\d,\d{3}\.\d/;

/** Lines of the page's own text (not quoted from an institution) that are English. */
export async function englishOf(page: Page): Promise<string[]> {
  const text = await page.evaluate(() => {
    const copy = document.body.cloneNode(true) as HTMLElement;
    for (const own of copy.querySelectorAll('[lang="en"], script, style')) own.remove();
    document.body.append(copy);
    // biome-ignore lint/performance/useDomNodeTextContent: what is not displayed is not said
    const said = copy.innerText;
    copy.remove();
    return said;
  });
  return text.split('\n').filter((line) => ENGLISH.test(line));
}

/** The page as it stands in both themes and at both widths, without loading it again. What is dark has the same parts in other colours. */
export async function expectSoundAllOver(opened: Opened, { language }: Pick<View, 'language'>): Promise<void> {
  const { page } = opened;
  for (const width of [1440, 390] as const) {
    await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await violationsOf(page, OF_COLOURS)).toEqual([]);
    expect(await overflowOf(page)).toBeLessThanOrEqual(0);
    await page.emulateMedia({ colorScheme: 'light' });
    await expectSound(opened, { language, theme: 'light', width });
  }
}

/** What must hold of every screen in every view. */
export async function expectSound({ page, faults }: Opened, { language }: View): Promise<void> {
  expect(await violationsOf(page)).toEqual([]);
  expect(await overflowOf(page)).toBeLessThanOrEqual(0);
  expect(await coveredOf(page)).toEqual([]);
  expect(await namelessOf(page)).toEqual([]);
  if (language !== 'en') expect(await englishOf(page)).toEqual([]);
  expect(faults).toEqual([]);
}
