/** Which grading tables a grade may be compared by. */
import {
  type GradeCounts,
  type GradingTable,
  levelOf,
  type Policy,
  type Transcript,
  type TranscriptRow,
  titleKey,
} from '../domain/index.ts';
import type { GradingTables } from './conversion.ts';
import type { RulesAt } from './rules-at.ts';

/** Gathers the tables of one stay once; the answer gives those of a row, narrowest group first. */
export function gatherTables(
  rules: RulesAt,
  { policy, transcript, host }: { readonly policy: Policy; readonly transcript: Transcript; readonly host: string },
): (row: TranscriptRow) => GradingTables {
  const home = narrowestFirst(installedTables(rules, policy.institution));
  const known = narrowestFirst([...(transcript.gradingTables ?? []), ...installedTables(rules, host)]);
  return ({ line, scale, distribution, iscedF = null, level = null }) => {
    // The grades of the course's own group, as the transcript prints them beside it.
    const own =
      distribution && scale !== null ? [givenTable(`transcript_line_${line}`, scale, { counts: distribution })] : [];
    return { host: own.length > 0 ? [...own, ...known] : known, home, iscedF, level: levelOf(level) };
  };
}

/** The tables of one grade asked for by itself, narrowest group first; those that come with the question replace the installed ones. */
export function tablesFor(
  rules: RulesAt,
  {
    home,
    host,
    iscedF,
    level,
    given,
  }: {
    readonly home: string;
    readonly host: string | null;
    readonly iscedF: string | null;
    readonly level: string | null;
    readonly given: { readonly host?: GradingTable | undefined; readonly home?: GradingTable | undefined };
  },
): GradingTables {
  const installed = host === null ? [] : installedTables(rules, host);
  return {
    host: narrowestFirst(given.host ? [given.host] : installed),
    home: narrowestFirst(given.home ? [given.home] : installedTables(rules, home)),
    iscedF,
    level: levelOf(level),
  };
}

/** Counts that came with a grade, as the table of exactly its group. */
export const givenTable = (
  id: string,
  scale: string,
  { counts, sampleStated = true }: { readonly counts: GradeCounts; readonly sampleStated?: boolean | undefined },
): GradingTable => ({
  id,
  institution: '',
  scale,
  iscedF: null,
  level: null,
  years: null,
  counts,
  sampleStated,
  validFrom: null,
  validTo: null,
  source: 'given with the grade',
  confidence: 'high',
});

const installedTables = (rules: RulesAt, institution: string): GradingTable[] =>
  rules.gradingTables.filter((table) => titleKey(table.institution) === titleKey(institution));

/** Longer fields are narrower; a table of one cycle is narrower than one of all. */
function narrowestFirst(tables: readonly GradingTable[]): GradingTable[] {
  const depth = ({ iscedF, level }: GradingTable): string => `${iscedF?.length ?? 0}${level === null ? 0 : 1}`;
  return [...tables].sort((a, b) => {
    if (depth(a) === depth(b)) return a.id < b.id ? -1 : 1;
    return depth(a) > depth(b) ? -1 : 1;
  });
}
