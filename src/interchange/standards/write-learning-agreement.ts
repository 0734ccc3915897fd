/**
 * A study plan as an EWP learning agreement (omobility-las 1.2.0): table A has the host's courses, table B the home courses. The standard keeps the
 * two lists apart; which replace which stands in the annex beside the file.
 */
import {
  type AgreementAnnex,
  type Bundle,
  codeKey,
  failure,
  type HeiFacts,
  type Plan,
  type PlannedCourse,
  problem,
  type Result,
  reason,
  type StandardFacts,
  success,
  textIn,
} from '../../domain/index.ts';
import { Unsaid, type Written } from './written.ts';
import { node, nodeIf, type XmlNode, xmlText } from './xml-writer.ts';

const LAS_NAMESPACE =
  'https://github.com/erasmus-without-paper/ewp-specs-api-omobility-las/blob/stable-v1/endpoints/get-response.xsd';
const TERM_NAMESPACE = 'https://github.com/erasmus-without-paper/ewp-specs-types-academic-term/tree/stable-v2';

export interface WrittenAgreement extends Written {
  readonly annex: AgreementAnnex;
}

/** An agreed plan, and where there is one the plan that is to take its place: what it takes out and brings is the proposal. */
export interface AgreementSource {
  readonly agreed: Plan;
  readonly changed?: Plan | undefined;
  readonly facts: StandardFacts;
}

/** Fails with `value-missing` for what the standard asks for and nobody has said. */
export function writeLearningAgreement({ agreed, changed, facts }: AgreementSource): Result<WrittenAgreement> {
  const missing = missingIn(facts);
  const { mobility, signatures } = facts;
  if (missing.length > 0 || !mobility || !signatures)
    return failure(problem('value-missing', reason('standard-needs', { fields: missing })));
  const unsaid = new Unsaid();
  const lists = changed
    ? [agreementVersion('first-version', agreed, { facts, unsaid }), proposal(agreed, changed, { facts, unsaid })]
    : [
        signatures.host
          ? agreementVersion('first-version', agreed, { facts, unsaid })
          : proposal(null, agreed, { facts, unsaid }),
      ];
  const la = node('la', [
    node('omobility-id', mobility.id),
    hei('sending-hei', facts.home),
    hei('receiving-hei', facts.host),
    node('receiving-academic-year-id', mobility.academicYear),
    node('student', [
      nodeIf('given-names', facts.person?.givenNames),
      nodeIf('family-name', facts.person?.familyName),
      nodeIf('global-id', facts.person?.globalId),
    ]),
    node('start-date', mobility.start ?? ''),
    node('end-date', mobility.end ?? ''),
    node('eqf-level-studied-at-departure', `${mobility.eqfLevel ?? ''}`),
    node('isced-f-code', mobility.iscedF ?? ''),
    node('student-language-skill', [
      node('language', mobility.language ?? ''),
      node('cefr-level', mobility.cefrLevel ?? ''),
    ]),
    ...lists,
  ]);
  const text = xmlText(node('omobility-las-get-response', la, { xmlns: LAS_NAMESPACE, 'xmlns:trm': TERM_NAMESPACE }));
  return success({ text, unsaid: unsaid.list(), annex: annexOf(changed ?? agreed, mobility.id) });
}

function missingIn({ home, host, mobility, signatures }: StandardFacts): string[] {
  const heis = [
    ['home', home],
    ['host', host],
  ] as const;
  const ofHeis = heis.flatMap(([side, facts]) =>
    (['schac', 'contact'] as const).flatMap((field) => (facts?.[field] ? [] : [`${side}.${field}`])),
  );
  const asked = ['start', 'end', 'eqfLevel', 'iscedF', 'language', 'cefrLevel'] as const;
  const ofMobility = mobility
    ? asked.flatMap((field) => (mobility[field] === undefined ? [`mobility.${field}`] : []))
    : ['mobility'];
  return [...ofHeis, ...ofMobility, ...(signatures ? [] : ['signatures'])];
}

const hei = (name: string, { schac = '', contact }: HeiFacts = {}): XmlNode =>
  node(name, [
    node('hei-id', schac),
    node('contact-person', [
      node('given-names', contact?.givenNames ?? ''),
      node('family-name', contact?.familyName ?? ''),
      node('email', contact?.email ?? ''),
    ]),
  ]);

