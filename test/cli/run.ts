/** The command line in this process, on the project's rules and fixtures, on a day that stands still. */

import path from 'node:path';
import { type ExitCode, runCli } from '../../src/cli/index.ts';
import { HOME_UNIVERSITY, ROOT, RULES, subjects, TEXTS } from '../installed.ts';

export { ROOT };

export interface Ran {
  readonly code: ExitCode;
  readonly out: string;
  readonly err: string;
}

/** `data`: the folder of the database, which is made when a command asks for it. */
export async function concordOn(data: string, argv: readonly string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const code = await runCli(
    {
      version: 'test',
      out: (content) => {
        out += content;
      },
      err: (text) => {
        err += text;
      },
      progressWanted: false,
      open: async () => ({
        context: () => ({ rules: RULES, texts: TEXTS, home: HOME_UNIVERSITY, subjects, today: '2026-11-20' }),
        texts: TEXTS,
        fixtures: path.join(ROOT, 'fixtures'),
        storage: () => ({ options: { kind: 'pglite', folder: data }, now: () => '2026-11-20T09:00:00.000Z' }),
        embedder: () => undefined,
        examine: async () => [],
        serve: async () => {},
        work: async () => {},
      }),
    },
    argv,
  );
  return { code, out, err };
}
