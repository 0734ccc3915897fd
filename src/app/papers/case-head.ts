/** Whom a stored case is about, as its documents name it. */
import type { Localised } from '../../domain/index.ts';
import { type CaseHead, headOf } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import type { Service } from '../service/service.ts';

/** The head of a document on a case. What is gone by retention leaves a line to write on. `home`: where the case names none itself. */
export async function headOfCase(
  { store: { connection }, context }: Service,
  kind: store.OwnedKind,
  { id, home = context().home.name }: { readonly id: string; readonly home?: string },
): Promise<CaseHead> {
  const about = (await store.describeCases(connection, kind, [id])).get(id);
  const institute = about ? await store.find(connection, 'institute', about.institute) : null;
  return headOf({
    home,
    host: about?.host ?? '',
    institute: institute?.names ?? null,
    ...(about && {
      studentName: about.student?.name ?? null,
      studentNumber: about.student?.number ?? null,
      programme: about.programme,
      academicYear: about.academicYear,
      semesters: about.semesters,
      stay: about.stay,
    }),
  });
}

/** The name of a coded reason; null for a code that there is not any more. */
export const titleOfReason = ({ process }: Service, code: string | null): Localised | null =>
  process.reasons.find(({ id }) => id === code)?.title ?? null;
