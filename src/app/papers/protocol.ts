/** The protocol of a stored recognition. */
import type { Result, UiLanguage } from '../../domain/index.ts';
import * as store from '../../store/index.ts';
import { attempt, found, type Service } from '../service/service.ts';
import { recognitionToPdf } from '../tools/print.ts';
import { recognitionSheet, recognitionToJson } from '../tools/recognise.ts';
import { sheetToCsv, sheetToXlsx } from '../tools/sheets.ts';
import { headOfCase } from './case-head.ts';

/** The same recognition gives the same bytes. Its day is that of its issue, and of its calculation before that. */
export const protocolOf = (
  service: Service,
  {
    id,
    format,
    language,
  }: {
    readonly id: string;
    readonly format: 'pdf' | 'csv' | 'xlsx' | 'json';
    readonly language: UiLanguage;
  },
): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const stored = found('recognition', id, await store.find(service.store.connection, 'recognition', id));
    const { recognition, issuedOn, state, order = null } = stored;
    const here = service.context();
    if (format === 'pdf') {
      const head = await headOfCase(service, 'recognition', { id, home: recognition.home.institution });
      const asked = { recognition, head, order, superseded: state === 'superseded' };
      return recognitionToPdf(here, asked, { language, date: issuedOn ?? recognition.date });
    }
    const reader = { language, texts: here.texts };
    if (format === 'xlsx') return sheetToXlsx(recognitionSheet(recognition, reader));
    const csv = (): string => sheetToCsv(recognitionSheet(recognition, reader));
    return new TextEncoder().encode(format === 'csv' ? csv() : recognitionToJson(recognition, reader));
  });
