import { z } from 'zod';

/** A mobility call of the international office: one host, what it offers, and until when. */
export const mobilityCallSchema = z.object({
  university: z.string().min(1),
  city: z.string(),
  country: z.string(),
  specialty: z.string(),
  requirements: z.string(),
  tuitionPayment: z.string(),
  costs: z.string(),
  /** Number of places. */
  quantity: z.number().int().nonnegative(),
  catalogueLinks: z.array(z.url()),
  deadline: z.iso.date(),
});
export type MobilityCall = z.infer<typeof mobilityCallSchema>;
