/** Match: the courses of a curriculum against a catalogue, with what was decided on them before. */
import type { Precedent } from '../../domain/index.ts';
import type { AppContext } from './context.ts';
import { matchBatch } from './match.ts';
import type { MatchRun } from './match-run.ts';
import type { Sides } from './stay.ts';

export const matchSides = (
  context: AppContext,
  { curriculum, catalogue, precedents: decided = [] }: Sides,
  {
    top,
    semester,
    precedents = [],
  }: {
    readonly top: number;
    /** Only the home courses of this semester. */
    readonly semester?: number | undefined;
    /** Decisions beside those of the sides. */
    readonly precedents?: readonly Precedent[] | undefined;
  },
): Promise<MatchRun> =>
  matchBatch(context, {
    home: curriculum.courses.filter((course) => semester === undefined || course.semester === semester),
    host: catalogue.courses,
    homeInstitution: curriculum.institution,
    hostInstitution: catalogue.institution,
    precedents: precedents.length === 0 ? decided : [...precedents, ...decided],
    top,
  });
