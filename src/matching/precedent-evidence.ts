/** What the decisions near a course come to for each candidate, and which of them are shown. */
import { type Match, type Reason, type ReasonCode, reason, type Standing } from '../domain/index.ts';
import type { NearDecision } from './precedents.ts';

/** What precedents say about one candidate. */
export interface PrecedentMeasure {
  /** Similarity of the nearest approval and refusal that count; 0 when there is none. */
  readonly approved: number;
  readonly refused: number;
  /** ln(1 + number of approvals of courses more than half alike). */
  readonly count: number;
  /** +1 with an exact approval, -1 with an exact refusal that counts, else 0. */
  readonly exact: number;
  /** Similarity of the nearest decision that gave a like course none of this catalogue's courses; the same for all candidates. */
  readonly elsewhere: number;
}

const WEIGHING = {
  /** Similarity from which an approval is counted. */
  alike: 0.5,
  /** Decisions that are weighed, nearest first. */
  nearest: 30,
  /** Decisions that are shown of one candidate, from this similarity on. */
  shown: 4,
  shownFrom: 0.3,
} as const;

/** By the candidate's position in the catalogue. */
export function measurePrecedents(near: readonly NearDecision[]): (document: number) => PrecedentMeasure {
  const counting = near.filter(({ standing }) => standing === 'counts').slice(0, WEIGHING.nearest);
  const elsewhere = Math.max(0, ...counting.filter((one) => one.elsewhere).map(({ similarity }) => similarity));
  const none: PrecedentMeasure = { approved: 0, refused: 0, count: 0, exact: 0, elsewhere };
  const measures = new Map<number, PrecedentMeasure>();
  for (const decision of counting)
    for (const target of decision.targets) measures.set(target, addDecision(measures.get(target) ?? none, decision));
  return (document) => measures.get(document) ?? none;
}

function addDecision(known: PrecedentMeasure, { precedent, similarity, exact }: NearDecision): PrecedentMeasure {
  if (precedent.decision === 'refused')
    return { ...known, refused: Math.max(known.refused, similarity), exact: exact ? -1 : known.exact };
  return {
    ...known,
    approved: Math.max(known.approved, similarity),
    count: similarity > WEIGHING.alike ? Math.log1p(Math.expm1(known.count) + 1) : known.count,
    exact: exact ? 1 : known.exact,
  };
}

const STANDINGS: Readonly<Record<Exclude<Standing, 'withdrawn'>, ReasonCode>> = {
  counts: 'precedent-counts',
  'not-yet': 'precedent-not-yet',
  expired: 'precedent-expired',
  superseded: 'precedent-superseded',
  contradicted: 'precedent-contradicted',
};

/** The decisions about one candidate as they are shown, exact ones and nearest first. */
export function citePrecedents(near: readonly NearDecision[], position: number): Match['precedents'] {
  return near
    .filter(
      ({ targets, similarity, exact }) => targets.includes(position) && (exact || similarity >= WEIGHING.shownFrom),
    )
    .slice(0, WEIGHING.shown)
    .map(({ precedent: { home, host, decision, decidedOn, validUntil }, similarity, exact, standing }) => ({
      decision: decision === 'refused' ? 'refused' : 'approved',
      kind: exact ? 'exact' : 'similar',
      counts: standing === 'counts',
      reason: { code: STANDINGS[standing], values: {} },
      homeInstitution: home.institution,
      homeCode: home.courses[0]?.code ?? '',
      homeTitle: Object.values(home.courses[0]?.titles ?? {})[0] ?? '',
      hostInstitution: host.institution,
      hostCode: host.courses[0]?.code ?? '',
      decidedOn,
      validUntil,
      similarity: Math.round(similarity * 100) / 100,
    }));
}

/** Decisions that disagree about one candidate are said, not settled. */
export function disagreementsOn(near: readonly NearDecision[], document: number): Reason[] {
  const about = near.filter(({ targets }) => targets.includes(document));
  const exact = about.filter((decision) => decision.exact && decision.standing === 'counts');
  const verdicts = new Set(exact.map(({ precedent }) => precedent.decision === 'refused'));
  return [
    ...(about.some(({ standing }) => standing === 'contradicted') ? [reason('precedents-contradict')] : []),
    ...(verdicts.size > 1 ? [reason('precedents-disagree')] : []),
  ];
}
