/** Recognitions as they are read, and what is said of them besides their moves: rows decided, accepted by the student. */
import {
  type CreditOrder,
  type Problem,
  problem,
  type RecognitionCase,
  type Result,
  reason,
  recognitionCaseSchema,
} from '../../domain/index.ts';
import { reasonsFor } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { current, refuseState } from '../service/records.ts';
import { type Caller, dayOf, found, need, refuse, refuseFor, type Service, write } from '../service/service.ts';
import type { RowAnswer } from '../tools/recognise.ts';
import { answerRows } from './prepare.ts';

export interface Resolutions {
  readonly id: string;
  readonly revision: number;
  readonly resolutions: readonly RowAnswer[];
}

/** What a registrar says of flagged rows: the recognition is reckoned anew with it. */
export const resolveRows = (
  service: Service,
  caller: Caller,
  { id, revision, resolutions }: Resolutions,
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.resolve', answer: recognitionCaseSchema }, async (work) => {
    const { tx, act } = work;
    const record = found('recognition', id, await store.find(tx, 'recognition', id));
    need(current('recognition', record, revision));
    if (record.state !== 'prepared') refuseState('recognition', record.state, 'recognition-not-prepared');
    const codes = reasonsFor(service.process.reasons, 'row-resolution', dayOf(caller)).map((one) => one.id);
    refuseFor(resolutions.flatMap((one) => wrongResolution(record, codes, one)));
    return need(await store.update(tx, 'recognition', await answerRows(work, record, resolutions), act));
  });

function wrongResolution(
  { flagged, recognition, preparedFrom }: RecognitionCase,
  codes: readonly string[],
  { line, resolution }: Resolutions['resolutions'][number],
): Problem[] {
  const isThere = preparedFrom !== undefined && recognition.rows.some((row) => row.line === line);
  if (!isThere && !flagged.some((row) => row.line === line))
    return [problem('reference-unknown', reason('line-not-flagged', { line: String(line) }))];
  if (!codes.includes(resolution))
    return [problem('reason-missing', reason('stated-reason-unknown', { reason: resolution, possible: codes }))];
  const earns = recognition.credited.some(({ from }) => from.includes(line));
  if (preparedFrom !== undefined || !earns || resolution !== 'not-recognised') return [];
  return [problem('value-invalid', reason('line-has-earned', { line: String(line) }))];
}

const ORDERED: ReadonlySet<RecognitionCase['state']> = new Set(['confirmed', 'issued', 'closed']);

/** The order that credits what was recognised, or another one in its place; before it is confirmed nothing can be credited. */
export const enterOrder = (
  service: Service,
  caller: Caller,
  { id, revision, order }: Pick<RecognitionCase, 'id' | 'revision'> & { readonly order: CreditOrder },
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.order', answer: recognitionCaseSchema }, async ({ tx, act }) => {
    const record = found('recognition', id, await store.find(tx, 'recognition', id));
    if (!ORDERED.has(record.state)) refuseState('recognition', record.state, 'recognition-not-confirmed');
    if (order.date > dayOf(caller))
      refuse('value-invalid', reason('order-in-future', { day: order.date }), { column: 'date' });
    return need(await store.update(tx, 'recognition', { ...record, revision, order }, act));
  });

/** The student accepts an issued recognition, so that it can be closed before the time for appeals is over. */
export const acceptRecognition = (
  service: Service,
  caller: Caller,
  { id, revision }: Pick<RecognitionCase, 'id' | 'revision'>,
): Promise<Result<RecognitionCase>> =>
  write(service, caller, { action: 'recognition.accept', answer: recognitionCaseSchema }, async ({ tx, act }) => {
    const record = found('recognition', id, await store.find(tx, 'recognition', id));
    if (record.state !== 'issued') refuseState('recognition', record.state, 'recognition-not-issued');
    return need(await store.update(tx, 'recognition', { ...record, revision, acceptedByStudent: true }, act));
  });
