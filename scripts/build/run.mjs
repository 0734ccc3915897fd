/** Runs the built program, and builds it first where there is no build of the present sources: `npm start` and `npm run concord`. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { builtFrom, fingerprint, ROOT } from './fingerprint.mjs';

// In a process of its own: what a build needs of memory would stay with the server. Standard output belongs to the program.
if (builtFrom() !== fingerprint()) {
  process.stderr.write('Building the program once; this takes from ten seconds to two minutes.\n');
  execFileSync(process.execPath, [path.join(ROOT, 'scripts/build/build.mjs')], { stdio: ['ignore', 2, 2] });
}

await import(new URL('../../dist/concord.js', import.meta.url));
