/** What the planner says of a stay: its best plans, and what would be otherwise. */
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { listOf, pinsOf, type StayAddress, semestersOf } from './stay-address.ts';

export type Alternative = AnswerOf<typeof api.plan.alternatives.$post>['plans'][number];
export type Plan = Alternative['plan'];
export type Bundle = Plan['bundles'][number];

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

/** What is missing in the address is taken from the student's record: the curriculum, and the semester that comes next. */
export function withRecord(address: StayAddress, record: StudentRecord | undefined): StayAddress {
  const curriculum = address.curriculum ?? record?.curriculum ?? undefined;
  const next = record?.semester == null ? undefined : `${record.semester + 1},${record.semester + 2}`;
  const semester = address.semester ?? next;
  return { ...address, ...(curriculum !== undefined && { curriculum }), ...(semester !== undefined && { semester }) };
}

/** A request of the planner; null while a side or the semesters are open. */
export function stayRequest(stay: StayAddress, record: StudentRecord | undefined) {
  const semester = semestersOf(stay);
  if (stay.curriculum === undefined || semester.length === 0) return null;
  return {
    curriculum: { id: stay.curriculum },
    semester,
    pins: pinsOf(stay),
    bans: listOf(stay.bans),
    ...(record?.results && { soFar: record.results }),
  };
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
export const keyOfBundle = ({ home, host, electiveBlock }: Bundle): string =>
  `${home.map(({ code }) => code).join('+') || electiveBlock}=${host.map(({ code }) => code).join('+')}`;

export const asNumber = (exact: string): number => {
  const [over = '0', under = '1'] = exact.split('/');
  return Number(over) / Number(under);
};
export const ectsOf = (courses: readonly { readonly ects: string }[]): number =>
  courses.reduce((sum, { ects }) => sum + asNumber(ects), 0);
