/** A student with a number, and a plan that was agreed with the host and waits for a transcript. */
import { create, plans, transact } from '../../src/store/index.ts';
import { bundle, planOf } from '../mobility/plans.ts';
import { act, granted, makeUser, makeVersion } from '../store/samples.ts';
import type { Harness } from './harness.ts';

export async function freezePlan(
  { store }: Harness,
  {
    institute,
    number,
    host,
    codes,
  }: { readonly institute: string; readonly number: string; readonly host: string; readonly codes: readonly string[] },
): Promise<{ readonly plan: string; readonly number: string }> {
  const student = await makeUser(store, { roles: [{ role: 'student', institute }] });
  const facts = { number, programme: 'Power', curriculum: null, semester: 6, results: null };
  const bundles = codes.map((code, place) => bundle(`b${place + 1}`, [`H-${code}`], [code]));
  const plan = { ...planOf(...bundles), host: { institution: host, academicYear: '2026/27' } };
  const draft = {
    student: student.id,
    institute,
    application: null,
    state: 'frozen' as const,
    stay: { start: '2026-09-01', end: '2027-01-31' },
    version: 1,
    reason: null,
  };
  const { id } = await transact(store, async (tx) => {
    granted(await create(tx, 'student', { ...facts, id: student.id, institute }, act('student.edit')));
    return granted(await plans.create(tx, { draft, version: makeVersion(1, { plan }) }, act('plan.create')));
  });
  return { plan: id, number };
}
