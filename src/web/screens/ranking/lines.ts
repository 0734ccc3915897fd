/** The lines of a ranking as a commission reads them: who stands where, what is proposed, and what was decided since. */
import type { AnswerOf, api } from '../../api.ts';

export type ShownRanking = AnswerOf<(typeof api.calls)[':id']['ranking']['$get']>;
export type RankedApplication = AnswerOf<typeof api.applications.$get>['items'][number];
type DecidedRanking = NonNullable<ShownRanking['ranking']>;

/** `incomplete`: something that is compared is not known; `unranked`: came after the ranking, or there is none yet. */
export type Fate = 'grant' | 'own-expense' | 'reserve' | 'decline' | 'tied' | 'incomplete' | 'unranked' | 'withdrawn';

export interface RankingLine {
  readonly applicant: RankedApplication;
  readonly rank: number | null;
  /** 0 to 1; null where nothing is ranked. */
  readonly score: string | null;
  readonly parts: DecidedRanking['ranked'][number]['parts'];
  readonly partedBy: string | null;
  readonly fate: Fate;
  readonly isDecided: boolean;
  readonly reservePlace: number | null;
  /** Criteria of which nothing is known. */
  readonly missing: readonly string[];
}

/** What the commission has decided; null while it has not. */
function decidedOf({ state, award }: RankedApplication): Fate | null {
  if (state === 'withdrawn') return 'withdrawn';
  if (award) return award.funding;
  if (state === 'reserved') return 'reserve';
  return state === 'declined' ? 'decline' : null;
}

/** Those who were decided on by an earlier ranking, the ranked ones by their place, those who could not be compared, and those whom it did not look at. */
export function rankingLines(
  { ranking }: Pick<ShownRanking, 'ranking'>,
  applicants: readonly RankedApplication[],
): RankingLine[] {
  const known = new Map(applicants.map((one) => [one.id, one]));
  const bare = { rank: null, score: null, parts: [], partedBy: null, missing: [] };
  const line = (applicant: RankedApplication, found: Partial<RankingLine>): RankingLine => {
    const decided = decidedOf(applicant);
    return {
      ...bare,
      applicant,
      fate: decided ?? found.fate ?? 'unranked',
      isDecided: decided !== null,
      reservePlace: decided ? applicant.reservePlace : (found.reservePlace ?? null),
      ...(found.rank != null && {
        rank: found.rank,
        score: found.score ?? null,
        parts: found.parts ?? [],
        partedBy: found.partedBy ?? null,
      }),
      missing: found.missing ?? [],
    };
  };
  const proposed = new Map(ranking?.proposals.map((one) => [one.application, one]));
  const ranked = (ranking?.ranked ?? []).flatMap(({ application, ...place }) => {
    const applicant = known.get(application);
    const proposal = proposed.get(application);
    const fate = proposal?.proposal === 'award' ? (proposal.funding ?? 'own-expense') : proposal?.proposal;
    return applicant
      ? [line(applicant, { ...place, ...(fate && { fate }), reservePlace: proposal?.reservePlace ?? null })]
      : [];
  });
  const incomplete = (ranking?.incomplete ?? []).flatMap(({ application, missing }) => {
    const applicant = known.get(application);
    return applicant ? [line(applicant, { fate: 'incomplete', missing })] : [];
  });
  const seen = new Set([...ranked, ...incomplete].map(({ applicant }) => applicant.id));
  const others = applicants.filter((one) => !seen.has(one.id)).map((one) => line(one, {}));
  const before = others.filter(({ isDecided, fate }) => isDecided && fate !== 'withdrawn');
  const open = others.filter(({ applicant }) => applicant.state === 'eligible');
  return [...before, ...ranked, ...incomplete, ...open];
}

const hasPlace = ({ fate }: Pick<RankingLine, 'fate'>): boolean => fate === 'grant' || fate === 'own-expense';

/** After how many lines the places end; null where nobody who is ranked goes without one. */
export function cutOf(lines: readonly Pick<RankingLine, 'fate' | 'rank'>[]): number | null {
  const ranked = lines.filter(({ rank }) => rank !== null);
  const after = ranked.findLastIndex(hasPlace) + 1;
  return after === 0 || after === ranked.length ? null : after;
}

/** Those whom carrying out would decide: above the first who are equal at the last place. */
export function toCarryOut<L extends Pick<RankingLine, 'fate' | 'rank' | 'isDecided'>>(lines: readonly L[]): L[] {
  const ties = lines.flatMap(({ fate, isDecided, rank }) =>
    fate === 'tied' && !isDecided && rank !== null ? [rank] : [],
  );
  const tie = Math.min(...ties);
  return lines.filter(
    ({ fate, isDecided, rank }) => !isDecided && rank !== null && rank < tie && fate !== 'tied' && fate !== 'withdrawn',
  );
}

/** Points as they were typed, by application and criterion. */
export type TypedPoints = Readonly<Record<string, Readonly<Record<string, string>>>>;

const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native'] as const;
type Levels = RankedApplication['facts']['languages'];

/** The best level in a language that the call asks for, in any where it asks none: 0 without one, null where nothing is known. */
export function levelOf(own: Levels, asked: readonly { readonly language: string }[] | null): number | null {
  if (own === null) return null;
  const wanted = new Set((asked ?? []).map(({ language }) => language));
  const counted = own.filter(({ language }) => wanted.size === 0 || wanted.has(language));
  return Math.max(0, ...counted.map(({ level }) => LEVELS.indexOf(level) + 1));
}
