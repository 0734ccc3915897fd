/** Past human decisions as evidence: which of them speak about a home course, how near they are, and whether they still count. */
import {
  type CitedPrecedent,
  type Course,
  codeKey,
  courseSchema,
  detectLanguage,
  type Precedent,
  titleKey,
} from '../domain/index.ts';
import { buildIndex, type CatalogueIndex } from './catalogue-index.ts';

/** How a decision stands on the day of the query. */
export type Standing = 'counts' | 'expired' | 'superseded' | 'contradicted';

/** One decision with what a query needs of it. */
export interface Decision {
  readonly precedent: Precedent;
  readonly standing: Standing;
  /** Positions of the host course in the catalogue index; empty when the catalogue no longer has it. */
  readonly targets: readonly number[];
  /** Place among all decisions in an order that does not depend on the file's. */
  readonly order: number;
}

/** All decisions, found through the texts of their home courses. */
export interface PrecedentBook {
  readonly index: CatalogueIndex;
  /** Decisions by the position of their home course in `index`. */
  readonly decisions: readonly (readonly Decision[])[];
}

export interface BookOptions {
  readonly today?: string;
  readonly hostInstitution?: string;
}

function asCourse({ homeCode, homeTitle, homeDescription }: Precedent): Course {
  const language = detectLanguage(`${homeTitle} ${homeDescription}`) ?? 'en';
  return courseSchema.parse({
    code: homeCode || '-',
    titles: { [language]: homeTitle || homeCode || '-' },
    descriptions: homeDescription ? { [language]: homeDescription } : {},
  });
}

const pairKey = ({ homeInstitution, homeCode, homeTitle, hostInstitution, hostCode }: Precedent): string =>
  [
    titleKey(homeInstitution),
    codeKey(homeCode),
    titleKey(homeTitle),
    titleKey(hostInstitution),
    codeKey(hostCode),
  ].join('|');

const isExpired = ({ validUntil }: Precedent, today: string | undefined): boolean =>
  validUntil !== null && today !== undefined && validUntil < today;

/**
 * How each decision stands. Of one institution's opposite decisions on one pair the later counts; without different dates none
 * does. Different institutions may disagree: each decision counts.
 */
export function standingsOf(precedents: readonly Precedent[], today: string | undefined): Standing[] {
  const latest = new Map<string, { approved: string; refused: string }>();
  for (const precedent of precedents) {
    if (isExpired(precedent, today)) continue;
    const key = pairKey(precedent);
    const dates = latest.get(key) ?? { approved: '', refused: '' };
    const date = precedent.decidedOn ?? '0';
    if (date > dates[precedent.decision]) dates[precedent.decision] = date;
    latest.set(key, dates);
  }
  return precedents.map((precedent) => {
    if (isExpired(precedent, today)) return 'expired';
    const dates = latest.get(pairKey(precedent));
    const [own, other] =
      precedent.decision === 'approved' ? [dates?.approved, dates?.refused] : [dates?.refused, dates?.approved];
    if (!other) return 'counts';
    if (own === other) return 'contradicted';
    return (own ?? '') > other ? 'counts' : 'superseded';
  });
}

/** Positions by code of a catalogue. */
function positionsByCode({ size, courseAt }: CatalogueIndex): ReadonlyMap<string, readonly number[]> {
  const positions = new Map<string, number[]>();
  for (let position = 0; position < size; position += 1) {
    const key = codeKey(courseAt(position).code);
    positions.set(key, [...(positions.get(key) ?? []), position]);
  }
  return positions;
}

/** A decision is about this host when the institution is the same or not known, or when code and title both agree. */
function isAbout(precedent: Precedent, course: Course, hostInstitution: string | undefined): boolean {
  const [named, asked] = [titleKey(precedent.hostInstitution), titleKey(hostInstitution ?? '')];
  if (named === '' || asked === '' || named === asked) return true;
  return Object.values(course.titles).some((title) => titleKey(title) === titleKey(precedent.hostTitle));
}

