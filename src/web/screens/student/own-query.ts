/** Everything that is one's own: the newest application, plan and recognition, and what is wanted of the student first. */
import { useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

export type Application = AnswerOf<typeof api.applications.$get>['items'][number];
export type OwnPlan = AnswerOf<(typeof api)['study-plans']['$get']>['items'][number];
export type Recognition = AnswerOf<typeof api.recognitions.$get>['items'][number];
export const applicationOf = api.applications[':id'];
export const planOf = api['study-plans'][':id'];
export const recognitionOf = api.recognitions[':id'];
export type ChecklistItem = AnswerOf<typeof applicationOf.checklist.$get>['items'][number];

export const OWN = ['own'];

export interface Own {
  readonly application: Application | null;
  readonly plan: OwnPlan | null;
  readonly recognition: Recognition | null;
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
export const useTimeline = ({ application, plan, recognition }: Own) =>
  useQuery({
    queryKey: [...OWN, 'timeline', recognition?.id ?? plan?.id ?? application?.id],
    enabled: (recognition ?? plan ?? application) !== null,
    queryFn: () => {
      if (recognition) return answerOf(recognitionOf.timeline.$get({ param: { id: recognition.id } }));
      if (plan) return answerOf(planOf.timeline.$get({ param: { id: plan.id } }));
      return answerOf(applicationOf.timeline.$get({ param: { id: application?.id ?? '' } }));
    },
  });

/** Papers that the student has to bring: those that nobody gave, or that came back. */
export const isWanted = ({ required, status, providedBy }: ChecklistItem): boolean =>
  required !== 'no' &&
  ['student', 'parents', 'teachers'].includes(providedBy) &&
  ['missing', 'returned', 'too-few', 'expired', 'expires-too-soon'].includes(status);

/** The stages of a whole case, and at which of them it is. */
export const STAGES = ['apply', 'check', 'place', 'accept', 'plan', 'approval', 'stay', 'result'] as const;

export function stageOf({ application, plan, recognition }: Own): number {
  if (recognition?.state === 'closed') return STAGES.length;
  if (recognition || plan?.state === 'reconciled' || plan?.state === 'recognised') return 7;
  if (plan?.state === 'frozen') return 6;
  if (plan && plan.state !== 'draft') return 5;
  if (plan) return 4;
  const at = { draft: 0, submitted: 1, eligible: 2, reserved: 2, awarded: 3, accepted: 4, away: 6, completed: 8 };
  return at[(application?.state ?? 'draft') as keyof typeof at] ?? 0;
}
