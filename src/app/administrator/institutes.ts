/** Institutes of the home institution: the pattern of a stored resource. Load, call what is pure, save, return. */
import { type Institute, instituteSchema, type Localised, type Result } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { found } from '../service/found.ts';
import { type Caller, type Service, write } from '../service/service.ts';

export interface InstituteDraft {
  readonly code: string;
  readonly names: Localised;
}

export const listInstitutes = ({ store: { connection } }: Service): Promise<Institute[]> =>
  store.listInstitutes(connection);

export const readInstitute = async ({ store: { connection } }: Service, id: string): Promise<Result<Institute>> =>
  found('institute', id, await store.findInstitute(connection, id));

/** A code that is taken answers `already-exists`. */
export const createInstitute = (service: Service, caller: Caller, draft: InstituteDraft): Promise<Result<Institute>> =>
  write(service, caller, { action: 'institute.create', answer: instituteSchema }, (tx, act) =>
    store.createInstitute(tx, draft, act),
  );

/** Replaces code and names of the revision that was read; another one answers `version-conflict`. */
export const replaceInstitute = (
  service: Service,
  caller: Caller,
  { id, revision, ...draft }: InstituteDraft & Pick<Institute, 'id' | 'revision'>,
): Promise<Result<Institute>> =>
  write(service, caller, { action: 'institute.change', answer: instituteSchema }, (tx, act) =>
    store.updateInstitute(tx, { ...draft, id, revision }, act),
  );
