/** What a submitted plan rests on, in the few figures that a queue shows of it. */
import { z } from 'zod';
import {
  addDays,
  type Bundle,
  type BundlePrecedent,
  codeKey,
  idSchema,
  type PrecedentCourse,
  type Rational,
  rationalSchema,
  reasonSchema,
} from '../../domain/index.ts';
import { bundleRisk, type PlanLook, precedentsFor, textDistance } from '../../mobility/index.ts';
import { planStandingSchema } from '../adviser/study-plans.ts';
import type { Judged } from '../cases/plan-case.ts';

const bundleStands = planStandingSchema.shape.bundles.element;

export const planSummarySchema = z.strictObject({
  version: z.number().int().positive(),
  homeEcts: rationalSchema.describe('of the home courses that are replaced'),
  hostEcts: rationalSchema.describe('of the host courses that are taken'),
  bundles: z.array(
    z.strictObject({
      bundle: z.string(),
      home: z.array(z.string()).describe('codes; those of the places of an elective block'),
      host: z.array(z.string()).describe('codes'),
      state: bundleStands.shape.state,
      says: bundleStands.shape.precedents.shape.says,
      probability: z.number().min(0).max(1).nullable(),
    }),
  ),
  weakest: z
    .strictObject({
      bundle: z.string(),
      risks: z.array(z.string()).describe('stable keys of what makes its risk'),
      notes: z.array(reasonSchema).describe('what to look at'),
    })
    .nullable()
    .describe('the open bundle of the greatest risk; null when every one rests on a precedent'),
  oldest: z
    .strictObject({ decidedOn: z.iso.date(), institute: idSchema })
    .nullable()
    .describe('of the precedents that the bundles rest on'),
  moved: z
    .array(z.strictObject({ code: z.string(), distance: rationalSchema.describe('share of the words that differ') }))
    .describe('courses whose text is another than the one that was decided on'),
  endsOn: z.iso.date().nullable().describe('first of the precedents to end, where that is soon'),
  broken: z.array(reasonSchema).describe('hard rules that it breaks'),
});
export type PlanSummary = z.infer<typeof planSummarySchema>;

/** `warnDays`: within so many days the end of a precedent is soon. */
export function summarise(
  { version, ...look }: PlanLook & Pick<Judged, 'courses'> & { readonly version: number },
  warnDays: number,
): PlanSummary {
  const { plan, standings, date, verification } = look;
  const views = plan.bundles.map((bundle) => ({ bundle, ...precedentsFor(bundle, plan, look) }));
  const stateOf = (id: string) => standings.find(({ bundle }) => bundle === id)?.state ?? 'open';
  const resting = views.flatMap(({ says, precedents: [newest] }) =>
    says.startsWith('approved') && newest ? [newest] : [],
  );
  const [oldest] = [...resting].sort((a, b) => (a.decidedOn < b.decidedOn ? -1 : 1));
  const [soonest] = resting.map(({ validUntil }) => validUntil).sort();
  const weighed = views
    .filter(({ bundle, says }) => !says.startsWith('approved') && !stateOf(bundle.id).startsWith('approved'))
    .map((view) => ({ bundle: view.bundle, risk: bundleRisk(view.bundle, view) }));
  const [weakest] = weighed.sort((a, b) => b.risk.value - a.risk.value);
  return {
    version,
    homeEcts: plan.totals.homeEcts,
    hostEcts: plan.totals.hostEcts,
    bundles: views.map(({ bundle, says }) => ({
      bundle: bundle.id,
      ...bundleCodes(bundle),
      state: stateOf(bundle.id),
      says,
      probability: bundle.probability ?? null,
    })),
    weakest: weakest
      ? { bundle: weakest.bundle.id, risks: [...weakest.risk.keys], notes: weakest.bundle.notes ?? [] }
      : null,
    oldest: oldest ? { decidedOn: oldest.decidedOn, institute: oldest.institute } : null,
    moved: movedIn(resting, look.courses),
    endsOn: soonest !== undefined && soonest <= addDays(date, warnDays) ? soonest : null,
    broken: verification.flatMap(({ severity, reason }) => (severity === 'error' ? [reason] : [])),
  };
}

const bundleCodes = ({ home, host, fills = [] }: Bundle) => ({
  home: (home.length > 0 ? home : fills).map(({ code }) => code),
  host: host.map(({ code }) => code),
});

/** Each course once, the one that has moved farthest first. */
function movedIn(precedents: readonly BundlePrecedent[], { home, host }: Judged['courses']): PlanSummary['moved'] {
  const known = { home: home ?? [], host: host ?? [] };
  const moves = new Map<string, Rational>();
  for (const precedent of precedents)
    for (const side of ['home', 'host'] as const)
      for (const before of precedent[side].courses) {
        const now = known[side].find(({ code }) => codeKey(code) === codeKey(before.code));
        const distance = now && textDistance(asText(before), asText(now));
        if (distance && !distance.isZero()) moves.set(before.code, distance);
      }
  return [...moves]
    .map(([code, distance]) => ({ code, distance }))
    .sort((a, b) => (a.distance.gt(b.distance) ? -1 : 1));
}

const asText = ({ titles, descriptions, outcomes }: Pick<PrecedentCourse, 'titles' | 'descriptions' | 'outcomes'>) => ({
  titles,
  descriptions,
  outcomes,
});
