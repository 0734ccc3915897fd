/** A real server on a free loopback port, on the project's rules and the demonstration. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { serve } from '@hono/node-server';
import { createApi } from '../../src/api/index.ts';
import { DEFAULT_PEOPLE_SETTINGS, keepLists, loadDemonstration, loadFixtures, openStore } from '../../src/app/index.ts';
import { HOME_UNIVERSITY, PROCESS, ROOT, RULES, subjects, TEXTS } from '../installed.ts';

const NOW = '2026-11-20T09:00:00.000Z';

export interface RunningServer {
  readonly url: string;
  readonly api: ReturnType<typeof createApi>;
  readonly logged: Readonly<Record<string, unknown>>[];
  readonly stop: () => Promise<void>;
}

export async function startServer(maxBodyBytes = 1024 * 1024): Promise<RunningServer> {
  const logged: Readonly<Record<string, unknown>>[] = [];
  const store = await openStore({ kind: 'pglite' });
  const service = {
    store,
    context: () => ({ rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, subjects, today: '2026-11-20' }),
    loaded: keepLists(),
    now: () => NOW,
    people: DEFAULT_PEOPLE_SETTINGS,
    process: PROCESS,
  };
  await loadDemonstration(service, () => loadFixtures(path.join(ROOT, 'fixtures')));
  const api = createApi({
    service,
    publicUrl: new URL('http://localhost'),
    openTools: true,
    trustedProxies: 0,
    openId: null,
    version: 'test',
    maxBodyBytes,
    rates: { writesPerMinute: 600, readsPerMinute: 3000 },
    log: (entry) => logged.push(entry),
  });
  const server = serve({ fetch: api.fetch, port: 0, hostname: '127.0.0.1' });
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const stop = async (): Promise<void> => {
    server.close();
    await once(server, 'close');
    await store.close();
  };
  return { url: `http://127.0.0.1:${port}`, api, logged, stop };
}
