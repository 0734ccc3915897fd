import { SYSTEM } from '../../store/index.ts';
import type { Caller } from '../service/service.ts';

/** The clock is nobody's account and holds no role. */
export const clockAt = (at: string): Caller => ({
  actor: { user: SYSTEM, roles: [] },
  user: {
    id: SYSTEM,
    revision: 1,
    name: 'Concord',
    email: 'clock@concord.invalid',
    language: 'en',
    roles: [],
    active: false,
  },
  at,
  by: 'session',
  scopes: null,
  once: null,
});
