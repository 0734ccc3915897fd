/** Institutes of the home institution: the pattern of a stored resource. Load, call what is pure, save, return. */
import { type Institute, instituteSchema, type Result } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { type Caller, need, type Service, write } from '../service/service.ts';

export type InstituteDraft = Pick<Institute, 'code' | 'names'>;

export const listInstitutes = async ({ store: { connection } }: Service): Promise<Institute[]> =>
  (await store.list(connection, 'institute', { limit: 500 })).items;

/** A code that is taken answers `already-exists`. */
export const createInstitute = (service: Service, caller: Caller, draft: InstituteDraft): Promise<Result<Institute>> =>
  write(service, caller, { action: 'institute.create', answer: instituteSchema }, async ({ tx, act }) =>
    need(await store.create(tx, 'institute', draft, act)),
  );

/** Replaces code and names of the revision that was read; another one answers `version-conflict`. */
export const replaceInstitute = (service: Service, caller: Caller, institute: Institute): Promise<Result<Institute>> =>
  write(service, caller, { action: 'institute.change', answer: instituteSchema }, async ({ tx, act }) =>
    need(await store.update(tx, 'institute', institute, act)),
  );
