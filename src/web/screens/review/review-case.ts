/** What is judged on one page, whether it is a plan, a change of one, or a bundle that another institute passed on. */
import { type QueryKey, useQuery } from '@tanstack/react-query';
import { type AnswerOf, answerOf, api } from '../../api.ts';

const plans = api['study-plans'][':id'];
const passedOn = api['passed-on'][':id'];
const change = api.changes[':id'];

type PlanStanding = AnswerOf<typeof plans.standing.$get>;
export type ReviewedBundle = AnswerOf<(typeof plans.versions)[':number']['$get']>['plan']['bundles'][number];
export type Courses = AnswerOf<typeof plans.courses.$get>;
export type ReviewedCourse = Courses['host'][number];
export type About = AnswerOf<typeof plans.$get>['about'];
type Decisions = Extract<Parameters<typeof plans.decisions.$post>[0]['json'], { decisions: unknown }>['decisions'];
export type DecisionDraft = Decisions[number];

/** A bundle with how it stands. */
export interface Judged {
  readonly bundle: ReviewedBundle;
  readonly state: PlanStanding['bundles'][number]['state'];
  readonly decision: PlanStanding['bundles'][number]['decision'];
  readonly seen: number;
  readonly says: PlanStanding['bundles'][number]['precedents']['says'];
  readonly precedents: readonly string[];
}

export interface ReviewCase {
  /** Of what is decided on and at which version: what was staged for it is kept under this name. */
  readonly key: string;
  readonly about: About | null;
  /** Whose syllabuses may be read; of a bundle that was passed on the plan stays with its own directorate. */
  readonly plan: string | null;
  readonly home: string;
  readonly host: string;
  readonly version: number | null;
  readonly isOpen: boolean;
  readonly bundles: readonly Judged[];
  /** Bundles that a change takes out, with the reasons that were given. */
  readonly takenOut: readonly { readonly bundle: ReviewedBundle; readonly reason: string }[];
  readonly courses: Courses;
  readonly totals: { readonly homeEcts: string; readonly hostEcts: string; readonly uncoveredEcts: string } | null;
  readonly rules: readonly object[];
  /** From whom it was passed on, and with which words. */
  readonly passedOn: { readonly from: string; readonly comment: string } | null;
  readonly send: (decisions: DecisionDraft[]) => Promise<unknown>;
}

type Asked = readonly [kind: 'plan' | 'change' | 'passed-on', id: string];
export const reviewKey = ([kind, id]: Asked): QueryKey => ['review', kind, id];

export const useReviewCase = (asked: Asked) =>
  useQuery({
    queryKey: reviewKey(asked),
    queryFn: () => READERS[asked[0]](asked[1]),
    // A colleague who was faster is seen before one's own decision is refused.
    refetchInterval: 30_000,
  });

const READERS: Readonly<Record<Asked[0], (id: string) => Promise<ReviewCase>>> = {
  plan: async (id) => {
    const param = { id };
    const [record, standing, courses] = await Promise.all([
      answerOf(plans.$get({ param })),
      answerOf(plans.standing.$get({ param })),
      answerOf(plans.courses.$get({ param })),
    ]);
    const { version, state } = standing.plan;
    const { plan } = await answerOf(plans.versions[':number'].$get({ param: { id, number: `${version}` } }));
    return {
      key: `plan ${id} ${version}`,
      plan: id,
      about: record.about,
      home: plan.home.institution,
      host: plan.host.institution,
      version,
      isOpen: state === 'submitted',
      bundles: plan.bundles.flatMap((bundle): Judged[] => {
        const stands = standing.bundles.find((one) => one.bundle === bundle.id);
        return stands ? [{ ...stands, bundle, says: stands.precedents.says, precedents: stands.precedents.ids }] : [];
      }),
      takenOut: [],
      courses,
      totals: plan.totals,
      rules: standing.rules,
      passedOn: null,
      send: (decisions) => answerOf(plans.decisions.$post({ param, header: {}, json: { version, decisions } })),
    };
  },
  change: async (id) => {
    const param = { id };
    const [record, courses] = await Promise.all([
      answerOf(change.$get({ param })),
      answerOf(change.courses.$get({ param })),
    ]);
    const { plan, items, baseVersion, studyPlan } = record;
    const base = await answerOf(plans.versions[':number'].$get({ param: { id: studyPlan, number: `${baseVersion}` } }));
    const put = items.filter(({ status }) => status === 'inserted');
    return {
      key: `change ${id}`,
      plan: studyPlan,
      about: record.about,
      home: plan.home.institution,
      host: plan.host.institution,
      version: baseVersion,
      isOpen: record.state === 'proposed',
      bundles: plan.bundles
        .filter((bundle) => put.some((item) => item.bundle === bundle.id))
        .map((bundle) => ({ bundle, state: 'open', decision: null, seen: 0, says: 'nothing', precedents: [] })),
      takenOut: items
        .filter(({ status }) => status === 'deleted')
        .flatMap(({ bundle: of, reason }) => {
          const bundle = base.plan.bundles.find((one) => one.id === of);
          return bundle ? [{ bundle, reason }] : [];
        }),
      courses,
      totals: plan.totals,
      rules: [],
      passedOn: null,
      send: (decisions) => answerOf(change.decisions.$post({ param, header: {}, json: { decisions } })),
    };
  },
  'passed-on': async (id) => {
    const param = { id };
    const { bundle, precedents, seen, courses, home, host, from, comment } = await answerOf(passedOn.$get({ param }));
    return {
      key: `passed-on ${id}`,
      plan: null,
      about: null,
      home: home.institution,
      host: host.institution,
      version: null,
      isOpen: true,
      bundles: [{ bundle, state: 'open', decision: null, seen, says: precedents.says, precedents: precedents.ids }],
      takenOut: [],
      courses,
      totals: null,
      rules: [],
      passedOn: { from, comment },
      send: async ([decision]) => {
        if (decision) await answerOf(passedOn.decision.$post({ param, header: {}, json: { decision } }));
      },
    };
  },
};

/** Those that rest on an approval need nobody; the rest stand by how little is known for them, the weakest first. */
export const weaknessOf = ({ state, says, bundle }: Judged): number => {
  if (state !== 'open' || says === 'approved') return -1;
  return says === 'refused' ? 2 : 1 - (bundle.probability ?? 0);
};
export const weakestFirst = (bundles: readonly Judged[]): Judged[] =>
  [...bundles].sort((a, b) => weaknessOf(b) - weaknessOf(a));
