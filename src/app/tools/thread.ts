/** What a thread can be asked to do, by name. Started by thread-pool.ts alone; from the sources by way of thread.mjs. */
export { solve } from '../../planning/index.ts';
export { readKept } from './kept-index.ts';
export { buildShared, matchPart, sketchTexts } from './match-tasks.ts';
export { printPaper, readListAside, readTables } from './paper-tasks.ts';
export { makePlan } from './plan-tasks.ts';
