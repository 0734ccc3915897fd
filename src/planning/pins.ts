/** Pins as bundles: what a person fixed, checked before anything is solved. */
import {
  failure,
  groupBy,
  type PlanRequest,
  type Problem,
  problem,
  type Result,
  reason,
  refuse,
  shown,
  success,
} from '../domain/index.ts';
import { type Candidate, codesOf, makeCandidate } from './candidate.ts';
import { refusalOf } from './constraints/index.ts';
import { isNamed } from './home-key.ts';
import type { HomeEntry, HostEntry, HostStay } from './stay.ts';

interface Pin {
  readonly home: HomeEntry;
  readonly host: HostEntry;
}

/** One pinned bundle per home course; several pins of one home course make one bundle of several host courses. */
export function pinnedCandidates(stay: HostStay): Result<Candidate[]> {
  const read = stay.request.pins.map((pin) => readPin(pin, stay));
  const pins = read.flatMap((pin) => (pin.ok ? [pin.value] : []));
  const candidates = [...groupBy(pins, ({ home }) => home)].map(([home, ofHome]) =>
    makeCandidate({ homes: [home], hosts: [...new Set(ofHome.map(({ host }) => host))], pinned: true }, stay),
  );
  const problems = [
    ...read.flatMap((pin) => pin.problems),
    ...sharedHosts(candidates),
    ...candidates.flatMap((candidate) => brokenRule(candidate, stay)),
  ];
  return problems.length > 0 ? failure(...problems) : success(candidates);
}

function readPin(pin: PlanRequest['pins'][number], stay: HostStay): Result<Pin> {
  const named = [...stay.homes.values()].filter(({ course }) => isNamed(pin.home, course));
  const [home, ...others] = named;
  const host = stay.hostNamed(pin.host);
  const [course, hostCourse] = [shown(pin.home), shown(pin.host)];
  const problems: Problem[] = [];
  if (!home) problems.push(problem('pin-unknown', reason('pin-unknown-home', { course }), { value: course }));
  if (others.length > 0) {
    const semesters = named.map(({ course: { semester } }) => semester ?? reason('semester-none'));
    const names = named.map(({ course: { semester } }) => `${course}@${semester ?? ''}`);
    problems.push(problem('pin-conflict', reason('pin-ambiguous', { course, semesters, names })));
  }
  if (!host)
    problems.push(problem('pin-unknown', reason('pin-unknown-host', { course: hostCourse }), { value: hostCourse }));
  return home && host && problems.length === 0 ? success({ home, host }) : failure(...problems);
}

function sharedHosts(candidates: readonly Candidate[]): Problem[] {
  const uses = candidates.flatMap(({ homes, hosts }) => hosts.map((host) => ({ host, homes })));
  return [...groupBy(uses, ({ host }) => host.same).values()].flatMap((users) => {
    const [first, second] = users;
    if (!first || !second) return [];
    const { host } = first;
    if (second.host !== host) {
      const said = { course: host.course.code, other: second.host.course.code };
      return [problem('pin-conflict', reason('pin-same-course', said))];
    }
    const homes = codesOf(users.flatMap((use) => use.homes));
    return [problem('pin-conflict', reason('pin-shared', { course: host.course.code, homes }))];
  });
}

function brokenRule(candidate: Candidate, stay: HostStay): Problem[] {
  const refusal = refusalOf(candidate, stay);
  if (!refusal) return [];
  const rule = { code: refusal.rule.name, values: {} };
  const why = reason('pin-breaks-rule', { homes: codesOf(candidate.homes), rule, refusal: refusal.why });
  return refuse('pin-conflict', why).problems;
}
