import type { JsonColumn, RecordRow } from './columns.ts';

export interface StudyPlanRow extends RecordRow {
  student: string;
  institute: string;
  application: string | null;
  state: string;
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

export interface ChangeProposalRow extends RecordRow {
  studyPlan: string;
  baseVersion: number;
  state: string;
}

export interface TranscriptRow {
  studyPlan: string;
  number: number;
  sha256: string;
  receivedAt: string;
  receivedBy: string;
  body: JsonColumn;
}

export interface RecognitionCaseRow extends RecordRow {
  student: string;
  institute: string;
  studyPlan: string;
  state: string;
}

export interface AppealRow extends RecordRow {
  student: string;
  institute: string;
  state: string;
}
