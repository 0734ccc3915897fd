/** Past human decisions as evidence: which of them speak about a home course, how near they are, and whether they still count. */
import {
  type Course,
  codeKey,
  courseSchema,
  detectLanguage,
  type Match,
  memoise,
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
  /** Positions of the host course in the catalogue index; empty when the catalogue does not have it. */
  readonly targets: readonly number[];
  /**
   * A decision of or about this host that gave its course none of the catalogue's: it was refused without naming one of them, or
   * approved for something else, as generic credit is.
   */
  readonly elsewhere: boolean;
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

/** Whether a decision names this host: by its name, by none, or by one whose decisions are mostly about this catalogue's courses. */
function hostsNamed(
  precedents: readonly Precedent[],
  targetsOf: readonly (readonly number[])[],
  hostInstitution: string | undefined,
): (precedent: Precedent) => boolean {
  const asked = titleKey(hostInstitution ?? '');
  const balance = new Map<string, number>();
  precedents.forEach((precedent, at) => {
    const named = titleKey(precedent.hostInstitution);
    balance.set(named, (balance.get(named) ?? 0) + ((targetsOf[at] ?? []).length > 0 ? 1 : -1));
  });
  return ({ hostInstitution: host }) => {
    const named = titleKey(host);
    return named === '' || named === asked || (balance.get(named) ?? 0) > 0;
  };
}

/** A decision on sets of courses, `A + B`, is one of plans and says nothing about single courses. */
const isOnSets = ({ homeCode, hostCode }: Precedent): boolean => /\s\+\s/.test(`${homeCode} ${hostCode}`);

function inOrder(precedents: readonly Precedent[]): Precedent[] {
  return precedents
    .map((precedent) => ({ precedent, key: `${pairKey(precedent)}|${JSON.stringify(precedent)}` }))
    .sort((a, b) => (a.key < b.key ? -1 : a.key > b.key ? 1 : 0))
    .map(({ precedent }) => precedent);
}

const books = new WeakMap<readonly Precedent[], WeakMap<CatalogueIndex, Map<string, PrecedentBook>>>();
/** Days and hosts that are kept of one list and catalogue. */
const MOST_BOOKS = 4;

/** The decisions read for queries against one catalogue; kept as long as both, because a server asks again and again. */
export function openBook(precedents: readonly Precedent[], index: CatalogueIndex, options: BookOptions): PrecedentBook {
  const key = JSON.stringify([options.today, options.hostInstitution]);
  const ofList = books.get(precedents) ?? new WeakMap<CatalogueIndex, Map<string, PrecedentBook>>();
  books.set(precedents, ofList);
  const ofIndex = ofList.get(index) ?? new Map<string, PrecedentBook>();
  ofList.set(index, ofIndex);
  return memoise(ofIndex, key, () => readBook(precedents, index, options), MOST_BOOKS);
}

function readBook(
  precedents: readonly Precedent[],
  catalogue: CatalogueIndex,
  { today, hostInstitution }: BookOptions,
): PrecedentBook {
  const ordered = inOrder(precedents);
  const standings = standingsOf(ordered, today);
  const positions = positionsByCode(catalogue);
  const byText = new Map<string, { course: Course; decisions: Decision[] }>();
  const targetsOf = ordered.map((precedent) =>
    (positions.get(codeKey(precedent.hostCode)) ?? []).filter((position) =>
      isAbout(precedent, catalogue.courseAt(position), hostInstitution),
    ),
  );
  const isThisHost = hostsNamed(ordered, targetsOf, hostInstitution);
  ordered.forEach((precedent, order) => {
    const targets = targetsOf[order] ?? [];
    const elsewhere = targets.length === 0 && isThisHost(precedent) && !isOnSets(precedent);
    const key = `${titleKey(precedent.homeTitle)}|${titleKey(precedent.homeDescription)}|${codeKey(precedent.homeCode)}`;
    const entry = byText.get(key) ?? { course: asCourse(precedent), decisions: [] };
    byText.set(key, entry);
    entry.decisions.push({ precedent, targets, elsewhere, order, standing: standings[order] ?? 'counts' });
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
  /** Similarity of the nearest decision that gave a like course none of this catalogue's courses; the same for all candidates. */
  readonly elsewhere: number;
  /** 1 when the decisions hold such cases at all, else 0: then their absence says something. */
  readonly elsewhereKnown: number;
}

export const NO_PRECEDENT: PrecedentMeasure = {
  ...{ approved: 0, refused: 0, share: 0, count: 0, exact: 0, elsewhere: 0, elsewhereKnown: 0 },
};

/** Keeps the share of a single faint precedent small. */
const SHARE_PRIOR = 0.05;
const ALIKE = 0.5;
const NEAREST = 30;

/** What the decisions near a course come to. */
export interface PrecedentMeasures {
  /** Of a candidate, by its position in the catalogue. */
  readonly of: (document: number) => PrecedentMeasure;
}

/** `elsewhereKnown` tells whether any decision of the book gave a course none of the catalogue's. */
export function measurePrecedents(near: readonly NearDecision[], elsewhereKnown: boolean): PrecedentMeasures {
  const counting = near.filter(({ standing }) => standing === 'counts').slice(0, NEAREST);
  const elsewhere = Math.max(0, ...counting.filter((one) => one.elsewhere).map(({ similarity }) => similarity));
  const none: PrecedentMeasure = { ...NO_PRECEDENT, elsewhere, elsewhereKnown: elsewhereKnown ? 1 : 0 };
  const giving = counting.filter((one) => one.precedent.decision === 'approved' || one.elsewhere);
  const total = giving.reduce((sum, { similarity }) => sum + similarity ** 3, SHARE_PRIOR);
  const measures = new Map<number, PrecedentMeasure>();
  for (const decision of counting) {
    for (const target of decision.targets) {
      measures.set(target, addDecision(measures.get(target) ?? none, decision, total));
    }
  }
  return { of: (document) => measures.get(document) ?? none };
}

function addDecision(known: PrecedentMeasure, decision: NearDecision, total: number): PrecedentMeasure {
  const { precedent, similarity, exact } = decision;
  if (precedent.decision === 'refused') {
    return { ...known, refused: Math.max(known.refused, similarity), exact: exact ? -1 : known.exact };
  }
  return {
    ...known,
    approved: Math.max(known.approved, similarity),
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
export function citePrecedents(near: readonly NearDecision[], position: number): Match['precedents'][number][] {
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
