/** What every record of the rules of the process has. */
import { z } from 'zod';
import { ruleCodeSchema, uiLanguageSchema } from './people.ts';
import { datedShape } from './scales.ts';
import { localisedSchema } from './text.ts';

/** What people read in the application, in all of its languages. */
export const inThreeSchema = localisedSchema.refine(
  (texts) => uiLanguageSchema.options.every((language) => texts[language]),
  'needed in kk, ru and en',
);

/** Several records of one id are its versions, and no two of them are valid on the same day. */
export const policyShape = {
  id: ruleCodeSchema,
  version: z.string().min(1).default('1'),
  title: inThreeSchema,
  /** `law` only where the text of the law was read. */
  authority: z.enum(['law', 'institution']),
  note: z.string().optional(),
  ...datedShape,
};
