/** Invented people for tests: ids alone. */
import type { Actor, Role } from '../../src/domain/index.ts';

export const person = (user: string, role?: Role, institute: string | null = null): Actor => ({
  user,
  roles: role ? [{ role, institute }] : [],
});

export const STUDENT = person('student-1', 'student');
export const ADVISER = person('adviser-1', 'adviser', 'energy');
export const DIRECTORATE = person('director-1', 'directorate', 'energy');
export const OTHER_DIRECTORATE = person('director-2', 'directorate', 'mathematics');
export const REGISTRAR = person('registrar-1', 'registrar');
export const SECOND_REGISTRAR = person('registrar-2', 'registrar');
export const COORDINATOR = person('coordinator-1', 'coordinator');
export const COMMISSION = person('member-1', 'commission');
export const ADMINISTRATOR = person('administrator-1', 'administrator');
export const STRANGER = person('stranger-1');

/** The case of STUDENT, who studies at the institute "energy". */
export const CASE = { owner: 'student-1', institute: 'energy' };
