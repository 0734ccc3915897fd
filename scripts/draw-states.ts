/** Draws the state machines into docs/states.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadTexts } from '../src/app/index.ts';
import { drawMachines, MACHINES } from '../src/mobility/index.ts';

const root = path.resolve(import.meta.dirname, '..');
const target = path.join(root, 'docs/states.md');
writeFileSync(target, drawMachines(Object.values(MACHINES), loadTexts(path.join(root, 'rules'))));
console.log(`wrote ${target}`);
