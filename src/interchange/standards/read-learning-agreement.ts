/**
 * An EWP learning agreement (omobility-las) as a plan. Its two tables are not linked: unless one course stands in each, all of table A together replace
 * all of table B, which is what the guidelines to the agreement say. The annex that Concord writes beside it links them.
 */
import {
  type AgreementAnnex,
  agreementAnnexSchema,
  type Bundle,
  codeKey,
  failure,
  type Plan,
  type PlannedCourse,
  planSchema,
  Rational,
  type Result,
  reason,
  shown,
  success,
} from '../../domain/index.ts';
import type { FileInput } from '../grid/grid.ts';
import { ProblemLog } from '../problems.ts';
import { decodeXml } from '../xml-transcript/decode-xml.ts';
import { parseXml } from '../xml-transcript/parse-xml.ts';
import {
  attributeOf,
  childNamed,
  childrenNamed,
  childText,
  descendantsNamed,
  elementPlace,
  type XmlElement,
} from '../xml-transcript/xml-element.ts';

/**
 * The agreed state: the first version with the approved changes; where nothing is agreed yet, the proposal, which is said. `annex`: the links that
 * Concord writes beside an agreement; they have to name its courses, each once.
 */
export function readLearningAgreement(file: FileInput, annex?: FileInput): Result<Plan> {
  const log = new ProblemLog(file.name);
  const text = decodeXml(file.bytes, log);
  const root = text === null ? null : parseXml(text, log);
  if (root === null) return failure(...log.list());
  const found = descendantsNamed(root, 'la');
  const [agreement] = found;
  if (!agreement || found.length > 1) {
    log.error('file-malformed', reason('agreements-in-file', { count: found.length }), { line: root.line });
    return failure(...log.list());
  }
  const studied = agreedIn(agreement, 'components-studied', log);
  const recognised = agreedIn(agreement, 'components-recognized', log);
  if (studied.length === 0 || recognised.length === 0) {
    log.error('file-empty', reason('agreement-without-courses'));
    return failure(...log.list());
  }
  if (childNamed(agreement, 'changes-proposal'))
    log.warn(
      'value-invalid',
      reason(childNamed(agreement, 'first-version') ? 'agreement-change-open' : 'agreement-open'),
    );
  const linked = annex ? linkedBundles({ studied, recognised }, annex, log) : null;
  if (annex && linked === null) return failure(...log.list());
  if (linked === null && studied.length + recognised.length > 2)
    log.note('value-missing', reason('agreement-without-links'));
  return success(planOf(agreement, { studied, recognised }, linked), log.list());
}

/** The components of a table after its changes, by what names them. */
function agreedIn(agreement: XmlElement, table: string, log: ProblemLog): PlannedCourse[] {
  const listIn = (name: string): XmlElement[] => {
    const version = childNamed(agreement, name);
    const list = version && childNamed(version, table);
    return list ? childrenNamed(list, 'component') : [];
  };
  const standing = [...(childNamed(agreement, 'first-version') ? listIn('first-version') : listIn('changes-proposal'))];
  for (const component of listIn('approved-changes')) {
    if (attributeOf(component, 'status') !== 'deleted') {
      standing.push(component);
      continue;
    }
    // The same course may stand in a table twice, once a term.
    const at = standing.findIndex((other) => nameOf(other) === nameOf(component));
    if (at >= 0) standing.splice(at, 1);
    else
      log.warn(
        'reference-unknown',
        reason('agreement-change-unknown', { course: shown(nameOf(component)) }),
        elementPlace(component),
      );
  }
  return standing.map((component) => courseOf(component, log));
}

const nameOf = (component: XmlElement): string =>
  ['los-code', 'los-id', 'title'].map((name) => childText(component, name)).find((text) => text !== '') ?? '';

