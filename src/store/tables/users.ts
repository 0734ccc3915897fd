/** Finding people; they are written as the records that they are. */
import { sql } from 'kysely';
import type { Role, User } from '../../domain/index.ts';
import type { Connection, Tx } from '../connection.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import { recordOf, rowsOf } from '../records/read.ts';
import { storableText } from '../values.ts';

export interface UserFilter extends PageOptions {
  readonly role?: Role | undefined;
  /** With `role`: of this institute. */
  readonly institute?: string | undefined;
  /** Part of a name or an address. */
  readonly text?: string | undefined;
}

const isAdministrator = sql<boolean>`active and exists (
  select 1 from user_roles where user_roles."user" = users.id and role = 'administrator')`;

export const users = {
  /** By address, whatever the case of its letters. */
  async findByEmail(connection: Connection, email: string): Promise<User | null> {
    const from = sql`users as one where lower(email) = lower(${storableText(email)})`;
    const [row] = await rowsOf(connection, 'user', { from });
    return row ? recordOf('user', row) : null;
  },

  /** Erased users are not listed. Sorted by id, which tells nothing and never changes. */
  async list(connection: Connection, filter: UserFilter = {}): Promise<Page<User>> {
    const { role, institute, text, after } = filter;
    const limit = limitOf(filter);
    const wanted = [sql`erased_at is null`];
    if (after) wanted.push(sql`one.id > ${readCursor(after)[1]}`);
    if (text) wanted.push(sql`position(lower(${storableText(text)}) in lower(name || ' ' || email)) > 0`);
    if (role !== undefined)
      wanted.push(sql`exists (select 1 from user_roles as held where held."user" = one.id and held.role = ${role}
        ${institute === undefined ? sql`` : sql`and held.institute = ${institute}`})`);
    const from = sql`users as one where ${sql.join(wanted, sql` and `)} order by one.id limit ${limit + 1}`;
    return toPage(await rowsOf(connection, 'user', { from }), limit, {
      read: (row) => recordOf('user', row),
      cursor: ({ id }) => [0, id],
    });
  },

  /** Who can sign in and holds one of the roles; those of `ofInstitute` for that institute. */
  async listHolders(
    connection: Connection,
    roles: readonly Role[],
    ofInstitute: { readonly roles: readonly Role[]; readonly institute: string | null },
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
  },

  /**
   * Whoever takes an administrator away waits here for those who do so too, and then counts what they left: two who disable one
   * another at the same moment would else each see the other.
   */
  async lockAdministrators(tx: Tx): Promise<void> {
    await tx.selectFrom('users').select('id').where(isAdministrator).orderBy('id').forUpdate().execute();
  },

  /** How many administrators can sign in: the first start makes one when there is none. */
  async countAdministrators(connection: Connection): Promise<number> {
    const { count } = await connection
      .selectFrom('users')
      .where(isAdministrator)
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    return count;
  },
};
