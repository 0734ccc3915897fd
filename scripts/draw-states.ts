/** Draws the state machines into docs/states.md. */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { drawMachines, MACHINES } from '../src/mobility/index.ts';

const target = path.resolve(import.meta.dirname, '../docs/states.md');
writeFileSync(target, drawMachines(Object.values(MACHINES)));
console.log(`wrote ${target}`);