function courseOf(component: XmlElement, log: ProblemLog): PlannedCourse {
  const credits = childrenNamed(component, 'credit');
  const credit = credits.find((one) => /^ects$/i.test(childText(one, 'scheme'))) ?? credits[0];
  const value = credit ? Rational.parse(childText(credit, 'value')) : null;
  if (value === null)
    log.warn(
      'value-missing',
      reason('agreement-without-credits', { course: shown(nameOf(component)) }),
      elementPlace(component),
    );
  const unit = credit ? childText(credit, 'scheme') || null : null;
  const term = childNamed(component, 'term-id');
  const isHalf = childText(term, 'total-terms') === '2';
  return {
    code: nameOf(component),
    titles: { en: childText(component, 'title') || nameOf(component) },
    credits: value && { min: value, max: value, unit },
    ects: value ?? Rational.ZERO,
    term: isHalf
      ? (({ 1: 'autumn', 2: 'spring' } as const)[childText(term, 'term-number') as '1' | '2'] ?? null)
      : null,
    languages: [],
  };
}

interface Tables {
  readonly studied: readonly PlannedCourse[];
  readonly recognised: readonly PlannedCourse[];
}

const homeCourse = (course: PlannedCourse) => ({ ...course, semester: null, cycle: null, component: null });

/** The bundles of the annex with the courses of the tables; null with the reason in the log when it is of another agreement. */
function linkedBundles({ studied, recognised }: Tables, annex: FileInput, log: ProblemLog): Partial<Bundle>[] | null {
  const links = linksIn(annex, log);
  if (links === null) return null;
  const [left, owed] = [[...studied], [...recognised]];
  const unknown: string[] = [];
  const take = (from: PlannedCourse[], codes: readonly string[]): PlannedCourse[] =>
    codes.flatMap((code) => {
      const at = from.findIndex((course) => codeKey(course.code) === codeKey(code));
      if (at < 0) unknown.push(code);
      return at < 0 ? [] : from.splice(at, 1);
    });
  const bundles = links.map(({ bundle: id, studied: host, recognised: home, fills, electiveBlock }) => {
    const all = take(owed, home).map(homeCourse);
    const own = all.length - (fills?.length ?? 0);
    const places = fills && { fills: all.slice(own) };
    return { id, electiveBlock, host: take(left, host), home: all.slice(0, own), ...places };
  });
  const unlinked = [...unknown, ...[...left, ...owed].map(({ code }) => code)];
  if (unlinked.length === 0) return bundles;
  log.error('reference-unknown', reason('annex-of-another', { courses: unlinked.slice(0, 8).map(shown) }));
  return null;
}

function linksIn({ bytes }: FileInput, log: ProblemLog): AgreementAnnex['links'] | null {
  try {
    const read = agreementAnnexSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
    if (read.success) return read.data.links;
  } catch {
    // Said below, as what is JSON and no annex.
  }
  log.error('file-malformed', reason('annex-unread'));
  return null;
}

function planOf(
  agreement: XmlElement,
  { studied, recognised }: Tables,
  linked: readonly Partial<Bundle>[] | null,
): Plan {
  const sum = (courses: readonly PlannedCourse[]): Rational => Rational.sum(courses.map(({ ects }) => ects));
  const hei = (name: string): string => childText(childNamed(agreement, name), 'hei-id');
  const whole = { id: 'b1', home: recognised.map(homeCourse), host: [...studied] };
  const byHand = { score: 1, verdict: 'suggest', pinned: true };
  const total = sum(studied);
  const plan = {
    format: 'concord-plan',
    version: 1,
    home: { institution: hei('sending-hei'), programme: null },
    host: {
      institution: hei('receiving-hei'),
      academicYear: childText(agreement, 'receiving-academic-year-id') || null,
    },
    request: { minEcts: total, maxEcts: total, term: null, semesters: [], languages: [], pins: [], bans: [] },
    bundles: (linked ?? [whole]).map((bundle) => ({ ...bundle, ...byHand })),
    uncovered: [],
    totals: { homeEcts: sum(recognised), hostEcts: total, uncoveredEcts: Rational.ZERO },
    solver: { name: 'EWP learning agreement', status: 'by-hand', gap: null, objective: 0 },
    basis: { engine: 'EWP learning agreement', model: 'none', calibrated: false, policy: '', policyVersion: '' },
  };
  return planSchema.parse(JSON.parse(JSON.stringify(plan)));
}
