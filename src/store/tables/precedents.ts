/** Decisions on bundles as memory, found by the courses that they are about. Nothing in them leads to a person. */
import { type Selectable, sql } from 'kysely';
import {
  type BundlePrecedent,
  bundlePrecedentSchema,
  codeKey,
  type Result,
  reason,
  refuse,
  success,
  titleKey,
} from '../../domain/index.ts';
import { type Act, type Connection, recordEvent, type Tx } from '../connection.ts';
import { recordHash } from '../hash.ts';
import { constrained, notFound } from '../outcome.ts';
import { limitOf, type Page, type PageOptions, readCursor, toPage } from '../page.ts';
import type { Database } from '../schema/index.ts';
import { newId, storableText, toJson } from '../values.ts';

export interface PrecedentFilter extends PageOptions {
  readonly status?: BundlePrecedent['status'] | undefined;
  readonly decision?: BundlePrecedent['decision'] | undefined;
  readonly institute?: string | undefined;
  readonly hostInstitution?: string | undefined;
  readonly homeInstitution?: string | undefined;
  /** Valid on this day or later; leaves out what has expired. */
  readonly validOn?: string | undefined;
  /** Expiring on or before this day. */
  readonly expiresBy?: string | undefined;
}

export const precedents = {
  async create(
    tx: Tx,
    draft: Omit<BundlePrecedent, 'id'> & { readonly id?: string },
    act: Act,
  ): Promise<Result<BundlePrecedent>> {
    const precedent: BundlePrecedent = { ...draft, id: draft.id ?? newId() };
    const { id, home, host, institute, decision, status, decidedOn, validUntil } = precedent;
    const body = toJson(bundlePrecedentSchema, precedent);
    return constrained('precedent', id, async () => {
      await tx
        .insertInto('bundlePrecedents')
        .values({
          ...{ id, institute, decision, status, decidedOn, validUntil, createdAt: act.at, body },
          homeInstitution: storableText(home.institution),
          hostInstitution: storableText(host.institution),
        })
        .execute();
      const courses = (['home', 'host'] as const).flatMap((side) =>
        precedent[side].courses.map(({ code, contentHash }) => ({
          precedent: id,
          side,
          institutionKey: titleKey(precedent[side].institution),
          codeKey: codeKey(code),
          contentHash,
        })),
      );
      await tx
        .insertInto('precedentCourses')
        .values(courses)
        .onConflict((conflict) => conflict.doNothing())
        .execute();
      recordEvent(tx, act, { kind: 'precedent', id, before: null, after: recordHash(id, JSON.parse(body)) });
      return precedent;
    });
  },

  /** Changes how a precedent stands, if it still stands as `from`; else `already-decided`. */
  async setStatus(
    tx: Tx,
    {
      id,
      from,
      to,
      because,
    }: {
      readonly id: string;
      readonly from: BundlePrecedent['status'];
      readonly to: BundlePrecedent['status'];
      /** Why it was opened again: codes and figures, nobody's name. */
      readonly because: string | null;
    },
    act: Act,
  ): Promise<Result<BundlePrecedent>> {
    const row = await tx.selectFrom('bundlePrecedents').selectAll().where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row) return notFound('precedent', id);
    if (row.status !== from)
      return refuse('already-decided', reason('store-precedent-moved-on', { precedent: id, status: row.status, from }));
    await tx
      .updateTable('bundlePrecedents')
      .set({ status: to, reopenedBecause: because })
      .where('id', '=', id)
      .execute();
    const written = toPrecedent({ ...row, status: to });
    const hash = (state: BundlePrecedent) => recordHash(id, JSON.parse(JSON.stringify(state)));
    recordEvent(tx, act, { kind: 'precedent', id, before: hash(toPrecedent(row)), after: hash(written) });
    return success(written);
  },

  async find(connection: Connection, id: string): Promise<BundlePrecedent | null> {
    const row = await connection.selectFrom('bundlePrecedents').selectAll().where('id', '=', id).executeTakeFirst();
    return row ? toPrecedent(row) : null;
  },

  /** What the precedents between two institutions are at this moment: another text whenever one is made or changes how it stands. */
  async stamp(
    connection: Connection,
    { home, host }: { readonly home: string; readonly host: string },
  ): Promise<{ readonly stamp: string; readonly count: number }> {
    return connection
      .selectFrom('bundlePrecedents')
      .where('id', 'in', ofInstitution(connection, 'home', home))
      .where('id', 'in', ofInstitution(connection, 'host', host))
      .select(({ fn }) => [
        fn.countAll<number>().as('count'),
        sql<string>`coalesce(md5(string_agg(id || ' ' || status, ',' order by id)), '')`.as('stamp'),
      ])
      .executeTakeFirstOrThrow();
  },

  /** Oldest first. */
  async list(connection: Connection, filter: PrecedentFilter = {}): Promise<Page<BundlePrecedent>> {
    const { status, decision, institute, hostInstitution, homeInstitution, validOn, expiresBy, after } = filter;
    const limit = limitOf(filter);
    let query = connection.selectFrom('bundlePrecedents').selectAll();
    if (status !== undefined) query = query.where('status', '=', status);
    if (decision !== undefined) query = query.where('decision', '=', decision);
    if (institute !== undefined) query = query.where('institute', '=', institute);
    if (validOn !== undefined) query = query.where('validUntil', '>=', validOn);
    if (expiresBy !== undefined) query = query.where('validUntil', '<=', expiresBy);
    if (hostInstitution !== undefined)
      query = query.where('id', 'in', ofInstitution(connection, 'host', hostInstitution));
    if (homeInstitution !== undefined)
      query = query.where('id', 'in', ofInstitution(connection, 'home', homeInstitution));
    if (after) {
      const [at, id] = readCursor(after);
      query = query.where(sql<boolean>`(created_at, id) > (${at}::timestamptz, ${id})`);
    }
    const rows = await query
      .orderBy('createdAt')
      .orderBy('id')
      .limit(limit + 1)
      .execute();
    return toPage(rows, limit, { read: toPrecedent, cursor: ({ createdAt, id }) => [createdAt, id] });
  },

  /** Those that name one of some courses of institutions, on either side: what a new catalogue or curriculum touches. Oldest first. */
  async naming(
    connection: Connection,
    asked: readonly { readonly institution: string; readonly codes: readonly string[] }[],
  ): Promise<BundlePrecedent[]> {
    const keys = asked.flatMap(({ institution, codes }) =>
      [...new Set(codes.map(codeKey))].map((code) => ({ institution: titleKey(institution), code })),
    );
    if (keys.length === 0) return [];
    const { rows } = await sql<Selectable<Database['bundlePrecedents']>>`
      select * from bundle_precedents
      where id in (
        select precedent from precedent_courses as courses
        join jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as asked (institution text, code text)
          on courses.institution_key = asked.institution and courses.code_key = asked.code)
      order by created_at, id`.execute(connection);
    return rows.map(toPrecedent);
  },

  /**
   * Those that may need a look: opened again, at their end by a day, or decided otherwise than another about one of the same host
   * courses. Of those that are valid on `today`, oldest first.
   */
  async listToLookAt(
    connection: Connection,
    { today, expiresBy }: { readonly today: string; readonly expiresBy: string },
  ): Promise<BundlePrecedent[]> {
    const { rows } = await sql<Selectable<Database['bundlePrecedents']>>`
      with counting as (
        select id, decision = 'refused' as refused, valid_until from bundle_precedents
        where status = 'counts' and valid_until >= ${today}::date
      ), hosts as (
        select counting.id, refused, institution_key, code_key from counting
        join precedent_courses on precedent = counting.id and side = 'host'
      )
      select * from bundle_precedents where id in (
        select id from bundle_precedents where status = 'reopened' and valid_until >= ${today}::date
        union select id from counting where valid_until <= ${expiresBy}::date
        union select one.id from hosts as one join hosts as other
          on other.institution_key = one.institution_key and other.code_key = one.code_key and other.refused <> one.refused
      )
      order by created_at, id`.execute(connection);
    return rows.map(toPrecedent);
  },
};

const ofInstitution = (connection: Connection, side: 'home' | 'host', institution: string) =>
  connection
    .selectFrom('precedentCourses')
    .select('precedent')
    .where('side', '=', side)
    .where('institutionKey', '=', titleKey(institution));

const toPrecedent = ({ id, status, body }: Selectable<Database['bundlePrecedents']>): BundlePrecedent =>
  bundlePrecedentSchema.parse({ ...(body as object), id, status });
