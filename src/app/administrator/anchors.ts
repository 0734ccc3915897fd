/** Heads of the audit in a file outside of the database: whoever makes the whole chain anew does not reach it. */
import { existsSync, readFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { type AuditHead, auditHeadSchema, failure, problem, type Result, reason, success } from '../../domain/index.ts';
import { audit } from '../../store/index.ts';
import type { Service } from '../service/service.ts';

/** Adds the present head as a line, `INSTANT COUNT:HASH`, where it is not the last one; answers whether it did. The file is flushed to the disk. */
export async function anchorAudit(service: Service, file: string): Promise<boolean> {
  const { count, hash } = await audit.head(service.store.connection);
  const head = `${count}:${hash}`;
  const last = existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) : '';
  if (last?.endsWith(` ${head}`)) return false;
  const handle = await open(file, 'a', 0o600);
  try {
    await handle.write(`${service.now()} ${head}\n`);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return true;
}

/** The heads of a file of {@link anchorAudit}; `audit-broken` names a line that is none. A file that is not there has none. */
export function readAnchors(file: string): Result<AuditHead[]> {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const read = lines.map((text, at) => ({ at: at + 1, text: text.trim() })).filter(({ text }) => text !== '');
  const heads = read.map(({ at, text }) => {
    const [, count, hash] = /^\S+ (\d+):([0-9a-f]+)$/.exec(text) ?? [];
    return { at, head: auditHeadSchema.safeParse({ count: Number(count), hash }) };
  });
  const damaged = heads.flatMap(({ at, head }) =>
    head.success ? [] : [problem('audit-broken', reason('audit-anchor-unreadable', { line: at }), { source: file })],
  );
  return damaged.length > 0 ? failure(...damaged) : success(heads.flatMap(({ head }) => head.data ?? []));
}
