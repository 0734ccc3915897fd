import { sql } from 'kysely';
import type { Connection } from '../connection.ts';

/** A host as the office knows it. */
export interface Host {
  readonly institution: string;
  readonly country: string | null;
  readonly calls: number;
  readonly catalogues: number;
  /** Whether any agreement with it is valid on the day; a host without one needs negotiation. */
  readonly partnership: 'in-force' | 'not-yet' | 'ended' | 'negotiation-needed';
}

/** Every institution of a call, an agreement or a catalogue, by name, with how the home institution stands to it on `today`. */
export async function listHosts(connection: Connection, today: string): Promise<Host[]> {
  const { rows } = await sql<Host>`
    with named as (
      select university as institution, country, 1 as calls, 0 as catalogues from calls
      union all select institution, country, 0, 0 from agreements
      union all select institution, null, 0, 1 from course_lists where kind = 'catalogue'
    ), terms as (
      select lower(institution) as key,
        bool_or(valid_from <= ${today}::date and (valid_to is null or valid_to >= ${today}::date)) as in_force,
        bool_or(valid_from > ${today}::date) as not_yet
      from agreements group by 1
    )
    select min(institution collate "C") as institution, max(country) as country,
      sum(calls)::integer as calls, sum(catalogues)::integer as catalogues,
      case when in_force then 'in-force' when not_yet then 'not-yet' when key is null then 'negotiation-needed' else 'ended' end
        as partnership
    from named left join terms on key = lower(institution)
    group by lower(institution), key, in_force, not_yet
    order by lower(min(institution collate "C")) collate "C"`.execute(connection);
  return rows;
}
