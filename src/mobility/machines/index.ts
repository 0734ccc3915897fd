/** The lives of the process, as data, and the one function that walks them. */
import { APPEAL } from './appeal.ts';
import { APPLICATION } from './application.ts';
import { CHANGE } from './change.ts';
import { DOCUMENT } from './document.ts';
import { PLAN } from './plan.ts';
import { RECOGNITION } from './recognition.ts';

/** All machines by their id. */
export const MACHINES = {
  application: APPLICATION,
  document: DOCUMENT,
  plan: PLAN,
  change: CHANGE,
  recognition: RECOGNITION,
  appeal: APPEAL,
} as const;

export { drawMachines } from './draw.ts';
export type { Effect, Holds, Machine, Transition } from './machine.ts';
export { eventsNow, nextState, stateOf, transitionOf } from './next-state.ts';
