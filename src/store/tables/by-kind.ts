/** Names of one kind each, for callers that do not yet name the kind: `find(connection, 'call', id)` and so on say the same. */
import type { Act, Connection, Tx } from '../connection.ts';
import type { Draft, RecordKind, Records } from '../records/kinds.ts';
import { find, findMany, type ListOptions, list, lock } from '../records/read.ts';
import { create, update } from '../records/write.ts';

const creating =
  <K extends Exclude<RecordKind, 'plan' | 'change'>>(kind: K) =>
  (tx: Tx, draft: Draft<Records[K]>, act: Act) =>
    create(tx, kind, draft, act);
const updating =
  <K extends RecordKind>(kind: K) =>
  (tx: Tx, record: Records[K], act: Act) =>
    update(tx, kind, record, act);
const finding =
  <K extends RecordKind>(kind: K) =>
  (connection: Connection, id: string) =>
    find(connection, kind, id);
const listing =
  <K extends RecordKind>(kind: K) =>
  (connection: Connection, options?: ListOptions<Records[K]>) =>
    list(connection, kind, options);

export const [createInstitute, updateInstitute, findInstitute] = [
  creating('institute'),
  updating('institute'),
  finding('institute'),
];
export const listInstitutes = async (connection: Connection) =>
  (await list(connection, 'institute', { limit: 500 })).items;
export const [createAgreement, updateAgreement, findAgreement, listAgreements] = [
  creating('agreement'),
  updating('agreement'),
  finding('agreement'),
  listing('agreement'),
];
export const [createCall, updateCall, findCall, listCalls] = [
  creating('call'),
  updating('call'),
  finding('call'),
  listing('call'),
];
export const findCalls = (connection: Connection, ids: readonly string[]) => findMany(connection, 'call', ids);
export const lockCall = (tx: Tx, id: string) => lock(tx, 'call', id);
export const [createApplication, updateApplication, findApplication, listApplications] = [
  creating('application'),
  updating('application'),
  finding('application'),
  listing('application'),
];
export const [updateDocument, findDocument] = [updating('document'), finding('document')];
export const [findStudyPlan, listStudyPlans] = [finding('plan'), listing('plan')];
export const lockStudyPlan = (tx: Tx, id: string) => lock(tx, 'plan', id);
export const [updateChangeProposal, findChangeProposal, listChangeProposals] = [
  updating('change'),
  finding('change'),
  listing('change'),
];
export const [createRecognition, updateRecognition, findRecognition, listRecognitions] = [
  creating('recognition'),
  updating('recognition'),
  finding('recognition'),
  listing('recognition'),
];
export const [createAppeal, updateAppeal, findAppeal, listAppeals] = [
  creating('appeal'),
  updating('appeal'),
  finding('appeal'),
  listing('appeal'),
];
export const lockAppeal = (tx: Tx, id: string) => lock(tx, 'appeal', id);
