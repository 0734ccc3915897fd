/** People of the process, their roles, and the institutes they act for. */
import { z } from 'zod';
import { localisedSchema } from './text.ts';

/** A row's count of changes, from 1; a write names the version that it read. */
export const rowVersionSchema = z.number().int().positive();

/** An institute (school, department) of the home institution, whose directorate decides on its students' plans. */
export const instituteSchema = z.object({
  id: z.uuid(),
  /** Short and unique within the home institution. */
  code: z.string().min(1),
  names: localisedSchema,
  version: rowVersionSchema,
});
export type Institute = z.infer<typeof instituteSchema>;
