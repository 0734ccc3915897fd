import { sql } from 'kysely';
import { type Result, type User, userSchema } from '../../domain/index.ts';
import { recordHash } from '../audit/chain.ts';
import { type Act, type Connection, NOBODY, type Tx } from '../connection.ts';
import { constrained, notFound, versionConflict } from '../outcome.ts';
import type { Draft } from '../records/kinds.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../records/page.ts';
import { recordEvent } from '../records/write.ts';
import type { Database } from '../schema/index.ts';
import { newId, storableText } from '../values.ts';

const WHAT = 'user';

/** An e-mail address that is taken, in any case of its letters, answers `already-exists`. */
export async function createUser(tx: Tx, draft: Draft<User>, act: Act): Promise<Result<User>> {
  const [id, salt] = [draft.id ?? newId(), newId()];
  const user = userSchema.parse({ ...draft, id, revision: 1 });
  return constrained(WHAT, id, async () => {
    await tx
      .insertInto('users')
      .values({ id, revision: 1, salt, ...columnsOf(user), createdAt: act.at, updatedAt: act.at, erasedAt: null })
      .execute();
    return finishWrite(tx, { id, salt, roles: user.roles, before: null }, act);
  });
}

/** Replaces name, address, language, roles and whether the account is active. `version-conflict`, `not-found`, `already-exists`. */
export async function updateUser(tx: Tx, user: User, act: Act): Promise<Result<User>> {
  const { id, revision, roles } = userSchema.parse(user);
  const stored = await tx.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!stored) return notFound(WHAT, id);
  if (stored.revision !== revision) return versionConflict(WHAT, id, stored.revision);
  const before = await userHash(tx, stored);
  return constrained(WHAT, id, async () => {
    await tx
      .updateTable('users')
      .set({ ...columnsOf(user), revision: revision + 1, updatedAt: act.at })
      .where('id', '=', id)
      .execute();
    await tx.deleteFrom('userRoles').where('user', '=', id).execute();
    return finishWrite(tx, { id, salt: stored.salt, roles, before }, act);
  });
}

const columnsOf = ({ name, email, language, active }: User) => ({
  name: storableText(name),
  email: storableText(email),
  language,
  active,
});

async function finishWrite(
  tx: Tx,
  {
    id,
    salt,
    roles,
    before,
  }: { id: string; salt: string; roles: readonly User['roles'][number][]; before: string | null },
  act: Act,
): Promise<User> {
  if (roles.length > 0)
    await tx
      .insertInto('userRoles')
      .values(roles.map(({ role, institute }) => ({ user: id, role, institute })))
      .execute();
  const written = await findUser(tx, id);
  if (!written) throw new Error('the user that was written is not there');
  recordEvent(tx, act, { kind: WHAT, id, before, after: recordHash(salt, written) });
  return written;
}

const erasedColumns = (id: string, at: string) => ({
  name: 'erased',
  email: `${id}@erased.invalid`,
  active: false,
  erasedAt: at,
  updatedAt: at,
});

