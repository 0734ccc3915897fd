/**
 * What would be otherwise in recognised results under another policy, or another version of one: each is reckoned twice from its own
 * transcripts, answers and day, once by each, and nothing is written.
 */
import { z } from 'zod';
import {
  caseAboutSchema,
  idSchema,
  type Policy,
  policyOn,
  problemSchema,
  type RecognitionCase,
  type Result,
  rationalSchema,
  reason,
  reasonSchema,
} from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { withAbout } from '../cases/about.ts';
import { loadPlanCase } from '../cases/plan-case.ts';
import { reachFor } from '../service/authorise.ts';
import { attempt, type Caller, found, need, refuse, type Service, type Work, workOf } from '../service/service.ts';
import { compareRecognitions, recognise } from '../tools/recognise.ts';
import { requestFor } from './prepare.ts';

const figure = z.union([z.string(), reasonSchema]);

/** One figure that would differ, with how it came about under each policy. */
export const figureDifferenceSchema = z.object({
  kind: z.enum(['row', 'credited', 'additional', 'difference', 'gpa']),
  what: figure,
  before: figure.nullable().describe('null: it is not there'),
  after: figure.nullable(),
  because: z
    .object({ before: z.array(reasonSchema), after: z.array(reasonSchema) })
    .describe('the steps of its derivation, or what became of the row'),
});

export const policyEffectsSchema = z.object({
  policy: z.object({ id: z.string(), version: z.string() }),
  against: z.object({ id: z.string(), version: z.string() }),
  items: z
    .array(
      z.object({
        id: idSchema.describe('of the recognition'),
        about: caseAboutSchema,
        issuedOn: z.iso.date().nullable(),
        credits: z.object({ before: rationalSchema, after: rationalSchema }).describe('credits recognised'),
        gpa: z.object({ before: rationalSchema.nullable(), after: rationalSchema.nullable() }),
        differences: z.array(figureDifferenceSchema),
      }),
    )
    .describe('those alone in which a figure would differ'),
  compared: z.number().int().describe('results that were reckoned for this page'),
  notCompared: z.array(z.object({ id: idSchema, problems: z.array(problemSchema) })),
  next: z.string().nullable(),
});
type PolicyEffects = z.infer<typeof policyEffectsSchema>;

interface EffectsAsked {
  /** Id and version joined by a colon; the version that is in force today where it is left out. */
  readonly policy: string;
  readonly against: string;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** What counts: confirmed by those who sign, given out, or settled. */
const RECOGNISED = ['confirmed', 'issued', 'closed'] as const satisfies readonly RecognitionCase['state'][];

/** The newest results that the caller reaches, a page at a time. One that cannot be reckoned is named, and holds no other up. */
export const policyEffects = (
  service: Service,
  caller: Caller,
  { policy, against, after, limit }: EffectsAsked,
): Promise<Result<PolicyEffects>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const [before, other] = [policyNamed(work, policy, 'policy'), policyNamed(work, against, 'against')];
    const { items, next } = await store.list(work.connection, 'recognition', {
      where: { state: RECOGNISED },
      reach: reachFor(caller, 'policy.compare'),
      order: 'newest',
      after,
      limit,
    });
    const effects: PolicyEffects['items'] = [];
    const notCompared: PolicyEffects['notCompared'] = [];
    for (const record of await withAbout(work, 'recognition', items)) {
      const run = await attempt(() => effectOn(work, record, [before, other]));
      if (!run.ok) notCompared.push({ id: record.id, problems: [...run.problems] });
      else if (run.value.differences.length > 0)
        effects.push({ id: record.id, about: record.about, issuedOn: record.issuedOn, ...run.value });
    }
    const named = ({ id, version }: Policy) => ({ id, version });
    const compared = items.length - notCompared.length;
    return { policy: named(before), against: named(other), items: effects, compared, notCompared, next };
  });

function policyNamed({ service }: Work, name: string, column: string): Policy {
  const { rules, today } = service.context();
  const [id = '', version] = name.split(':');
  if (version === undefined) return need(policyOn(rules.policies, id, today));
  const pinned = rules.policies.find((one) => one.id === id && one.version === version);
  const known = rules.policies.map((one) => `${one.id}:${one.version}`);
  return pinned ?? refuse('policy-unknown', reason('policy-unknown', { policy: name, known }), { column });
}

/** By the rules of the day on which the result was reckoned, under both policies. */
async function effectOn(
  work: Work,
  { studyPlan, planVersion, recognition, preparedFrom }: RecognitionCase,
  policies: readonly [Policy, Policy],
): Promise<Pick<PolicyEffects['items'][number], 'credits' | 'gpa' | 'differences'>> {
  const plan = await loadPlanCase(work.connection, studyPlan);
  const version =
    plan.record.version === planVersion
      ? plan.version
      : found(
          'version',
          `${studyPlan}#${planVersion}`,
          await store.plans.findVersion(work.connection, studyPlan, planVersion),
        );
  const { links, soFar } = preparedFrom ?? { links: [], soFar: null };
  const asked = { plan: { ...plan, version }, preparedFrom: { links, soFar }, answers: recognition.answers };
  const request = await requestFor(work, asked);
  const context = { ...work.service.context(), today: recognition.date };
  const [before, after] = policies.map((policy) => need(recognise(context, { ...request, policy })));
  if (!before || !after) throw new Error('two policies make two results');
  return {
    credits: { before: before.totals.creditsRecognised, after: after.totals.creditsRecognised },
    gpa: { before: before.gpa.value, after: after.gpa.value },
    differences: compareRecognitions(before, after),
  };
}
