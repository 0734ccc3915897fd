/** The hashes of the audit. */
import type { AuditEvent } from '../domain/index.ts';
import { sha256 } from './values.ts';

/** Before the first event. */
export const GENESIS = '0'.repeat(64);

/** SHA-256 of the event's fields in this order as a JSON array. */
export const eventHash = (event: Omit<AuditEvent, 'hash'>): string => {
  const { sequence, at, actor, action, subject, before, after, previous } = event;
  return sha256(JSON.stringify([sequence, at, actor, action, subject.kind, subject.id, before, after, previous]));
};

/** SHA-256 of the salt and the record as JSON with sorted keys. */
export const recordHash = (salt: string, record: unknown): string => sha256(`${salt}\n${canonicalJson(record)}`);

/** SHA-256 of a transcript's JSON. */
export const hashOfTranscript = (body: string): string => sha256(canonicalJson(JSON.parse(body)));

/** JSON with keys in code point order, the same for equal values however they were made. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)))
      : part,
  );
}
