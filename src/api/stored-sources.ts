/** Plans as requests bring them: written out, or to be made from stored versions. */
import { z } from '@hono/zod-openapi';
import type { PlanSource } from '../app/index.ts';
import { idSchema, planSchema, type Result, success } from '../domain/index.ts';
import { stayOptions, stayOptionsShape } from './sources.ts';

/** A stored curriculum and catalogue, and what the plan is asked to keep. */
const proposalShape = {
  curriculum: idSchema.describe('of a stored curriculum, which is its current version, or of one version'),
  catalogue: idSchema.describe('of a stored catalogue, which is its current version, or of one version'),
  ...stayOptionsShape,
};

export const planSourceSchema = z
  .union([z.strictObject({ plan: planSchema }), z.strictObject({ from: z.strictObject(proposalShape) })])
  .openapi('PlanSource');

export function planSourceFrom(source: z.output<typeof planSourceSchema>): Result<PlanSource> {
  if ('plan' in source) return success(source);
  const { curriculum, catalogue, ...rest } = source.from;
  const options = stayOptions(rest);
  return options.ok ? success({ from: { curriculum, catalogue, options: options.value } }, options.problems) : options;
}
