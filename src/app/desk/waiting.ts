/** How the cases of each kind are asked for, and what all of them have in common in a queue. */
import type { Waiting } from '../../mobility/index.ts';
import type * as store from '../../store/index.ts';
import type { Doing } from '../moves/step.ts';

export type Asked = Omit<store.WaitingFilter, 'types'>;

export type Reader = (doing: Doing, asked: Asked) => Promise<Waiting[]>;

export const waitingOf = <K extends store.OwnedKind>(
  kind: K,
  { id, state, since, student, institute }: Omit<store.WaitingCase<K>, 'look'>,
): Waiting => ({ kind, id, state, since, subject: { owner: student, institute } });
