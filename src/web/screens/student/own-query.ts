/** Everything that is one's own: the newest application, plan and recognition, and what is wanted of the student first. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useTimeline } from '../plans/plan-state.tsx';

export type Application = AnswerOf<typeof api.applications.$get>['items'][number];
export type OwnPlan = AnswerOf<(typeof api)['study-plans']['$get']>['items'][number];
export type OwnRecognition = AnswerOf<typeof api.recognitions.$get>['items'][number];
export const applicationOf = api.applications[':id'];
export const planOf = api['study-plans'][':id'];
export const recognitionOf = api.recognitions[':id'];
export type ChecklistItem = AnswerOf<typeof applicationOf.checklist.$get>['items'][number];

export const OWN = ['own'];

export interface Own {
  readonly application: Application | null;
  readonly plan: OwnPlan | null;
  readonly recognition: OwnRecognition | null;
}

/** What was withdrawn is over, and counts only where there is nothing else. */
const newest = <T extends { readonly state: string }>(items: readonly T[]): T | null =>
  items.find(({ state }) => state !== 'withdrawn' && state !== 'superseded') ?? null;

export const useOwn = () =>
  useQuery({
    queryKey: OWN,
    queryFn: async (): Promise<Own> => {
      const query = { limit: '50' };
      const [applications, plans, recognitions] = await Promise.all([
        answerOf(api.applications.$get({ query })),
        answerOf(api['study-plans'].$get({ query })),
        answerOf(api.recognitions.$get({ query })),
      ]);
      return {
        application: newest(applications.items),
        plan: newest(plans.items),
        recognition: newest(recognitions.items),
      };
    },
    refetchInterval: 60_000,
  });

/** Of a plan what a student reads: how each bundle stands, and the courses of both sides. */
export const usePlanInFull = (id: string | undefined) =>
  useQuery({
    queryKey: [...OWN, 'plan', id],
    enabled: id !== undefined,
    queryFn: async () => {
      const param = { id: id ?? '' };
      const standing = await answerOf(planOf.standing.$get({ param }));
      const number = `${standing.plan.version}`;
      const { plan } = await answerOf(planOf.versions[':number'].$get({ param: { ...param, number } }));
      return { standing, plan };
    },
  });
export type PlanInFull = NonNullable<ReturnType<typeof usePlanInFull>['data']>;

export const useChecklist = (id: string | undefined) =>
  useQuery({
    queryKey: [...OWN, 'checklist', id],
    enabled: id !== undefined,
    queryFn: () => answerOf(applicationOf.checklist.$get({ param: { id: id ?? '' } })),
  });

/** Who waits for whom in the newest part of the case. */
export function useOwnTimeline({ application, plan, recognition }: Own) {
  const kind = recognition ? 'recognition' : plan ? 'plan' : 'application';
  return useTimeline(kind, (recognition ?? plan ?? application)?.id);
}

/** Whose papers a student hands in. */
const BY_STUDENT: readonly string[] = ['student', 'parents', 'teachers'];
export const isHandedInHere = ({ providedBy }: ChecklistItem): boolean => BY_STUDENT.includes(providedBy);

/** Papers that the student has to bring: those that nobody gave, or that came back. */
export const isWanted = (item: ChecklistItem): boolean =>
  item.required !== 'no' &&
  isHandedInHere(item) &&
  ['missing', 'returned', 'too-few', 'expired', 'expires-too-soon'].includes(item.status);