/** The account to which belongs what has lost its person. */
export async function makeNobody(tx: Tx, act: Act): Promise<void> {
  const salt = newId();
  const made = await tx
    .insertInto('users')
    .values({
      ...{ id: NOBODY, revision: 1, salt, language: 'en', createdAt: act.at },
      ...erasedColumns(NOBODY, act.at),
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  if (made) await finishWrite(tx, { id: NOBODY, salt, roles: [], before: null }, act);
}

/** Takes away name, address, roles and the account; the id stays, and belongs to nobody any more. Does no harm when done again. */
export async function eraseUser(tx: Tx, id: string, act: Act): Promise<void> {
  const stored = await tx.selectFrom('users').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
  if (!stored || stored.erasedAt !== null) return;
  const before = await userHash(tx, stored);
  const salt = newId();
  await tx
    .updateTable('users')
    .set({ ...erasedColumns(id, act.at), lastSignInAt: null, revision: stored.revision + 1, salt })
    .where('id', '=', id)
    .execute();
  await tx.deleteFrom('userRoles').where('user', '=', id).execute();
  await finishWrite(tx, { id, salt, roles: [], before }, act);
}

/** The hash under which the audit knows a user's present state. */
export const userHash = async (connection: Connection, row: Pick<Database['users'], 'id' | 'salt'>): Promise<string> =>
  recordHash(row.salt, await findUser(connection, row.id));

/** What a user is made of, the roles with the rest in one reading. */
export const USER_COLUMNS = [
  'users.id',
  'users.revision',
  'users.name',
  'users.email',
  'users.language',
  'users.active',
] as const;
export const ROLES_OF_USER = sql<unknown>`(
  select coalesce(json_agg(json_build_object('role', role, 'institute', institute)
    order by role collate "C", institute collate "C" nulls first), '[]'::json)
  from user_roles where user_roles."user" = users.id)`.as('roles');

const usersIn = (connection: Connection) => connection.selectFrom('users').select(USER_COLUMNS).select(ROLES_OF_USER);

export async function findUser(connection: Connection, id: string): Promise<User | null> {
  const row = await usersIn(connection).where('id', '=', id).executeTakeFirst();
  return row ? userSchema.parse(row) : null;
}

/** By address, whatever the case of its letters. */
export async function findUserByEmail(connection: Connection, email: string): Promise<User | null> {
  const row = await usersIn(connection)
    .where(sql<boolean>`lower(email) = lower(${storableText(email)})`)
    .executeTakeFirst();
  return row ? userSchema.parse(row) : null;
}

export interface UserFilter extends PageOptions {
  readonly role?: User['roles'][number]['role'] | undefined;
  /** With `role`: of this institute. */
  readonly institute?: string | undefined;
  /** Part of a name or an address. */
  readonly text?: string | undefined;
}

/** Erased users are not listed. Sorted by id, which tells nothing and never changes. */
export async function listUsers(connection: Connection, filter: UserFilter = {}): Promise<Page<User>> {
  const { role, institute, text, after } = filter;
  const limit = limitOf(filter);
  let query = usersIn(connection).where('erasedAt', 'is', null);
  if (after) query = query.where('id', '>', readCursor(after)[1]);
  if (text)
    query = query.where(sql<boolean>`position(lower(${storableText(text)}) in lower(name || ' ' || email)) > 0`);
  if (role !== undefined)
    query = query.where(({ exists, selectFrom }) => {
      const held = selectFrom('userRoles').select('userRoles.user').whereRef('userRoles.user', '=', 'users.id');
      const ofRole = held.where('role', '=', role);
      return exists(institute === undefined ? ofRole : ofRole.where('institute', '=', institute));
    });
  const rows = await query
    .orderBy('id')
    .limit(limit + 1)
    .execute();
  return toPage(rows, limit, { read: (row) => userSchema.parse(row), cursor: ({ id }) => [0, id] });
}

/** Who can sign in and holds one of the roles; those of `ofInstitute` for that institute. */
export async function listHolders(
  connection: Connection,
  roles: readonly User['roles'][number]['role'][],
  ofInstitute: { readonly roles: readonly User['roles'][number]['role'][]; readonly institute: string | null },
): Promise<{ readonly user: string; readonly role: string }[]> {
  if (roles.length + ofInstitute.roles.length === 0) return [];
  return connection
    .selectFrom('userRoles')
    .innerJoin('users', 'users.id', 'userRoles.user')
    .where('active', '=', true)
    .where(({ or, and, eb }) =>
      or([
        ...(roles.length > 0 ? [eb('role', 'in', roles)] : []),
        ...(ofInstitute.roles.length > 0
          ? [and([eb('role', 'in', ofInstitute.roles), eb('institute', '=', ofInstitute.institute)])]
          : []),
      ]),
    )
    .select(['userRoles.user', 'role'])
    .distinct()
    .orderBy('userRoles.user')
    .limit(2000)
    .execute();
}

/**
 * Whoever takes an administrator away waits here for those who do so too, and then counts what they left: two who disable one another
 * at the same moment would else each see the other.
 */
export async function lockAdministrators(tx: Tx): Promise<void> {
  await tx
    .selectFrom('users')
    .select('id')
    .where('active', '=', true)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('userRoles')
          .select('userRoles.user')
          .whereRef('userRoles.user', '=', 'users.id')
          .where('role', '=', 'administrator'),
      ),
    )
    .orderBy('id')
    .forUpdate()
    .execute();
}

/** How many administrators can sign in: the first start makes one when there is none. */
export async function countActiveAdministrators(connection: Connection): Promise<number> {
  const { count } = await connection
    .selectFrom('users')
    .innerJoin('userRoles', 'userRoles.user', 'users.id')
    .where('role', '=', 'administrator')
    .where('active', '=', true)
    .select(({ fn }) => fn.count<number>('users.id').distinct().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}
