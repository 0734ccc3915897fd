export interface EventRow {
  sequence: number;
  at: string;
  actor: string;
  action: string;
  subjectKind: string;
  subjectId: string;
  before: string | null;
  after: string | null;
  previous: string;
  hash: string;
}

/** One row: how many events there are, and the hash of the last. */
export interface AuditHeadRow {
  singleton: boolean;
  count: number;
  hash: string;
}
