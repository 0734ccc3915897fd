/** Papers that wait: for whoever hands them in, or for whoever checks them. */
import type { ChecklistItem, Role } from '../../domain/index.ts';
import { documentRisk, type Waiting } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { checklistOf, loadCase } from '../process/application-case.ts';
import type { Doing } from '../step.ts';

/** Who hands a paper in that somebody outside has to give. */
const HANDED_IN_BY: Readonly<Record<ChecklistItem['providedBy'], readonly Role[]>> = {
  student: ['student'],
  parents: ['student'],
  teachers: ['student'],
  adviser: ['coordinator'],
  registrar: ['coordinator'],
  coordinator: ['coordinator'],
  host: ['coordinator'],
};

/** Those that the checklist of their application asks for, each with the day on which it is due. */
export async function documentsWaiting(
  doing: Doing,
  asked: { readonly state: string; readonly reach: store.Reach; readonly limit: number },
): Promise<Waiting[]> {
  const { connection } = doing.service.store;
  const found = await store.listWaiting(connection, 'document', asked);
  const checklists = new Map<string, readonly ChecklistItem[]>();
  const waiting: Waiting[] = [];
  for (const { record, student, institute, since } of found) {
    const { application } = record;
    const checklist = checklists.get(application) ?? (await checklistOfApplication(doing, application));
    checklists.set(application, checklist);
    const item = checklist.find(({ type }) => type === record.type);
    if (!item || item.required === 'no') continue;
    waiting.push({
      kind: 'document',
      id: record.id,
      state: asked.state,
      since,
      subject: { owner: student, institute },
      deadline: item.due,
      risk: documentRisk(item),
      ...(asked.state !== 'uploaded' && { roles: HANDED_IN_BY[item.providedBy] }),
    });
  }
  return waiting;
}

async function checklistOfApplication(doing: Doing, id: string): Promise<readonly ChecklistItem[]> {
  const { connection } = doing.service.store;
  const kase = await loadCase(connection, id);
  if (!kase.ok) return [];
  const checklist = await checklistOf(connection, doing, kase.value);
  return checklist.ok ? checklist.value : [];
}
