/** The conditions that transitions name. Whether one holds is told by the caller; here is what it says and how to mend it. */
import type { ProblemCode } from '../../domain/index.ts';

interface GuardText {
  /** What must be so. */
  readonly says: string;
  readonly mend: string;
  /** `version-conflict` where somebody was faster; else `guard-not-met`. */
  readonly code?: ProblemCode;
}

const STALE = 'Load it again and decide on what is there now';

export const GUARDS = {
  // applications
  'call-open': { says: 'the call is open and its deadline has not passed', mend: 'Choose a call that is open' },
  'eligibility-yes': {
    says: 'every rule of eligibility is answered with yes',
    mend: 'Bring what the unanswered rules ask for',
  },
  'eligibility-no': { says: 'a rule of eligibility is answered with no', mend: 'Find the applicant eligible instead' },
  'seat-free': {
    says: 'the call has a free seat',
    mend: 'Put the applicant on the reserve list',
    code: 'version-conflict',
  },
  'next-in-reserve': { says: 'nobody is before the applicant on the reserve list', mend: 'Offer it to the next one' },
  'documents-complete': {
    says: 'every required document is accepted and valid',
    mend: 'See the checklist for what is missing and by when',
  },
  'plan-frozen': {
    says: 'the study plan is agreed by the student, the home and the host institution',
    mend: 'Have the plan pre-approved and agreed with the host first',
  },
  'plan-closed': { says: 'the study plan is closed', mend: 'Close the plan first' },
  // documents
  'file-present': { says: 'a file is there', mend: 'Upload the document' },
  'within-validity': { says: 'the document is still valid', mend: 'Ask for a newer one' },
  'validity-over': { says: 'the last day of validity has passed', mend: 'Wait until then' },
  'retention-over': { says: 'the time for which it is kept has passed', mend: 'Wait until then' },
  // plans and changes
  'all-approved': {
    says: 'every bundle is approved, as it is now',
    mend: 'Decide on each bundle that is open',
  },
  'no-hard-rule-broken': {
    says: 'the plan breaks no hard rule',
    mend: 'Mend what the verification names',
  },
  'some-refused': { says: 'a bundle is refused with a reason', mend: 'Refuse a bundle, or approve the plan' },
  'some-asked': { says: 'a question about a bundle is open', mend: 'Ask about a bundle' },
  'questions-answered': { says: 'every question is answered', mend: 'Answer each question' },
  'some-passed-on': { says: 'a bundle is passed on', mend: 'Name the institute that shall decide' },
  'proposal-current': {
    says: 'the host answers the version that it was sent last',
    mend: STALE,
    code: 'version-conflict',
  },
  'base-current': {
    says: 'the change was made against the version that counts now',
    mend: 'Make the change anew against the current version',
    code: 'version-conflict',
  },
  'base-moved': { says: 'the plan has a newer version than the change was made against', mend: 'Decide on the change' },
  'reasons-given': { says: 'every inserted and deleted bundle has its reason', mend: 'Give each its coded reason' },
  'no-change-open': { says: 'no proposal of change is open', mend: 'Decide on the open proposals first' },
  'transcript-present': { says: 'a transcript has been read', mend: 'Import the transcript' },
  'recognition-prepared': { says: 'a recognition has been prepared', mend: 'Reconcile the transcript with the plan' },
  'recognition-issued': { says: 'the recognition is issued', mend: 'Confirm and issue the recognition first' },
  'recognition-closed': { says: 'the recognition is closed', mend: 'Close the recognition first' },
  // recognitions and appeals
  'nothing-flagged': { says: 'no row is flagged', mend: 'Decide on the flagged rows and let a second person look' },
  'flagged-decided': {
    says: 'there are flagged rows and each is decided',
    mend: 'Give each flagged row its resolution',
  },
  'second-person': { says: 'it was signed by somebody else', mend: 'Another person must countersign' },
  'appeal-time-over': {
    says: 'the time for appeals has passed or the student has accepted, and no appeal is open',
    mend: 'Wait for that',
  },
  'appeal-upheld': { says: 'an appeal about it was upheld', mend: 'Lodge an appeal' },
  'not-the-decider': {
    says: 'the appeal is decided by somebody who did not make the decision',
    mend: 'Another member must decide',
  },
} as const satisfies Readonly<Record<string, GuardText>>;

export type Guard = keyof typeof GUARDS;
/** What is known of the guards; one that is left out is not known, and then it does not hold. */
export type Holds = Partial<Readonly<Record<Guard, boolean>>>;

export const guardText = (guard: Guard): GuardText => GUARDS[guard];
