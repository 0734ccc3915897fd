/** Entry of a thread where the sources run. Plain JavaScript: a thread has no TypeScript before it has asked for it. */
import { register } from 'tsx/esm/api';

register();
export const { buildShared, makePlan, matchPart, printPaper, readKept, readListAside, readTables, sketchTexts, solve } =
  await import('./thread.ts');
