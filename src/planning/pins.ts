/** Pins as bundles: what a person fixed, checked before anything is solved. */
import { codeKey, failure, type PlanRequest, type Problem, type Result, shown, success } from '../domain/index.ts';
import { type Candidate, makeCandidate } from './candidate.ts';
import { refusalOf } from './constraints/index.ts';
import { isNamed } from './home-key.ts';
import type { HomeEntry, HostEntry, Stay } from './stay.ts';

interface Pin {
  readonly home: HomeEntry;
  readonly host: HostEntry;
}

/** One pinned bundle per home course; several pins of one home course make one bundle of several host courses. */
export function pinnedCandidates(stay: Stay): Result<Candidate[]> {
  const problems: Problem[] = [];
  const pins = stay.request.pins.flatMap((pin): Pin[] => {
    const read = readPin(pin, stay);
    problems.push(...read.problems);
    return read.ok ? [read.value] : [];
  });
  const candidates = [...groupBy(pins, ({ home }) => home)].map(([home, ofHome]) =>
    makeCandidate({ homes: [home], hosts: [...new Set(ofHome.map(({ host }) => host))], pinned: true }, stay),
  );
  problems.push(...sharedHosts(candidates), ...candidates.flatMap((candidate) => brokenRule(candidate, stay)));
  return problems.length > 0 ? { ok: false, problems } : { ok: true, value: candidates, problems: [] };
}

function readPin(pin: PlanRequest['pins'][number], stay: Stay): Result<Pin> {
  const [home, ...others] = [...stay.homes.values()].filter(({ course }) => isNamed(pin.home, course));
  const host = stay.hosts.get(codeKey(pin.host));
  const problems: Problem[] = [];
  if (!home) problems.push(unknownPin(pin.home, 'among the home courses of this period'));
  if (home && others.length > 0) problems.push(unclearPin(pin.home, [home, ...others]));
  if (!host) problems.push(unknownPin(pin.host, 'in the catalogue of the host'));
  return home && host && problems.length === 0 ? success({ home, host }) : failure(...problems);
}

function unclearPin(name: string, homes: readonly HomeEntry[]): Problem {
  const semesters = homes.map(({ course }) => course.semester ?? 'none');
  return conflict(
    `the pinned course "${shown(name)}" stands in the semesters ${semesters.join(' and ')} of the curriculum`,
    `Name the semester with the code: ${semesters.map((semester) => `${shown(name)}@${semester}`).join(' or ')}`,
  );
}

const unknownPin = (code: string, place: string): Problem => ({
  code: 'pin-unknown',
  severity: 'error',
  message: `the pinned course "${shown(code)}" is not ${place}`,
  mend: 'Check the code, or leave the pin out',
  value: shown(code),
});

function sharedHosts(candidates: readonly Candidate[]): Problem[] {
  const users = groupBy(
    candidates.flatMap((candidate) => candidate.hosts.map((host) => ({ host, candidate }))),
    ({ host }) => host,
  );
  return [...users].flatMap(([host, uses]) => {
    if (uses.length < 2) return [];
    const homes = uses.flatMap(({ candidate }) => candidate.homes.map(({ course }) => course.code));
    return [
      conflict(
        `${host.course.code} is pinned for ${homes.join(' and ')}: each host course once`,
        'Keep one of these pins',
      ),
    ];
  });
}

function brokenRule(candidate: Candidate, stay: Stay): Problem[] {
  const refusal = refusalOf(candidate, stay);
  if (!refusal) return [];
  const homes = candidate.homes.map(({ course }) => course.code).join(' + ');
  return [
    conflict(
      `the pin for ${homes} breaks the rule "${refusal.rule.name}": ${refusal.text}`,
      'Choose another course, or change what was asked',
    ),
  ];
}

const conflict = (message: string, mend: string): Problem => ({
  code: 'pin-conflict',
  severity: 'error',
  message,
  mend,
});

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}
