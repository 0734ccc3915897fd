/** What the planner says of a stay: its best plans, and what would be otherwise. */

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { fractionOf } from '../../parts/numbers.ts';
import { listOf, pinsOf, type StayAddress, semestersOf } from './stay-address.ts';

export type Alternative = AnswerOf<typeof api.plan.alternatives.$post>['plans'][number];
export type Plan = Alternative['plan'];
export type BoardBundle = Plan['bundles'][number];

/** Somebody waits at the board: what is not proven by then is shown as it is, and says so. */
const SECONDS_OF_A_SOLVE = 5;

/** Programme, semester and results of a student, where one is named. */
export const useStudentRecord = (id: string | undefined) =>
  useQuery({
    queryKey: ['student-record', id],
    queryFn: () => answerOf(api.students[':id'].record.$get({ param: { id: id ?? '' } })),
    enabled: id !== undefined,
  });
export type StudentRecord = NonNullable<ReturnType<typeof useStudentRecord>['data']>;

export const useCurricula = () =>
  useQuery({ queryKey: ['curricula'], queryFn: () => answerOf(api.curricula.$get({ query: {} })) });
export const useCatalogues = () =>
  useQuery({ queryKey: ['catalogues'], queryFn: () => answerOf(api.catalogues.$get({ query: {} })) });

/** A student's own curriculum goes before that of the address; where no semester is said, it is the one that comes next. */
export function withRecord(address: StayAddress, record: StudentRecord | undefined): StayAddress {
  const curriculum = record?.curriculum ?? address.curriculum;
  const next = record?.semester == null ? undefined : `${record.semester + 1},${record.semester + 2}`;
  const semester = address.semester ?? next;
  return { ...address, ...(curriculum !== undefined && { curriculum }), ...(semester !== undefined && { semester }) };
}

/** A request of the planner; null while a side or the semesters are open. */
export function stayRequest(stay: StayAddress, record: StudentRecord | undefined) {
  const semester = semestersOf(stay);
  if (stay.curriculum === undefined || semester.length === 0) return null;
  const { least = '0' } = stay;
  const isTwoTerms = new Set(semester.map((one) => one % 2)).size === 2;
  const ofEachTerm = { termLimits: { autumn: { minEcts: least }, spring: { minEcts: least } } };
  return {
    curriculum: { id: stay.curriculum },
    semester,
    pins: pinsOf(stay),
    bans: listOf(stay.bans),
    ...(isTwoTerms ? { minEcts: String(2 * Number(least)), ...ofEachTerm } : { minEcts: least }),
    timeLimitSeconds: SECONDS_OF_A_SOLVE,
    ...(record?.results && { soFar: record.results }),
  };
}

/** What the policy of a plan wants of a term: a plan may hold less, which is then said. */
export function useTermLimits({ basis }: Plan): { readonly least: number; readonly most: number } | null {
  const { data } = useQuery({
    queryKey: ['policies'],
    queryFn: () => answerOf(api.policies.$get({ query: {} })),
    staleTime: 600_000,
  });
  const policy = data?.items.find(({ id }) => id === basis.policy);
  return policy ? { least: fractionOf(policy.planning.minEcts), most: fractionOf(policy.planning.maxEcts) } : null;
}

/** The plan before stays on the board while the next one is solved. */
export function usePlans(stay: StayAddress, record: StudentRecord | undefined, isReady: boolean) {
  const request = stayRequest(stay, record);
  const { host } = stay;
  return useQuery({
    queryKey: ['plans', stay],
    queryFn: async ({ signal }) => {
      const begun = performance.now();
      const json = {
        ...request,
        curriculum: { id: stay.curriculum ?? '' },
        host: { id: host ?? '' },
        count: 3,
        difference: 1,
      };
      const { plans } = await answerOf(api.plan.alternatives.$post({ json }, { init: { signal } }));
      return { plans, seconds: (performance.now() - begun) / 1000 };
    },
    placeholderData: keepPreviousData,
    staleTime: 60_000,
    enabled: isReady && request !== null && host !== undefined,
  });
}

/** Bundles by what they join, so that plans can be laid beside each other. */
export const keyOfBundle = ({ home, host, electiveBlock }: BoardBundle): string =>
  `${home.map(({ code }) => code).join('+') || electiveBlock}=${host.map(({ code }) => code).join('+')}`;

export const ectsOf = (courses: readonly { readonly ects: string }[]): number =>
  courses.reduce((sum, { ects }) => sum + fractionOf(ects), 0);
