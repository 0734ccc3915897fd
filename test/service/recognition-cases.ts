import type { RecognitionCase } from '../../src/domain/index.ts';
import { create, transact } from '../../src/store/index.ts';
import { act, granted, makeRecognition, makeStudyPlan } from '../store/samples.ts';
import type { Harness } from './harness.ts';
import type { Office } from './plan-life.ts';

/** A recognition that waits for its second person. */
export async function makeSigned(
  { store }: Harness,
  { institute, registrar, student }: Office,
  parts: Partial<RecognitionCase> = {},
): Promise<RecognitionCase> {
  const { plan } = await makeStudyPlan(store, { student: student.user.id, institute, state: 'reconciled' });
  const draft = {
    student: student.user.id,
    institute,
    studyPlan: plan.id,
    planVersion: 1,
    state: 'second-look' as const,
    recognition: makeRecognition(),
    flagged: [{ line: 2, flag: 'refused', resolution: 'accepted-as-is' }],
    signedBy: registrar.user.id,
    countersignedBy: null,
    issuedOn: null,
    acceptedByStudent: false,
    ...parts,
  };
  return granted(await transact(store, (tx) => create(tx, 'recognition', draft, act('recognition.sign'))));
}
