/** How values of the database are read, the same on both databases. */

/** By the type oids of PostgreSQL's catalogue: int8 as number (counts, sizes), days as `YYYY-MM-DD`, instants as ISO 8601 in UTC. */
export const PARSERS: Readonly<Record<number, (text: string) => unknown>> = {
  20: Number, // int8
  1082: (text) => text, // date
  1184: (text) => new Date(text).toISOString(), // timestamptz
};
