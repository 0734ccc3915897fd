/** How documents move: handed in as files in versions, looked at by the office. */
import { documentHolds } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { checklistOf, loadApplicationCase } from '../cases/application-case.ts';
import { ruleOn } from '../service/records.ts';
import { dayOf, found, type Work } from '../service/service.ts';
import type { CaseOf, Printed, Rules } from './kind.ts';
import { reasonTitle } from './tell.ts';

export const DOCUMENT: Rules<'document'> = {
  lock: ({ tx, ...work }, id) => loadDocumentCase({ ...work, connection: tx }, id),
  guards: async ({ caller }, { found: { record, rule }, input: { file, ...printed } }) => ({
    ...documentHolds({ ...record, ...given(printed) }, rule, dayOf(caller)),
    ...(file && { 'file-present': true }),
  }),
  writes: {
    upload: (_, { input: { issuedOn = null, validUntil = null, copies = 1 } }) => ({ issuedOn, validUntil, copies }),
    accept: (_, { input }) => given(input),
    return: (_, { input }) => given(input),
    waive: (_, { input }) => given(input),
  },
  save: ({ tx, act, caller }, record, { file }) =>
    file
      ? store.documents.addFile(tx, record, { ...file, uploadedOn: dayOf(caller) }, act)
      : store.update(tx, 'document', record, act),
  tells: async (work, { found: { record, subject, application, call } }) => {
    const item = (await checklistOf(work, { record: application, call })).find(({ type }) => type === record.type);
    const values = {
      case: application.id.slice(0, 8),
      host: call.university,
      ...(item && { document: item.title }),
      ...(item && item.due !== null && { deadline: item.due }),
      ...reasonTitle(work, record.reason),
    };
    return [{ subject, occurrence: record.revision, values }];
  },
};

export async function loadDocumentCase(work: Work, id: string): Promise<CaseOf<'document'>> {
  const record = found('document', id, await store.find(work.connection, 'document', id));
  const { record: application, subject, call } = await loadApplicationCase(work.connection, record.application);
  const rules = ruleOn(work, 'documents').documents;
  const rule = found('document-rule', record.type, rules.find(({ type }) => type === record.type) ?? null);
  return { record, subject, application, call, rule };
}

/** What the office read on it stands in place of what the sender said. */
const given = ({ issuedOn, validUntil, copies }: Printed) => ({
  ...(issuedOn !== undefined && { issuedOn }),
  ...(validUntil !== undefined && { validUntil }),
  ...(copies !== undefined && { copies }),
});
