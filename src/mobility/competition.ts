/** The competition for places: applicants ranked by the policy. The commission decides; this proposes. */
import {
  type Application,
  type Call,
  type CompetitionPolicy,
  type RankedApplicant,
  Rational,
} from '../domain/index.ts';
import { levelRank } from './eligibility.ts';

export type Applicant = Pick<Application, 'id' | 'facts' | 'submittedOn'>;
export interface Ranking {
  /** Best first. Applicants of equal rank stand in the order of their ids, which means nothing. */
  readonly ranked: readonly RankedApplicant[];
  /** Those who cannot be compared yet, with the criteria of which nothing is known. */
  readonly incomplete: readonly { readonly application: string; readonly missing: readonly string[] }[];
}

/** An applicant with everything that is compared. */
interface Measured {
  readonly applicant: Applicant;
  readonly figures: Readonly<Record<Exclude<CompetitionPolicy['criteria'][number]['of'], 'points'>, Rational | null>>;
  readonly score: Rational;
  readonly parts: RankedApplicant['parts'];
  readonly missing: readonly string[];
}

/** Ranks the applicants; the order in which they are given makes no difference. `languages`: those of the call. */
export function rankApplicants(
  policy: CompetitionPolicy,
  languages: Call['languages'],
  applicants: readonly Applicant[],
): Ranking {
  const rows = [...applicants]
    .sort((a, b) => (a.id < b.id ? -1 : 1))
    .map((applicant) => readRow(policy.criteria, languages, applicant));
  const complete = rows.filter(({ missing }) => missing.length === 0).sort((a, b) => part(policy, a, b).sign);
  let rank = 0;
  const ranked = complete.map((row, index): RankedApplicant => {
    const before = complete[index - 1];
    const parted = before ? part(policy, before, row) : { sign: -1, by: null };
    if (parted.sign !== 0) rank = index + 1;
    return { application: row.applicant.id, rank, score: row.score, parts: row.parts, partedBy: parted.by };
  });
  const incomplete = rows.filter(({ missing }) => missing.length > 0);
  return { ranked, incomplete: incomplete.map(({ applicant, missing }) => ({ application: applicant.id, missing })) };
}

function readRow(
  criteria: readonly CompetitionPolicy['criteria'][number][],
  languages: Call['languages'],
  applicant: Applicant,
): Measured {
  const { facts } = applicant;
  const figures = {
    gpa: facts.gpa,
    'credits-earned': facts.creditsEarned,
    'language-level': bestLevel(facts.languages, languages),
  };
  const weights = Rational.sum(criteria.map(({ weight }) => weight));
  const measured = criteria.map((criterion) => ({
    criterion,
    value: criterion.of === 'points' ? (facts.points[criterion.id] ?? null) : figures[criterion.of],
  }));
  const parts = measured.flatMap(({ criterion: { id, weight, worst, best }, value }) => {
    if (value === null) return [];
    const way = value.sub(worst).div(best.sub(worst)).max(Rational.ZERO).min(Rational.ONE);
    return [{ criterion: id, value, weight, share: way.mul(weight).div(weights) }];
  });
  const missing = measured.filter(({ value }) => value === null).map(({ criterion }) => criterion.id);
  return { applicant, figures, score: Rational.sum(parts.map(({ share }) => share)), parts, missing };
}

/** Rank of the best level in a language that the call asks for, 0 without one; a call that asks for none takes any. */
function bestLevel(own: Applicant['facts']['languages'], languages: Call['languages']): Rational | null {
  if (own === null) return null;
  const asked = new Set((languages ?? []).map(({ language }) => language));
  const counted = own.filter(({ language }) => asked.size === 0 || asked.has(language));
  return Rational.of(Math.max(0, ...counted.map(({ level }) => levelRank(level))));
}

/** Which of two comes first (negative: `a`), and the tie-break that said so; null when the score did or nothing does. */
function part({ tieBreaks }: CompetitionPolicy, a: Measured, b: Measured): { sign: number; by: string | null } {
  const byScore = b.score.cmp(a.score);
  if (byScore !== 0) return { sign: byScore, by: null };
  for (const by of tieBreaks) {
    const sign = by === 'submitted-on' ? compareDays(a, b) : compareFigures(a.figures[by], b.figures[by]);
    if (sign !== 0) return { sign, by };
  }
  return { sign: 0, by: null };
}

function compareDays(a: Measured, b: Measured): number {
  const [left, right] = [a.applicant.submittedOn ?? '9999', b.applicant.submittedOn ?? '9999'];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The higher first; what is not known last. */
function compareFigures(a: Rational | null, b: Rational | null): number {
  if (a === null || b === null) return (a === null ? 1 : 0) - (b === null ? 1 : 0);
  return b.cmp(a);
}
