/** A list of users into accounts: new ones as an administrator makes them, without a password; those that are there stay as they are. */
import { z } from 'zod';
import {
  type Institute,
  type ListedUser,
  type Problem,
  problem,
  reason,
  roleSchema,
  titleKey,
  type User,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { everyPage } from '../service/records.ts';
import { need, type Transaction, type Work } from '../service/service.ts';

export const importedUserSchema = z.strictObject({
  outcome: z
    .enum(['new', 'same', 'differs'])
    .describe('differs: the account is there with another name, language or roles, and stays as it is'),
  name: z.string(),
  email: z.string(),
  roles: z.array(z.strictObject({ role: roleSchema, institute: z.string().nullable() })),
  /** Fields in which the account that is there differs. */
  differs: z.array(z.enum(['name', 'language', 'roles', 'active'])),
});
type ImportedUser = z.infer<typeof importedUserSchema>;

/** What rows are beside the accounts; `isKept` also makes the new ones, in the transaction that `work` then is. */
export async function takeUsers(
  work: Work | Transaction,
  rows: readonly ListedUser[],
  isKept: boolean,
): Promise<{ readonly users: ImportedUser[]; readonly unusable: Problem[] }> {
  const institutes = await everyPage((after) => store.list(work.connection, 'institute', { after, limit: 500 }));
  const byName = instituteNames(institutes);
  const users: ImportedUser[] = [];
  const unusable: Problem[] = [];
  for (const row of rows) {
    const unknown = row.roles.flatMap(({ institute }) =>
      institute !== null && !byName.has(titleKey(institute)) ? [institute] : [],
    );
    const [value] = unknown;
    if (value !== undefined) {
      const place = { line: row.line, ...(row.sheet && { sheet: row.sheet }), column: 'institute', value };
      unusable.push(problem('reference-unknown', reason('listed-institute-unknown'), place));
      continue;
    }
    const roles = row.roles.map(({ role, institute }) => ({
      role,
      institute: institute === null ? null : (byName.get(titleKey(institute)) ?? null),
    }));
    users.push(await takeUser(work, { ...row, roles }, isKept));
  }
  return { users, unusable };
}

async function takeUser(
  work: Work | Transaction,
  { name, email, language, roles }: Omit<ListedUser, 'line'>,
  isKept: boolean,
): Promise<ImportedUser> {
  const account = await store.users.findByEmail(work.connection, email);
  const imported = { name, email, roles };
  if (account) {
    const differs = differencesOf(account, { name, language, roles });
    return { ...imported, outcome: differs.length === 0 ? 'same' : 'differs', differs };
  }
  if (isKept) {
    if (!('tx' in work)) throw new Error('accounts are made in a transaction');
    const draft = { name, email, language: language ?? ('en' as const), roles, active: true };
    need(await store.create(work.tx, 'user', draft, { ...work.act, action: 'user.create' }));
  }
  return { ...imported, outcome: 'new', differs: [] };
}

const rolesText = (roles: User['roles']): string =>
  roles
    .map(({ role, institute }) => `${role} ${institute ?? ''}`)
    .sort()
    .join('|');

function differencesOf(
  account: User,
  { name, language, roles }: Pick<ListedUser, 'name' | 'language' | 'roles'>,
): ImportedUser['differs'] {
  const held = new Set(rolesText(account.roles).split('|'));
  const isHeld = rolesText(roles)
    .split('|')
    .every((role) => held.has(role));
  return [
    ...(account.name === name ? [] : (['name'] as const)),
    ...(language === null || account.language === language ? [] : (['language'] as const)),
    ...(isHeld ? [] : (['roles'] as const)),
    ...(account.active ? [] : (['active'] as const)),
  ];
}

/** Institutes by their ids, codes and names in every language; a name that two share names none. */
function instituteNames(institutes: readonly Institute[]): Map<string, string> {
  const named = new Map<string, string | null>();
  for (const { id, code, names } of institutes)
    for (const name of new Set([id, code, ...Object.values(names)].map((name) => titleKey(name))))
      named.set(name, named.has(name) && named.get(name) !== id ? null : id);
  return new Map([...named].flatMap(([name, id]) => (id === null ? [] : [[name, id] as const])));
}
