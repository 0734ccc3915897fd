/**
 * Says what it finds in the store, then writes sequences until it is killed. Each sequence is one transaction over several tables; once
 * it has committed, its number is printed, which is the acknowledgement that a client would get.
 * usage: worker.ts '{"kind":"pglite","folder":...}' FIRST_NUMBER
 */
import { writeSync } from 'node:fs';
import type { StoreOptions } from '../../src/store/index.ts';
import { openAndInspect, writeSequence } from './sequence.ts';

const [options = '', first = '0'] = process.argv.slice(2);
const { store, finding } = await openAndInspect(JSON.parse(options) as StoreOptions);
writeSync(1, `${JSON.stringify(finding)}\n`);
for (let number = Number(first); ; number += 1) {
  await writeSequence(store, number);
  writeSync(1, `${number}\n`);
}