interface Writing {
  readonly facts: StandardFacts;
  readonly unsaid: Unsaid;
}

const homeOf = ({ home, fills = [] }: Bundle): PlannedCourse[] => [...home, ...fills];
const hostSide = ({ bundles }: Plan): PlannedCourse[] => bundles.flatMap(({ host }) => host);
const homeSide = ({ bundles }: Plan): PlannedCourse[] => bundles.flatMap(homeOf);

function agreementVersion(name: string, plan: Plan, { facts, unsaid }: Writing): XmlNode {
  const all = (courses: readonly PlannedCourse[]): XmlNode[] => courses.map((course) => component(course, {}, unsaid));
  return node(name, [
    node('components-studied', all(hostSide(plan))),
    node('components-recognized', all(homeSide(plan))),
    ...signaturesOf(facts, true),
  ]);
}

/** What changes, course by course; of a plan that nobody has agreed to, everything. Its id says which content was agreed to. */
function proposal(before: Plan | null, after: Plan, { facts, unsaid }: Writing): XmlNode {
  const changes = (sideOf: (plan: Plan) => PlannedCourse[]): XmlNode[] => {
    const without = (courses: readonly PlannedCourse[], others: readonly PlannedCourse[]): PlannedCourse[] => {
      const known = new Set(others.map(({ code }) => codeKey(code)));
      return courses.filter(({ code }) => !known.has(codeKey(code)));
    };
    if (before === null) return sideOf(after).map((course) => component(course, {}, unsaid));
    const [old, now] = [sideOf(before), sideOf(after)];
    return [
      ...without(old, now).map((course) => component(course, { status: 'deleted' }, unsaid)),
      ...without(now, old).map((course) => component(course, { status: 'inserted' }, unsaid)),
    ];
  };
  const lists = [
    node('components-studied', changes(hostSide)),
    node('components-recognized', changes(homeSide)),
    ...signaturesOf(facts, false),
  ];
  return node('changes-proposal', lists, { id: idOf(after) });
}

/** The same for the same bundles alone. */
function idOf(plan: Plan): string {
  const content = JSON.stringify(linksOf(plan));
  let [a, b] = [0x811c9dc5, 0x01000193];
  for (const sign of content) {
    a = Math.imul(a ^ (sign.codePointAt(0) ?? 0), 0x01000193) >>> 0;
    b = Math.imul(b ^ a, 0x85ebca6b) >>> 0;
  }
  return `${a.toString(16).padStart(8, '0')}${b.toString(16).padStart(8, '0')}`;
}

function component(course: PlannedCourse, attributes: Readonly<Record<string, string>>, unsaid: Unsaid): XmlNode {
  const { code, titles, ects, term } = course;
  unsaid.note('titles', Object.keys(titles).length > 1);
  const number = { autumn: '1', spring: '2', year: null }[term ?? 'year'];
  return node(
    'component',
    [
      node('los-code', code),
      node('title', textIn(titles, 'en')),
      number === null ? null : node('term-id', [node('trm:term-number', number), node('trm:total-terms', '2')]),
      node('credit', [node('scheme', 'ects'), node('value', unsaid.decimal(ects))]),
    ],
    attributes,
  );
}

function signaturesOf({ signatures }: StandardFacts, isAgreed: boolean): XmlNode[] {
  const shown = isAgreed ? (['student', 'home', 'host'] as const) : (['student', 'home'] as const);
  return shown.flatMap((who) => {
    const signed = signatures?.[who];
    if (!signed) return [];
    const name = { student: 'student-signature', home: 'sending-hei-signature', host: 'receiving-hei-signature' }[who];
    return node(name, [
      nodeIf('signer-name', signed.name),
      nodeIf('signer-position', signed.position),
      nodeIf('signer-email', signed.email),
      node('timestamp', signed.at),
    ]);
  });
}

const linksOf = ({ bundles }: Plan): AgreementAnnex['links'] =>
  bundles.map((bundle) => ({
    bundle: bundle.id,
    studied: bundle.host.map(({ code }) => code),
    recognised: homeOf(bundle).map(({ code }) => code),
    ...(bundle.fills && { fills: bundle.fills.map(({ code }) => code) }),
    electiveBlock: bundle.electiveBlock,
  }));

const annexOf = (plan: Plan, mobility: string): AgreementAnnex => ({
  format: 'concord-agreement-links',
  version: 1,
  mobility,
  links: linksOf(plan),
});
