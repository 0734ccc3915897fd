import type { Role } from '../../session.ts';

/** In the order of the work. */
export const ROLES = [
  'student',
  'adviser',
  'directorate',
  'registrar',
  'coordinator',
  'commission',
  'administrator',
] as const satisfies readonly Role[];

/** Roles that reach the cases of one institute. */
export const INSTITUTE_ROLES: ReadonlySet<Role> = new Set<Role>(['student', 'adviser', 'directorate']);
