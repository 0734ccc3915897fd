/**
 * What Concord says, as data: a code of a closed list and the values of its sentence. The sentences stand in rules/texts, one
 * catalogue per language, and are looked up where a person reads them.
 */
import { z } from 'zod';
import { Rational } from '../rational.ts';
import type { Localised } from '../text.ts';
import { COMMAND_REASONS } from './command.ts';
import { COMMON_REASONS } from './common.ts';
import { CREDIT_REASONS } from './credits.ts';
import { DOCUMENT_REASONS } from './documents.ts';
import { FILE_REASONS } from './files.ts';
import { MATCHING_REASONS } from './matching.ts';
import { PLANNING_REASONS } from './planning.ts';
import { PROCESS_REASONS } from './process.ts';
import { SERVICE_REASONS } from './service.ts';

/** The closed list: each code with the names of its values. An area is the name of its files in rules/texts. */
export const REASON_AREAS = {
  command: COMMAND_REASONS,
  common: COMMON_REASONS,
  credits: CREDIT_REASONS,
  documents: DOCUMENT_REASONS,
  files: FILE_REASONS,
  matching: MATCHING_REASONS,
  planning: PLANNING_REASONS,
  process: PROCESS_REASONS,
  service: SERVICE_REASONS,
};
const REASONS = {
  ...COMMAND_REASONS,
  ...COMMON_REASONS,
  ...CREDIT_REASONS,
  ...DOCUMENT_REASONS,
  ...FILE_REASONS,
  ...MATCHING_REASONS,
  ...PLANNING_REASONS,
  ...PROCESS_REASONS,
  ...SERVICE_REASONS,
};

export type ReasonCode = keyof typeof REASONS;

/** A text as it stands, a number (it chooses the plural), a text in several languages, a reason, or a list of these. */
export type ReasonValue = string | number | Localised | Reason | readonly ReasonValue[];

export interface Reason {
  readonly code: ReasonCode;
  readonly values: Readonly<Record<string, ReasonValue>>;
  /** The sentence in the language of whoever asked; only in answers of the API and in files for people. */
  readonly text?: string | undefined;
}

/** The values are whatever {@link ReasonValue} allows; how deep they go is not described, so that the schema holds no ring. */
export const reasonSchema: z.ZodType<Reason> = z
  .object({
    code: z.enum(Object.keys(REASONS) as [ReasonCode, ...ReasonCode[]]),
    values: z.record(
      z.string(),
      z.union([
        z.string(),
        z.number(),
        z.record(z.string(), z.unknown()),
        z.array(z.unknown()),
      ]) as z.ZodType<ReasonValue>,
    ),
    text: z.string().optional(),
  })
  .meta({ id: 'Reason', description: 'a code of the closed list with the values of its sentence' });

/** The names of a code's values; none for a code that there is not any more. */
export const valueNamesOf = (code: ReasonCode): readonly string[] => REASONS[code] ?? [];

type ValueNames<C extends ReasonCode> = (typeof REASONS)[C][number];

/** `reason('credits-negative', { amount })`; a code without values takes none. An exact number becomes its exact text. */
export function reason<C extends ReasonCode>(
  code: C,
  ...[values]: [ValueNames<C>] extends [never] ? [] : [values: Readonly<Record<ValueNames<C>, ReasonValue | Rational>>]
): Reason {
  const said: Record<string, ReasonValue> = {};
  const given: Readonly<Record<string, ReasonValue | Rational>> = values ?? {};
  for (const name in given) {
    const value = given[name];
    if (value !== undefined) said[name] = value instanceof Rational ? value.toString() : value;
  }
  return { code, values: said };
}

export const isReason = (value: unknown): value is Reason =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  value.code in REASONS &&
  'values' in value &&
  typeof value.values === 'object';
