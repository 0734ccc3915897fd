/** Papers that wait: for whoever hands them in, or for whoever checks them. */
import type { Actor, ChecklistItem, DocumentPolicy, Role } from '../../domain/index.ts';
import { checkDocument, documentRisk, policyOn, type Waiting } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { type Doing, dayOf } from '../moves/step.ts';
import { DEFAULT_POLICY } from '../tools/context.ts';
import { type Asked, type Reader, waitingOf } from './waiting.ts';

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

/** Those that the policy asks for, each with the day on which it is due. */
export const documentsWaiting: Reader = async (doing, asked) => {
  const policy = policyOn(doing.service.process.documents, DEFAULT_POLICY, dayOf(doing.caller));
  if (!policy.ok) return [];
  const rules = new Map<string, DocumentPolicy['documents'][number]>(
    policy.value.documents.map((rule) => [rule.type, rule]),
  );
  const found = await paperCases(doing, asked, policy.value.documents);
  return found.flatMap((one) => {
    const rule = rules.get(one.look.type);
    return rule ? (waitingPaper(doing, one, rule) ?? []) : [];
  });
};

/** What was handed in waits for whoever checks; the rest for whoever hands it in, and nobody else is asked for it. */
async function paperCases(
  { service, caller }: Doing,
  { states, ...asked }: Asked,
  rules: readonly DocumentPolicy['documents'][number][],
): Promise<store.WaitingCase<'document'>[]> {
  const { connection } = service.store;
  const list = (isUploaded: boolean, types?: string[]) => {
    const wanted = states.filter((state) => (state === 'uploaded') === isUploaded);
    return store.listWaiting(connection, 'document', { ...asked, states: wanted, types });
  };
  const mine = rules.filter((rule) => handsIn(caller.actor, rule)).map(({ type }) => type);
  return [...(await list(true)), ...(await list(false, mine))];
}

const handsIn = ({ roles }: Actor, { providedBy }: DocumentPolicy['documents'][number]): boolean =>
  roles.some(({ role }) => HANDED_IN_BY[providedBy].includes(role));

function waitingPaper(
  { caller }: Doing,
  one: store.WaitingCase<'document'>,
  rule: DocumentPolicy['documents'][number],
): Waiting | null {
  const { callKind: kind, callDeadline, languages, stay, birthDate, ...document } = one.look;
  const today = dayOf(caller);
  const item = checkDocument(rule, { kind, callDeadline, languages, stay, birthDate, documents: [document], today });
  if (item.required === 'no') return null;
  return {
    ...waitingOf('document', one),
    deadline: item.due,
    risk: documentRisk(item),
    ...(one.state !== 'uploaded' && { roles: HANDED_IN_BY[item.providedBy] }),
  };
}
