#!/usr/bin/env node
/** The start of the program. What commands need of the installation is wired in commands.ts, and loaded when one is asked for. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { runCli } from './cli/index.ts';

/** A reader that closes early (`| head`) is no error of ours. */
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

const { version } = JSON.parse(readFileSync(path.resolve(import.meta.dirname, '../package.json'), 'utf8')) as {
  version: string;
};

try {
  process.exitCode = await runCli(
    {
      version,
      out: (content) => void process.stdout.write(content),
      err: (text) => void process.stderr.write(text),
      progressWanted: process.stderr.isTTY === true,
      open: async () => (await import('./commands.ts')).openInstallation(version),
    },
    process.argv.slice(2),
  );
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
