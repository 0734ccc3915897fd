import { InvalidArgumentError } from 'commander';
import { backUp, restoreBackup, verifyStoredAudit } from '../app/index.ts';
import { type AuditHead, auditHeadSchema } from '../domain/index.ts';
import { type Define, fail, reportProblems, table } from './terminal.ts';

const addHead = (text: string, heads: AuditHead[] = []): AuditHead[] => {
  const [count, hash] = text.split(':');
  const head = auditHeadSchema.safeParse({ count: Number(count), hash });
  if (!head.success) throw new InvalidArgumentError('expected a head as "audit verify" prints it, COUNT:HASH');
  return [...heads, head.data];
};

export const defineBackup: Define = (command, cli, exit) => {
  command.argument('<file>').action(async (file: string) => {
    const done = await backUp(cli.storage(), file);
    if (!done.ok) return exit(fail(cli, done.problems));
    const { rows, head } = done.value;
    const counts = Object.entries(rows).filter(([, count]) => count > 0);
    const counted = table(
      ['table', 'rows'],
      counts.map(([name, count]) => [name, String(count)]),
    );
    cli.out(`${counts.length > 0 ? `${counted}\n` : ''}${headText(head)}\n`);
  });
};

export const defineRestore: Define = (command, cli, exit) => {
  command.argument('<file>').action(async (file: string) => {
    const done = await restoreBackup(cli.storage(), file);
    if (!done.ok) return exit(fail(cli, done.problems));
    const total = Object.values(done.value.rows).reduce((sum, count) => sum + count, 0);
    cli.out(`${total} rows restored, as of ${done.value.madeAt}\n`);
    reportProblems(cli, done.problems);
  });
};

/** `audit verify`. */
export const defineAudit: Define = (audit, cli, exit) => {
  audit
    .command('verify')
    .description('find any event that was altered, removed or put in')
    .option('--expect <head>', 'a head printed earlier, COUNT:HASH; can be given more than once', addHead)
    .action(async ({ expect = [] }: { expect?: AuditHead[] }) => {
      const verified = await verifyStoredAudit(cli.storage(), expect);
      if (!verified.ok) return exit(fail(cli, verified.problems));
      cli.out(`${verified.value.count} events, none altered, removed or put in\n${headText(verified.value)}\n`);
    });
};

const headText = ({ count, hash }: AuditHead): string => `Audit head, to be kept elsewhere: ${count}:${hash}`;
