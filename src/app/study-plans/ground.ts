/** What plans rest on as it is stored today: the courses that they name, by the newest curriculum and catalogue. */
import { type Course, type CurriculumCourse, codeKey, type Plan } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import type { LoadedLists } from '../catalogues/loaded.ts';

export interface Ground {
  /** The whole curriculum; null when the store has none of this programme. */
  readonly home: readonly CurriculumCourse[] | null;
  /** Those courses of the catalogue that the plan names; null when the store has no catalogue of this host and year. */
  readonly host: readonly Course[] | null;
}

interface From {
  readonly connection: store.Connection;
  readonly loaded: LoadedLists;
}

/** In the order of the plans; what several of them rest on is read once. */
export async function groundsOf(from: From, plans: readonly Plan[]): Promise<Ground[]> {
  const homes = new Map<string, readonly CurriculumCourse[] | null>();
  const hosts = new Map<string, readonly Course[] | null>();
  for (const plan of plans) {
    const [home, host] = [keyOf(plan.home), keyOf(plan.host)];
    if (!homes.has(home)) homes.set(home, await curriculumOf(from, plan));
    if (hosts.has(host)) continue;
    const there = plans.filter((one) => keyOf(one.host) === host);
    hosts.set(host, await hostCoursesOf(from, plan, there.flatMap(hostCodes)));
  }
  return plans.map((plan) => {
    const named = new Set(hostCodes(plan).map(codeKey));
    const host = hosts.get(keyOf(plan.host)) ?? null;
    return {
      home: homes.get(keyOf(plan.home)) ?? null,
      host: host?.filter(({ code }) => named.has(codeKey(code))) ?? null,
    };
  });
}

export async function groundOf(from: From, plan: Plan): Promise<Ground> {
  const [ground] = await groundsOf(from, [plan]);
  return ground ?? { home: null, host: null };
}

const keyOf = (side: Plan['home'] | Plan['host']): string => JSON.stringify(side);
const hostCodes = ({ bundles }: Plan): string[] => bundles.flatMap(({ host }) => host.map(({ code }) => code));

async function curriculumOf({ connection, loaded }: From, { home }: Plan): Promise<Ground['home']> {
  const { institution, programme } = home;
  const key = { kind: 'curriculum', institution, academicYear: null, programme } as const;
  const version = await store.findLatestOf(connection, key);
  if (!version) return null;
  const curriculum = await loaded.curricula.take(version, async () => {
    const read = await store.readCurriculum(connection, version.id);
    if (!read) throw new Error('a version that was found is not there');
    return read;
  });
  return curriculum.courses;
}

async function hostCoursesOf({ connection }: From, { host }: Plan, codes: readonly string[]): Promise<Ground['host']> {
  const { institution, academicYear } = host;
  const version = await store.findLatestOf(connection, {
    kind: 'catalogue',
    institution,
    academicYear,
    programme: null,
  });
  return version && store.readNamedCourses(connection, version.id, codes);
}
