/** Invented plans, decisions and precedents for tests. */
import { createHash } from 'node:crypto';
import {
  type Bundle,
  type BundleDecision,
  type BundlePrecedent,
  bundleDecisionSchema,
  bundleSchema,
  type Course,
  courseSchema,
  type Plan,
  planSchema,
} from '../../src/domain/index.ts';
import { bundleKey, type Hash, precedentOf } from '../../src/mobility/index.ts';
import { must, PRECEDENTS } from './rules.ts';

export const hash: Hash = (text) => createHash('sha256').update(text).digest('hex');

const planned = (code: string, ects: string) => ({
  code,
  titles: { en: `Course ${code}` },
  credits: null,
  ects,
  term: null,
  languages: [],
});

/** Home codes, host codes; 5 ECTS each unless the code says otherwise, as in `A:6`. */
export function bundle(id: string, home: string[], host: string[], more: object = {}): Bundle {
  const courses = (codes: string[]) =>
    codes.map((text) => planned(text.split(':')[0] ?? '', text.split(':')[1] ?? '5'));
  return bundleSchema.parse({
    id,
    home: courses(home).map((course) => ({ ...course, semester: null, cycle: null, component: null })),
    host: courses(host),
    score: 1,
    ...more,
  });
}

export const HOME = 'Altyn Dala Technical University (invented)';
export const HOST = 'Fjordgate University of Technology (invented)';

export const planOf = (...bundles: Bundle[]): Plan =>
  planSchema.parse({
    format: 'concord-plan',
    version: 1,
    home: { institution: HOME, programme: null },
    host: { institution: HOST, academicYear: null },
    request: { minEcts: '0', maxEcts: '30', term: null, semesters: [5], languages: [], pins: [], bans: [] },
    bundles: JSON.parse(JSON.stringify(bundles)),
    uncovered: [],
    totals: { homeEcts: '0', hostEcts: '0', uncoveredEcts: '0' },
    solver: { name: 'test', status: 'optimal', gap: 0, objective: 0 },
    basis: { engine: 'test', model: 'test', calibrated: true, policy: 'aupet-2024', policyVersion: '1' },
  });

export const decide = (on: Bundle, decision: BundleDecision['decision'], more: object = {}): BundleDecision =>
  bundleDecisionSchema.parse({
    decision,
    bundle: on.id,
    bundleKey: bundleKey(on),
    by: 'director-1',
    institute: 'energy',
    decidedOn: '2027-02-01',
    ...(decision === 'refuse' && { reason: 'content-differs' }),
    ...(decision === 'set-aside' && { reason: 'content-equivalent' }),
    ...(decision === 'ask' && { question: 'Which edition?' }),
    ...(decision === 'pass-on' && { to: 'mathematics' }),
    ...(decision === 'approve-with-bridge' && { bridge: { kind: 'project' } }),
    ...more,
  });

export const course = (code: string, description = `All about ${code}, in ten lectures.`, more: object = {}): Course =>
  courseSchema.parse({ code, titles: { en: `Course ${code}` }, descriptions: { en: description }, ...more });

/** The precedent that a decision on a bundle makes. */
export function precedent(
  id: string,
  on: Bundle,
  decision: BundleDecision['decision'],
  more: object = {},
): BundlePrecedent {
  const made = must(
    precedentOf(
      {
        id,
        decision: decide(on, decision, more),
        bundle: on,
        plan: planOf(on),
        courses: {
          home: on.home.map(({ code }) => course(code)),
          host: on.host.map(({ code }) => course(code)),
        },
      },
      PRECEDENTS,
      hash,
    ),
  );
  if (!made) throw new Error(`a decision "${decision}" makes no precedent`);
  return made;
}
