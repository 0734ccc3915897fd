/**
 * `npm run bench:pages [-- --courses 100000]`: what a person at the pages waits for, in a real Chromium against the built program: the first load in kB, when it can
 * be used, a list of 9,000 rows that is scrolled, search as one types over all stored courses, and a pin on the board. Writes bench/results/pages-DATE.md.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { type Browser, chromium, type Page } from 'playwright-core';
import { LONG_LIST, storeLists } from './lib/catalogues.ts';
import { keepPage, quantile, row, today } from './lib/page.ts';
import { PINS, pinned, QUERIES } from './lib/questions.ts';

const { values } = parseArgs({ options: { courses: { type: 'string', default: '100000' } } });
const ROOT = path.resolve(import.meta.dirname, '..');
const note = (text: string): void => void process.stderr.write(`${text}\n`);

async function serve(data: string) {
  const environment = { ...process.env, DATA_DIR: data, PORT: '0', LOG_LEVEL: 'warn', DEMONSTRATION_YEAR: 'false' };
  const args = [path.join(ROOT, 'dist/concord.js'), 'serve', '--demonstration'];
  const server = spawn(process.execPath, args, { env: environment, stdio: ['ignore', 'pipe', 'inherit'] });
  const url = await new Promise<string>((resolve) => {
    let printed = '';
    server.stdout.on('data', (chunk) => {
      printed += String(chunk);
      const [found] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
      if (found) resolve(found);
    });
  });
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  };
  return { url, stop };
}

async function enter(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto('/sign-in');
  await page.evaluate(async () => {
    const headers = { 'content-type': 'application/json' };
    await fetch('/api/v1/sign-in/demonstration', { method: 'POST', headers, body: '{"role":"adviser"}' });
  });
  return page;
}

/** kB of JavaScript over the wire, and milliseconds from the first request until the page can be used. */
async function firstLoad(browser: Browser, url: string) {
  const context = await browser.newContext({ baseURL: url });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const scripts = new Map<string, boolean>();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) =>
    scripts.set(requestId, /javascript/.test(response.mimeType)),
  );
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (scripts.get(requestId)) bytes += encodedDataLength;
  });
  const begun = performance.now();
  await page.goto('/sign-in');
  await page.getByRole('button').first().click({ trial: true });
  const milliseconds = performance.now() - begun;
  await page.waitForLoadState('networkidle');
  await context.close();
  return { kilobytes: bytes / 1000, milliseconds };
}

/** Frames a second, and the longest frame, while all rows of a list are scrolled through in five seconds. */
async function scrolling(page: Page, list: string) {
  await page.goto(`/catalogues/${list}`);
  await page.locator('tbody tr').first().waitFor();
  // The end of what is there brings the next rows, until all are.
  await page.waitForFunction(
    (rows) => {
      const work = document.querySelector('#work') as HTMLElement;
      work.scrollTop = work.scrollHeight;
      return document.querySelector(`tr[aria-rowindex="${rows + 1}"]`) !== null;
    },
    LONG_LIST,
    { timeout: 120_000 },
  );
  return page.evaluate(async () => {
    const work = document.querySelector('#work') as HTMLElement;
    const frames: number[] = [];
    const begun = performance.now();
    let last = begun;
    while (last - begun < 5000) {
      const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
      frames.push(now - last);
      last = now;
      work.scrollTop = ((last - begun) / 5000) * work.scrollHeight;
    }
    return {
      perSecond: frames.length / 5,
      longest: Math.max(...frames.slice(1)),
      rows: Number(document.querySelector('table')?.getAttribute('aria-rowcount')) - 1,
    };
  });
}

