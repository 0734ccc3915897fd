import type { CaseRow, JsonColumn, RecordRow } from './columns.ts';

/** Of the call's places, `seatsTaken` are given, `grantsTaken` of them with a grant; both are checked against the places. */
export interface CallRow extends CaseRow {
  university: string;
  country: string;
  specialty: string;
  kind: string;
  quantity: number;
  grantPlaces: number;
  deadline: string;
  agreement: string | null;
  seatsTaken: number;
  grantsTaken: number;
}

export interface AgreementRow extends RecordRow {
  institution: string;
  country: string;
  kind: string;
  validFrom: string;
  validTo: string | null;
}

export interface ApplicationRow extends CaseRow {
  student: string;
  institute: string;
  call: string;
  submittedOn: string | null;
  /** When the personal data of the case was erased; not part of the record. */
  erasedAt: string | null;
}

/** A seat of a call, given to one application. */
export interface SeatRow {
  application: string;
  call: string;
  funding: string;
  takenAt: string;
}

/** Answers of eligibility and rankings as they were computed; the last number counts. */
export interface EligibilityCheckRow {
  application: string;
  number: number;
  body: JsonColumn;
  madeAt: string;
  madeBy: string;
}

export interface RankingRow {
  call: string;
  number: number;
  body: JsonColumn;
  madeAt: string;
  madeBy: string;
}

export interface DocumentRow extends CaseRow {
  application: string;
  type: string;
  validUntil: string | null;
}

export interface DocumentFileRow {
  document: string;
  version: number;
  name: string;
  mediaType: string;
  bytes: number;
  sha256: string;
  uploadedOn: string;
  /** Null once erased: that there was a file stays known. */
  content: Uint8Array | null;
}
