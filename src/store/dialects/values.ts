/** How values of the database are read, the same on both databases. */

/** Type oids of PostgreSQL's catalogue. */
const [INT8, DATE, TIMESTAMPTZ] = [20, 1082, 1184];

/** int8 as number (counts, sizes), days as `YYYY-MM-DD`, instants as ISO 8601 in UTC. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  [INT8]: Number,
  [DATE]: (text) => text,
  [TIMESTAMPTZ]: (text) => new Date(text).toISOString(),
};
