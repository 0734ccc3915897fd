/** Names of one kind each, for callers that do not yet name the kind or the table. */
import type { Catalogue, Curriculum, Document, Eligibility } from '../domain/index.ts';
import { audit } from './audit/audit.ts';
import type { Act, Connection, Tx } from './connection.ts';
import { imports } from './courses/import.ts';
import { courseLists } from './courses/lists.ts';
import { courses } from './courses/read.ts';
import type { OwnedKind } from './owners.ts';
import { cases } from './personal-data/cases.ts';
import { retention } from './personal-data/retention.ts';
import type { Draft, RecordKind, Records } from './records/kinds.ts';
import { find, findMany, type ListOptions, list, lock, lockAll } from './records/read.ts';
import { create, update } from './records/write.ts';
import { decisions } from './tables/decisions.ts';
import { documents } from './tables/documents.ts';
import { idempotency } from './tables/idempotency.ts';
import { notices } from './tables/notices.ts';
import { outbox } from './tables/outbox.ts';
import { precedents } from './tables/precedents.ts';
import { type Ranking, results } from './tables/results.ts';
import { seats } from './tables/seats.ts';
import { apiTokens, failedSignIns, openId, passwords, sessions } from './tables/sign-in.ts';
import { plans } from './tables/study-plans.ts';
import { transcripts } from './tables/transcripts.ts';
import { users } from './tables/users.ts';

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

export const createInstitute = creating('institute');
export const updateInstitute = updating('institute');
export const findInstitute = finding('institute');
export const listInstitutes = async (connection: Connection) =>
  (await list(connection, 'institute', { limit: 500 })).items;
export const createUser = creating('user');
export const updateUser = updating('user');
export const findUser = finding('user');
export const createAgreement = creating('agreement');
export const updateAgreement = updating('agreement');
export const findAgreement = finding('agreement');
export const listAgreements = listing('agreement');
export const createCall = creating('call');
export const updateCall = updating('call');
export const findCall = finding('call');
export const listCalls = listing('call');
export const findCalls = (connection: Connection, ids: readonly string[]) => findMany(connection, 'call', ids);
export const lockCall = (tx: Tx, id: string) => lock(tx, 'call', id);
export const createApplication = creating('application');
export const updateApplication = updating('application');
export const findApplication = finding('application');
export const listApplications = listing('application');
export const lockApplications = (tx: Tx, where: Pick<Records['application'], 'call' | 'state'>) =>
  lockAll(tx, 'application', where);
export const createDocument = (tx: Tx, draft: Omit<Draft<Document>, 'files'>, act: Act) =>
  create(tx, 'document', { ...draft, files: [] }, act);
export const updateDocument = updating('document');
export const findDocument = finding('document');
export const addDocumentFile = documents.addFile;
export const listDocuments = (connection: Connection, application: string) => documents.list(connection, [application]);
export const listDocumentsOf = documents.list;
export const readDocumentFile = documents.readFile;
export const findStudyPlan = finding('plan');
export const listStudyPlans = listing('plan');
export const lockStudyPlan = (tx: Tx, id: string) => lock(tx, 'plan', id);
export const createStudyPlan = plans.create;
export const updateStudyPlan = plans.update;
export const findPlansInForce = plans.inForce;
export const findPlanVersion = plans.findVersion;
export const listPlanVersions = plans.listVersions;
export const createChangeProposal = plans.createChange;
export const updateChangeProposal = updating('change');
export const findChangeProposal = finding('change');
export const listChangeProposals = listing('change');
export const createRecognition = creating('recognition');
export const updateRecognition = updating('recognition');
export const findRecognition = finding('recognition');
export const listRecognitions = listing('recognition');
export const createAppeal = creating('appeal');
export const updateAppeal = updating('appeal');
export const findAppeal = finding('appeal');
export const listAppeals = listing('appeal');
export const lockAppeal = (tx: Tx, id: string) => lock(tx, 'appeal', id);
export const addTranscript = transcripts.add;
export const findTranscript = transcripts.find;
export const listTranscripts = transcripts.list;
export const decideBundles = decisions.add;
export const listDecisions = (connection: Connection, plan: string) => decisions.list(connection, [plan]);
export const listDecisionsOn = decisions.list;
export const findDecision = decisions.find;
export const countSeats = async (connection: Connection, call: string) =>
  (await seats.count(connection, [call])).get(call) ?? null;
export const countSeatsOf = seats.count;
export const takeSeat = seats.take;
export const releaseSeat = seats.release;
export const listSeats = seats.list;
export const saveEligibility = (tx: Tx, owner: string, body: Eligibility, act: Act) =>
  results.save(tx, 'eligibility', { owner, body }, act);
