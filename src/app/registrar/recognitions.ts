/** Recognitions as they are read, and their protocol as a file. */
import type { RecognitionCase, RecognitionState, Result } from '../../domain/index.ts';
import { success } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { reachFor } from '../service/authorise.ts';
import { found } from '../service/found.ts';
import type { Caller, Service } from '../service/service.ts';
import { recognitionToCsv, recognitionToJson, recognitionToPdf } from '../tools/recognise.ts';

export interface RecognitionFilter extends store.PageOptions {
  readonly state?: RecognitionState | undefined;
  readonly student?: string | undefined;
  readonly institute?: string | undefined;
  readonly studyPlan?: string | undefined;
}

export const listRecognitions = (
  { store: { connection } }: Service,
  caller: Caller,
  { after, limit, ...where }: RecognitionFilter,
): Promise<store.Page<RecognitionCase>> =>
  store.listRecognitions(connection, {
    where,
    after,
    limit,
    reach: reachFor(caller, 'recognition.read'),
    order: 'newest',
  });

export const readRecognition = async (
  { store: { connection } }: Service,
  id: string,
): Promise<Result<RecognitionCase>> => found('recognition', id, await store.findRecognition(connection, id));

export interface ProtocolRequest {
  readonly id: string;
  readonly format: 'pdf' | 'csv' | 'json';
  readonly language: 'en' | 'ru' | 'kk';
}

/** The same recognition gives the same bytes. Its day is that of its issue, and of its calculation before that. */
export async function protocolOf(
  service: Service,
  { id, format, language }: ProtocolRequest,
): Promise<Result<Uint8Array>> {
  const stored = await readRecognition(service, id);
  if (!stored.ok) return stored;
  const { recognition, issuedOn } = stored.value;
  if (format === 'pdf')
    return success(await recognitionToPdf(recognition, { language, date: issuedOn ?? recognition.date }));
  const text = format === 'csv' ? recognitionToCsv(recognition) : recognitionToJson(recognition);
  return success(new TextEncoder().encode(text));
}
