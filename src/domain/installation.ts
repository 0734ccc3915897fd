/** How an installation is set up, as whoever administers it sees it. */
import { z } from 'zod';
import { reasonSchema } from './reasons/index.ts';

/** A variable of the configuration as it counts. Secrets are never told, nor what of an address signs in. */
export const settingSchema = z.object({
  name: z.string(),
  value: z.string().nullable().describe('null: not set, or secret'),
  isSecret: z.boolean(),
  source: z.enum(['environment', 'default', 'unset']),
});
export type Setting = z.infer<typeof settingSchema>;

/** Something that was looked at. `fine`: it is right. */
export const findingSchema = z.object({
  variable: z.string().describe('the variable, or the file, that it is about'),
  severity: z.enum(['fine', 'warning', 'error']),
  reason: reasonSchema,
});
export type Finding = z.infer<typeof findingSchema>;
