/** Entry of a matching thread. Plain JavaScript: a thread has no TypeScript before it has asked for it. */
import { register } from 'tsx/esm/api';

register();

export const buildShared = async (courses) => (await import('./match-tasks.ts')).buildShared(courses);
export const matchPart = async (task) => (await import('./match-tasks.ts')).matchPart(task);
