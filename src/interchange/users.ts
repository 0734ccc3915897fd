/** People who are to have an account: name, address, roles, institute. */
import {
  type ListedUser,
  listedUserSchema,
  type Result,
  reason,
  uiLanguageSchema,
  userSchema,
} from '../domain/index.ts';
import type { FileInput, ReadOptions } from './grid/grid.ts';
import { LIST_FIELDS } from './list-fields.ts';
import type { Loaded } from './loaded.ts';
import type { TableRow } from './row.ts';
import { readTable } from './table.ts';
import { readLanguages, readRoles } from './vocabulary.ts';

/** Roles that reach nothing without an institute. */
const INSTITUTE_STAFF: readonly string[] = ['adviser', 'directorate'];

/**
 * Reads a list of users. Name, address and role are required in every row; a person may have a row for each role. The institute stays as
 * printed: which one it is says who knows the institutes.
 */
export function readUsers(file: FileInput, options: ReadOptions = {}): Result<Loaded<ListedUser[]>> {
  const known = new Map<string, { readonly user: ListedUser; readonly line: number }>();
  const readRow = (row: TableRow): ListedUser | null => {
    const user = readUser(row);
    const above = user && known.get(user.email.toLowerCase());
    if (!user || !above) {
      if (user) known.set(user.email.toLowerCase(), { user, line: row.line });
      return user;
    }
    if (above.user.name !== user.name)
      row.reject('code-duplicate', 'email', reason('email-of-two', { line: `${above.line}` }), user.email);
    else above.user.roles.push(...user.roles.filter((role) => !above.user.roles.some((own) => isSame(own, role))));
    return null;
  };
  const required = [['email'], ['role'], ['person_name', 'family_name']] as const;
  return readTable(
    file,
    { name: 'users', fields: LIST_FIELDS.users, required, readRow },
    { ...file.reading, ...options },
  );
}

const isSame = (a: ListedUser['roles'][number], b: ListedUser['roles'][number]): boolean =>
  a.role === b.role && a.institute === b.institute;

function readUser(row: TableRow): ListedUser | null {
  const [name, email, printed] = [nameOfUser(row), row.text('email'), row.text('institute')];
  if (name === '') row.reject('value-missing', 'person_name', reason('cell-empty'));
  if (email === '') row.reject('value-missing', 'email', reason('cell-empty'));
  else if (!userSchema.shape.email.safeParse(email).success)
    row.reject('value-invalid', 'email', reason('email-unreadable'), email);
  const { value: roles, unread } = readRoles(row.text('role'));
  if (unread.length > 0) row.reject('value-invalid', 'role', reason('role-unknown'), unread.join(', '));
  else if (roles.size === 0) row.reject('value-missing', 'role', reason('cell-empty'));
  const institute = printed === '' ? null : printed;
  const lacking = [...roles].find((role) => INSTITUTE_STAFF.includes(role));
  if (institute === null && lacking)
    row.reject('value-missing', 'institute', reason('role-without-institute', { role: lacking }));
  const [spoken = 'en'] = row.readWords('language', readLanguages);
  const language = uiLanguageSchema.safeParse(spoken);
  if (row.rejected) return null;
  return listedUserSchema.parse({
    ...{
      name: name.slice(0, 200),
      email,
      language: row.text('language') !== '' && language.success ? language.data : null,
    },
    roles: [...roles].map((role) => ({ role, institute })),
    line: row.line,
    ...row.place,
  });
}

/** A name in several columns is joined as its script is read: family name first in Cyrillic, last elsewhere. */
function nameOfUser(row: TableRow): string {
  const whole = row.text('person_name');
  if (whole !== '') return whole;
  const [family, given, patronymic] = [row.text('family_name'), row.text('given_name'), row.text('patronymic')];
  const parts = /\p{Script=Cyrillic}|\p{Script=Han}|\p{Script=Hangul}/u.test(family)
    ? [family, given, patronymic]
    : [given, patronymic, family];
  return parts.filter((part) => part !== '').join(' ');
}