/** Milliseconds of each search over HTTP, after the first that reads the lists. */
async function searching(page: Page): Promise<{ readonly first: number; readonly times: readonly number[] }> {
  const ask = (text: string): Promise<number> =>
    page.evaluate(async (asked) => {
      const begun = performance.now();
      await (await fetch(`/api/v1/courses/search?q=${encodeURIComponent(asked)}`)).json();
      return performance.now() - begun;
    }, text);
  const first = await ask('seminar');
  const times: number[] = [];
  for (let round = 0; round < 5; round += 1) for (const text of QUERIES) times.push(await ask(text));
  return { first, times };
}

/** Milliseconds until three plans of two semesters, twelve courses, are there again after a pin. */
async function pinning(page: Page) {
  const ask = (pins: readonly object[]) =>
    page.evaluate(async (asked) => {
      const begun = performance.now();
      const answer = await fetch('/api/v1/plan/alternatives', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(asked),
      });
      const { plans } = (await answer.json()) as { plans?: { plan: { bundles: { host: object[] }[] } }[] };
      const courses = plans?.[0]?.plan.bundles.flatMap(({ host }) => host).length ?? 0;
      return { milliseconds: performance.now() - begun, courses };
    }, pinned(pins));
  const { courses } = await ask([]);
  const times: number[] = [];
  for (const [home, host] of PINS) times.push((await ask([{ home, host }])).milliseconds);
  return { courses, times };
}

const BROWSER = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/google-chrome'].find(
  (file) => file && existsSync(file),
);
if (!BROWSER) throw new Error('no Chromium on this machine: name one in CHROMIUM');
const data = mkdtempSync(path.join(tmpdir(), 'concord-bench-pages-'));
const begin = await serve(data);
await begin.stop();
const long = await storeLists({ kind: 'pglite', folder: data }, Number(values.courses), note);
const server = await serve(data);
const browser = await chromium.launch({ executablePath: BROWSER, args: ['--no-sandbox'] });
try {
  const loads = [];
  for (let round = 0; round < 5; round += 1) loads.push(await firstLoad(browser, server.url));
  const page = await enter(browser, server.url);
  note('searching');
  const search = await searching(page);
  note('pinning');
  const pin = await pinning(page);
  note('scrolling');
  const scroll = await scrolling(page, long);
  const whole = (value: number): string => value.toFixed(0);
  const { version } = JSON.parse(readFileSync(path.join(ROOT, 'package.json'), 'utf8')) as { version: string };
  keepPage(
    `pages-${today()}`,
    [
      `# Pages, ${today()}`,
      '',
      `Concord ${version}, Chromium ${browser.version()}, Node ${process.version}, ${Number(values.courses)} stored courses on an embedded database; load of the machine at the end ${loadavg()[0]?.toFixed(1)}.`,
      '',
      row(['what', 'measured', 'must']),
      row(['---', '---', '---']),
      row(['first load, compressed JavaScript of the sign-in', `${whole(loads[0]?.kilobytes ?? 0)} kB`, '260 kB']),
      row([
        'ready, median of five cold browsers',
        `${whole(
          quantile(
            loads.map(({ milliseconds }) => milliseconds),
            0.5,
          ),
        )} ms`,
        '1,500 ms',
      ]),
      row([
        `list of ${scroll.rows} rows, scrolled in five seconds`,
        `${whole(scroll.perSecond)} frames a second, longest ${whole(scroll.longest)} ms`,
        '60',
      ]),
      row(['search as one types over HTTP, p50', `${whole(quantile(search.times, 0.5))} ms`, '']),
      row(['the same, p95', `${whole(quantile(search.times, 0.95))} ms`, '100 ms']),
      row(['the very first search, which reads the lists', `${whole(search.first)} ms`, '']),
      row([
        `a pin, three plans of ${pin.courses} courses again, median`,
        `${whole(quantile(pin.times, 0.5))} ms`,
        '1,000 ms',
      ]),
      row(['the same, longest of five', `${whole(Math.max(...pin.times))} ms`, '']),
    ].join('\n'),
  );
} finally {
  await browser.close();
  await server.stop();
  rmSync(data, { recursive: true, force: true });
}
