/** Which grading tables a transcript row may be compared by. */
import { type GradingTable, type Policy, type Transcript, type TranscriptRow, titleKey } from '../domain/index.ts';
import type { GradingTables } from './conversion.ts';
import type { RulesAt } from './rules-at.ts';

/** Gathers the tables of one stay once; the answer gives those of a row, narrowest group first. */
export function gatherTables(
  rules: RulesAt,
  { policy, transcript, host }: { readonly policy: Policy; readonly transcript: Transcript; readonly host: string },
): (row: TranscriptRow) => GradingTables {
  const of = (institution: string) =>
    rules.gradingTables.filter((table) => titleKey(table.institution) === titleKey(institution));
  const home = narrowestFirst(of(policy.institution));
  const known = narrowestFirst([...(transcript.gradingTables ?? []), ...of(host)]);
  return (row) => {
    const own = ownTable(row, host);
    return { host: own ? [own, ...known] : known, home, iscedF: row.iscedF ?? null, level: null };
  };
}

/** The grades of the course's own group, as the transcript prints them beside it. */
const ownTable = ({ line, scale, distribution }: TranscriptRow, institution: string): GradingTable | null =>
  distribution && scale !== null
    ? {
        id: `transcript_line_${line}`,
        institution,
        scale,
        iscedF: null,
        level: null,
        years: null,
        counts: distribution,
        validFrom: null,
        validTo: null,
        source: 'transcript of records',
        confidence: 'high',
      }
    : null;

const narrowestFirst = (tables: readonly GradingTable[]): GradingTable[] =>
  [...tables].sort((a, b) => {
    if (depth(a) === depth(b)) return a.id < b.id ? -1 : 1;
    return depth(a) > depth(b) ? -1 : 1;
  });

/** Longer fields are narrower; a table of one cycle is narrower than one of all. */
const depth = ({ iscedF, level }: GradingTable): string => `${iscedF?.length ?? 0}${level === null ? 0 : 1}`;
