/** Every table, by its name and columns in camel case; SQL sees snake case. */
import type { AuditHeadRow, EventRow } from './audit.ts';
import type {
  BundlePrecedentRow,
  CourseListEntryRow,
  CourseListRow,
  CourseListVersionRow,
  CourseRow,
  PrecedentCourseRow,
} from './courses.ts';
import type { IdempotencyKeyRow, NoticeRow, OutboxRow } from './desk.ts';
import type {
  ApiTokenRow,
  CredentialRow,
  IdentityRow,
  InstituteRow,
  OidcStateRow,
  OneTimePasswordRow,
  SessionRow,
  SignInAttemptRow,
  UserRoleRow,
  UserRow,
} from './people.ts';
import type {
  AppealRow,
  BundleDecisionRow,
  ChangeProposalRow,
  PlanVersionRow,
  RecognitionCaseRow,
  StudyPlanRow,
  TranscriptRow,
} from './plans.ts';
import type {
  AgreementRow,
  ApplicationRow,
  CallRow,
  DocumentFileRow,
  DocumentRow,
  EligibilityCheckRow,
  RankingRow,
  SeatRow,
} from './process.ts';

export interface Database {
  institutes: InstituteRow;
  users: UserRow;
  userRoles: UserRoleRow;
  credentials: CredentialRow;
  oneTimePasswords: OneTimePasswordRow;
  sessions: SessionRow;
  apiTokens: ApiTokenRow;
  signInAttempts: SignInAttemptRow;
  identities: IdentityRow;
  oidcStates: OidcStateRow;
  events: EventRow;
  auditHead: AuditHeadRow;
  courseLists: CourseListRow;
  courseListVersions: CourseListVersionRow;
  courses: CourseRow;
  courseListEntries: CourseListEntryRow;
  agreements: AgreementRow;
  calls: CallRow;
  applications: ApplicationRow;
  seats: SeatRow;
  eligibilityChecks: EligibilityCheckRow;
  rankings: RankingRow;
  documents: DocumentRow;
  documentFiles: DocumentFileRow;
  studyPlans: StudyPlanRow;
  planVersions: PlanVersionRow;
  bundleDecisions: BundleDecisionRow;
  changeProposals: ChangeProposalRow;
  transcripts: TranscriptRow;
  recognitionCases: RecognitionCaseRow;
  appeals: AppealRow;
  bundlePrecedents: BundlePrecedentRow;
  precedentCourses: PrecedentCourseRow;
  notices: NoticeRow;
  outbox: OutboxRow;
  idempotencyKeys: IdempotencyKeyRow;
}
