/** The built program is that of the present sources before the first test starts it: two tests would build at once. */
import { execFileSync } from 'node:child_process';
import path from 'node:path';

export const setup = (): void =>
  void execFileSync(process.execPath, [path.resolve(import.meta.dirname, '../scripts/build/run.mjs'), '--version']);
