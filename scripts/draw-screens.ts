/** `npm run docs:screens`: pictures of the three main screens for the README, taken from the demonstration by a real Chromium. */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type BrowserContext, chromium } from 'playwright-core';

const ROOT = path.resolve(import.meta.dirname, '..');
const FOLDER = path.join(ROOT, 'docs/screens');

/** Starts the demonstration in a folder of its own and answers its address when its year is in it. */
async function serve(data: string): Promise<{ url: string; stop: () => Promise<void> }> {
  const server = spawn(process.execPath, [path.join(ROOT, 'scripts/build/run.mjs'), 'serve', '--demonstration'], {
    env: { ...process.env, DATA_DIR: data, PORT: '0', LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let printed = '';
  server.stdout.on('data', (chunk) => {
    printed += String(chunk);
  });
  let url: string | undefined;
  while (url === undefined) {
    await wait(200);
    [url] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed) ?? [];
  }
  while (((await (await fetch(`${url}/api/v1/setup`)).json()) as { filling: object | null }).filling !== null)
    await wait(500);
  const stop = async (): Promise<void> => {
    const ended = new Promise((resolve) => server.once('exit', resolve));
    server.kill('SIGTERM');
    await ended;
  };
  return { url, stop };
}

/** Signs a new window in as the invented person of a role, and answers it with a way to ask the API as that person. */
async function enter(context: BrowserContext, url: string, role: string) {
  const { request } = context;
  const headers = { origin: url };
  await request.post(`${url}/api/v1/sign-in/demonstration`, { data: { role }, headers });
  const ask = async <T>(route: string): Promise<T> => (await request.get(`${url}/api/v1${route}`)).json() as Promise<T>;
  return { page: await context.newPage(), ask };
}

interface Items {
  readonly items: readonly { readonly id: string }[];
}

const firstOf = ({ items: [first] }: Items, what: string): string => {
  if (!first) throw new Error(`the demonstration has no ${what}`);
  return first.id;
};

/** Each picture: who looks, at what, and what has to be there. */
const SCREENS = [
  {
    name: 'plan',
    role: 'adviser',
    place: async () => '/plans/board?curriculum=curriculum_software&host=cedar_hollow_us&semester=5',
    ready: 'main article',
  },
  {
    name: 'review',
    role: 'directorate',
    place: async (ask: <T>(route: string) => Promise<T>) =>
      `/review/${firstOf(await ask<Items>('/study-plans?state=submitted'), 'submitted plan')}`,
    ready: 'main h1, main h2',
  },
  {
    name: 'recognition',
    role: 'registrar',
    place: async (ask: <T>(route: string) => Promise<T>) =>
      `/recognitions/${firstOf(await ask<Items>('/recognitions?state=prepared'), 'prepared recognition')}`,
    ready: 'main tbody tr',
  },
] as const;

const data = mkdtempSync(path.join(tmpdir(), 'concord-screens-'));
mkdirSync(FOLDER, { recursive: true });
const { url, stop } = await serve(data);
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});
try {
  for (const { name, role, place, ready } of SCREENS) {
    const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
    await context.addInitScript(() => localStorage.setItem('concord-language', 'en'));
    const { page, ask } = await enter(context, url, role);
    await page.goto(`${url}${await place(ask)}`);
    await page.locator(ready).first().waitFor({ timeout: 60_000 });
    await wait(1_500);
    await page.screenshot({ path: path.join(FOLDER, `${name}.png`) });
    await context.close();
  }
} finally {
  await browser.close();
  await stop();
  rmSync(data, { recursive: true, force: true });
}
