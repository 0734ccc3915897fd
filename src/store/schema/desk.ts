import type { JsonColumn, NullableJsonColumn } from './columns.ts';

/** A notice in the application. */
export interface NoticeRow {
  id: string;
  to: string;
  body: JsonColumn;
  createdAt: string;
  readAt: string | null;
}

/** A message on its way out; `waiting` until it was sent, `dead` after too many attempts. */
export interface OutboxRow {
  id: string;
  channel: string;
  to: string;
  body: JsonColumn;
  state: string;
  attempts: number;
  dueAt: string;
  /** Until then the worker that took it has it for itself. */
  claimedUntil: string | null;
  lastError: string | null;
  createdAt: string;
  sentAt: string | null;
}

export interface IdempotencyKeyRow {
  user: string;
  key: string;
  requestHash: string;
  response: NullableJsonColumn;
  createdAt: string;
}
