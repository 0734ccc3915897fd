/** Who works with Concord, and as what. */
import { z } from 'zod';
import { rowPlaceSchema } from './file-rows.ts';
import { localisedSchema } from './text.ts';

/** An id that the store gives: opaque, never shown as a name. */
export const idSchema = z.string().min(1).max(100);

/** Id of a record in rules/process/*.yaml, such as a reason: a code, which has no room for prose. */
export const ruleCodeSchema = z
  .string()
  .regex(/^[a-z0-9-]+$/)
  .max(60);

/** Languages in which people are spoken to. */
export const uiLanguageSchema = z.enum(['kk', 'ru', 'en']);
export type UiLanguage = z.infer<typeof uiLanguageSchema>;

/**
 * `adviser`: academic adviser of an institute; `directorate`: of an institute, pre-approves its students' plans; `registrar`: credits what
 * was studied; `coordinator`: international office; `commission`: member of the selection and appeals commission.
 */
export const roleSchema = z.enum([
  'student',
  'adviser',
  'directorate',
  'registrar',
  'coordinator',
  'commission',
  'administrator',
]);
export type Role = z.infer<typeof roleSchema>;

/** Every stored record: `revision` starts at 1, grows with each write and is its ETag. */
export const recordShape = { id: idSchema, revision: z.number().int().positive() };

/** An institute (school, department) of the home institution; its directorate decides on the plans of its students. */
export const instituteSchema = z.strictObject({
  ...recordShape,
  /** Short, unique within the home institution. */
  code: z.string().min(1).max(50),
  names: localisedSchema,
});
export type Institute = z.infer<typeof instituteSchema>;

export const userSchema = z.strictObject({
  ...recordShape,
  name: z.string().min(1).max(200),
  email: z.email(),
  language: uiLanguageSchema.default('en'),
  /** A role, for one institute or (null) for none in particular; a right of scope `institute` needs the former. */
  roles: z.array(z.strictObject({ role: roleSchema, institute: idSchema.nullable().default(null) })),
  /** False: can not sign in; what the person decided stays. */
  active: z.boolean().default(true),
});
export type User = z.infer<typeof userSchema>;

/** A person of an office's list of users, as it stands there: the institute as printed, the language null where none is named. */
export const listedUserSchema = z.object({
  name: userSchema.shape.name,
  email: userSchema.shape.email,
  language: uiLanguageSchema.nullable(),
  roles: z.array(z.object({ role: roleSchema, institute: z.string().nullable() })),
  ...rowPlaceSchema.shape,
});
export type ListedUser = z.infer<typeof listedUserSchema>;

/** Who does something. The roles are those of the moment, never copied into a record. */
export interface Actor {
  readonly user: string;
  readonly roles: User['roles'];
}
