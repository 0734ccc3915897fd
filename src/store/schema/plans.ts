import type { CaseRow, JsonColumn } from './columns.ts';

export interface StudyPlanRow extends CaseRow {
  student: string;
  institute: string;
  application: string | null;
  /** When it lost its person; not part of the record. */
  detachedAt: string | null;
}

export interface PlanVersionRow {
  studyPlan: string;
  number: number;
  kind: string;
  contentHash: string;
  madeOn: string;
  change: string | null;
  body: JsonColumn;
}

export interface BundleDecisionRow {
  id: string;
  studyPlan: string;
  /** Of the plan that was looked at. */
  planVersion: number;
  /** The change proposal that was decided on; an empty text for the plan itself. */
  change: string;
  bundle: string;
  /** 1 for the first decision on this bundle; the same number can not be given twice. */
  round: number;
  decision: string;
  by: string;
  institute: string;
  decidedOn: string;
  body: JsonColumn;
}

export interface ChangeProposalRow extends CaseRow {
  studyPlan: string;
  baseVersion: number;
}

export interface TranscriptRow {
  studyPlan: string;
  number: number;
  sha256: string;
  receivedAt: string;
  receivedBy: string;
  body: JsonColumn;
}

export interface RecognitionCaseRow extends CaseRow {
  student: string;
  institute: string;
  studyPlan: string;
}

export interface AppealRow extends CaseRow {
  student: string;
  institute: string;
}