export const findEligibility = (connection: Connection, id: string) => results.find(connection, 'eligibility', id);
export const eligibilityMadeAt = (connection: Connection, ids: readonly string[]) =>
  results.madeAt(connection, 'eligibility', ids);
export const saveRanking = (tx: Tx, owner: string, body: Ranking, act: Act) =>
  results.save(tx, 'ranking', { owner, body }, act);
export const findRanking = (connection: Connection, id: string) => results.find(connection, 'ranking', id);
export const addNotices = notices.add;
export const noticesSaid = notices.saidBefore;
export const listNotices = notices.list;
export const countUnreadNotices = notices.countUnread;
export const markNoticesRead = notices.markRead;
export const claimMessages = outbox.claim;
export const markSent = outbox.markSent;
export const markFailed = outbox.markFailed;
export const reviveMessage = outbox.revive;
export const listMessages = outbox.list;
export const takeIdempotencyKey = idempotency.take;
export const keepResponse = idempotency.keep;
export const createPrecedent = precedents.create;
export const setPrecedentStatus = precedents.setStatus;
export const findPrecedent = precedents.find;
export const precedentsStamp = precedents.stamp;
export const listPrecedents = precedents.list;
export const precedentsNamingAny = precedents.naming;
export const precedentsNaming = (connection: Connection, institution: string, codes: readonly string[]) =>
  precedents.naming(connection, [{ institution, codes }]);
export const listPrecedentsToLookAt = precedents.listToLookAt;
export const createSession = sessions.create;
export const findSession = sessions.find;
export const touchSession = sessions.touch;
export const endSession = sessions.end;
export const endSessionsOf = sessions.endAll;
export const setPasswordHash = passwords.set;
export const findPasswordHash = passwords.find;
export const setOneTimePassword = passwords.setOneTime;
export const useOneTimePassword = passwords.useOneTime;
export const createApiToken = apiTokens.create;
export const useApiToken = apiTokens.use;
export const listApiTokens = apiTokens.list;
export const revokeApiToken = apiTokens.revoke;
export const recordFailedSignIn = failedSignIns.record;
export const countFailedSignIns = failedSignIns.count;
export const forgetFailedSignIns = failedSignIns.forget;
export const findIdentity = openId.find;
export const linkIdentity = openId.link;
export const saveOidcState = openId.saveState;
export const takeOidcState = openId.takeState;
export const findUserByEmail = users.findByEmail;
export const listUsers = users.list;
export const listHolders = users.listHolders;
export const lockAdministrators = users.lockAdministrators;
export const countActiveAdministrators = users.countAdministrators;
export const catalogueKey = courseLists.keyOf;
export const curriculumKey = courseLists.keyOf;
export const importCatalogue = imports.run;
export const importCurriculum = imports.run;
export const previewCatalogue = imports.preview;
export const previewCurriculum = imports.preview;
export const findCourseList = courseLists.find;
export const giveCourseList = courseLists.give;
export const listCourseLists = courseLists.list;
export const listCourseListVersions = courseLists.versions;
export const findLatestOf = courseLists.latestOf;
export const findLatestVersion = courseLists.latest;
export const findNamedVersion = courseLists.named;
export const findCourseListVersion = courseLists.findVersion;
export const readCatalogue = (connection: Connection, version: string): Promise<Catalogue | null> =>
  courses.catalogue(connection, version);
export const readCurriculum = (connection: Connection, version: string): Promise<Curriculum | null> =>
  courses.curriculum(connection, version);
export const readNamedCourses = async (connection: Connection, version: string, codes: readonly string[]) =>
  (await courses.named(connection, [{ version, codes }])).get(version) ?? [];
export const findCourses = readNamedCourses;
export const readNamedCoursesOf = courses.named;
export const listCourses = courses.list;

type Filter<F extends (...given: never[]) => unknown, N extends 0 | 1 | 2> = NonNullable<Parameters<F>[N]>;
export type Identity = Filter<typeof openId.find, 1>;
export type EventFilter = Filter<typeof audit.list, 1>;
export type NoticeFilter = Filter<typeof notices.list, 2>;
export type OutboxFilter = Filter<typeof outbox.list, 1>;
export type CourseListFilter = Filter<typeof courseLists.list, 1>;
export type CoursePageOptions = Filter<typeof courses.list, 2>;
export type WaitingRecords = Pick<Records, OwnedKind>;
export const verifyAudit = audit.verify;
export const readAuditHead = audit.head;
export const listEvents = audit.list;
export const findCase = cases.find;
export const lockCase = cases.lock;
export const listCasesOf = cases.listOf;
export const { listEndedCases, lastUseOf, listUnusedAccounts, forgetOld } = retention;