function inOrder(precedents: readonly Precedent[]): Precedent[] {
  return precedents
    .map((precedent) => ({ precedent, key: `${pairKey(precedent)}|${JSON.stringify(precedent)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ precedent }) => precedent);
}

/** Reads the decisions for queries against one catalogue. */
export function openBook(
  precedents: readonly Precedent[],
  catalogue: CatalogueIndex,
  { today, hostInstitution }: BookOptions,
): PrecedentBook {
  const ordered = inOrder(precedents);
  const standings = standingsOf(ordered, today);
  const positions = positionsByCode(catalogue);
  const byText = new Map<string, { course: Course; decisions: Decision[] }>();
  ordered.forEach((precedent, order) => {
    const targets = (positions.get(codeKey(precedent.hostCode)) ?? []).filter((position) =>
      isAbout(precedent, catalogue.courseAt(position), hostInstitution),
    );
    const key = `${titleKey(precedent.homeTitle)}|${titleKey(precedent.homeDescription)}|${codeKey(precedent.homeCode)}`;
    const entry = byText.get(key) ?? { course: asCourse(precedent), decisions: [] };
    byText.set(key, entry);
    entry.decisions.push({ precedent, targets, order, standing: standings[order] ?? 'counts' });
  });
  const decisionsOf = new Map([...byText.values()].map(({ course, decisions }) => [course, decisions]));
  const index = buildIndex([...decisionsOf.keys()]);
  const decisions = Array.from(
    { length: index.size },
    (_, position) => decisionsOf.get(index.courseAt(position)) ?? [],
  );
  return { index, decisions };
}

/** A decision about a course like the home course. */
export interface NearDecision extends Decision {
  /** 0 to 1; 1 when the home course is the same by code and title. */
  readonly similarity: number;
  readonly exact: boolean;
}

/** What precedents say about one candidate. */
export interface PrecedentMeasure {
  /** Similarity of the nearest approval and refusal that count; 0 when there is none. */
  readonly approved: number;
  readonly refused: number;
  /** Share of this candidate in all near approvals, by cubed similarity, 0 to 1. */
  readonly share: number;
  /** ln(1 + number of approvals of courses more than half alike). */
  readonly count: number;
  /** +1 with an exact approval, -1 with an exact refusal that counts, else 0. */
  readonly exact: number;
}

export const NO_PRECEDENT: PrecedentMeasure = { approved: 0, refused: 0, share: 0, count: 0, exact: 0 };

/** Keeps the share of a single faint precedent small. */
const SHARE_PRIOR = 0.05;
const ALIKE = 0.5;
const NEAREST = 30;

/** The measures of every candidate that some near decision is about, by position in the catalogue. */
export function measurePrecedents(near: readonly NearDecision[]): ReadonlyMap<number, PrecedentMeasure> {
  const counting = near.filter(({ standing }) => standing === 'counts').slice(0, NEAREST);
  const approvals = counting.filter(({ precedent }) => precedent.decision === 'approved');
  const total = approvals.reduce((sum, { similarity }) => sum + similarity ** 3, SHARE_PRIOR);
  const measures = new Map<number, PrecedentMeasure>();
  for (const decision of counting) {
    for (const target of decision.targets) {
      measures.set(target, addDecision(measures.get(target) ?? NO_PRECEDENT, decision, total));
    }
  }
  return measures;
}

function addDecision(known: PrecedentMeasure, decision: NearDecision, total: number): PrecedentMeasure {
  const { precedent, similarity, exact } = decision;
  if (precedent.decision === 'refused') {
    return { ...known, refused: Math.max(known.refused, similarity), exact: exact ? -1 : known.exact };
  }
  return {
    approved: Math.max(known.approved, similarity),
    refused: known.refused,
    share: known.share + similarity ** 3 / total,
    count: similarity > ALIKE ? Math.log1p(Math.expm1(known.count) + 1) : known.count,
    exact: exact ? 1 : known.exact,
  };
}

const MOST_CITED = 4;
const CITED_FROM = 0.3;
const STANDING_WORDS: Readonly<Record<Standing, string>> = {
  counts: 'counts',
  expired: 'expired: shown, not counted',
  superseded: 'superseded by a later decision: shown, not counted',
  contradicted: 'contradicted by an opposite decision on the same pair: shown, not counted',
};

/** The decisions about one candidate as they are shown, exact ones and nearest first. */
export function citePrecedents(near: readonly NearDecision[], position: number): CitedPrecedent[] {
  return near
    .filter(({ targets, similarity, exact }) => targets.includes(position) && (exact || similarity >= CITED_FROM))
    .slice(0, MOST_CITED)
    .map(({ precedent, similarity, exact, standing }) => ({
      decision: precedent.decision,
      kind: exact ? 'exact' : 'similar',
      counts: standing === 'counts',
      reason: STANDING_WORDS[standing],
      homeInstitution: precedent.homeInstitution,
      homeCode: precedent.homeCode,
      homeTitle: precedent.homeTitle,
      hostInstitution: precedent.hostInstitution,
      hostCode: precedent.hostCode,
      decidedOn: precedent.decidedOn,
      validUntil: precedent.validUntil,
      similarity,
    }));
}
