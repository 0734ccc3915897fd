import { type Command, InvalidArgumentError } from 'commander';
import { backUp, restoreBackup, verifyStoredAudit } from '../app/index.ts';
import { type AuditHead, auditHeadSchema } from '../domain/index.ts';
import { type Cli, type ExitCode, fail, finish, table } from './terminal.ts';

const addHead = (text: string, heads: AuditHead[] = []): AuditHead[] => {
  const [count, hash] = text.split(':');
  const head = auditHeadSchema.safeParse({ count: Number(count), hash });
  if (!head.success) throw new InvalidArgumentError('expected a head as "audit verify" prints it, COUNT:HASH');
  return [...heads, head.data];
};

/** `backup`, `restore` and `audit verify`, on the database of DATA_DIR or DATABASE_URL. */
export function addStorage(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  const print = (text: string, problems: Parameters<typeof fail>[1] = []): void =>
    exit(finish(cli, { text, out: undefined, problems: [...problems], rejected: 0 }));
  program
    .command('backup <file>')
    .description('write everything that is stored into a new file')
    .action(async (file: string) => {
      const done = await backUp(cli.storage(), file);
      if (!done.ok) return exit(fail(cli, done.problems));
      const { rows, head } = done.value;
      const counts = Object.entries(rows).filter(([, count]) => count > 0);
      const lines =
        counts.length > 0
          ? `${table(
              ['table', 'rows'],
              counts.map(([name, count]) => [name, String(count)]),
            )}\n`
          : '';
      print(`${lines}Audit head, to be kept elsewhere: ${head.count}:${head.hash}`);
    });
  program
    .command('restore <file>')
    .description('put a backup into an empty database (a new DATA_DIR or DATABASE_URL)')
    .action(async (file: string) => {
      const done = await restoreBackup(cli.storage(), file);
      if (!done.ok) return exit(fail(cli, done.problems));
      const total = Object.values(done.value.rows).reduce((sum, count) => sum + count, 0);
      print(`${total} rows restored, as of ${done.value.madeAt}`, done.problems);
    });
  const audit = program.command('audit').description('the record of who did what');
  audit
    .command('verify')
    .description('find any event that was altered, removed or put in')
    .option('--expect <head>', 'a head printed earlier, COUNT:HASH; can be given more than once', addHead)
    .action(async ({ expect = [] }: { expect?: AuditHead[] }) => {
      const verified = await verifyStoredAudit(cli.storage(), expect);
      if (!verified.ok) return exit(fail(cli, verified.problems));
      const { count, hash } = verified.value;
      print(`${count} events, none altered, removed or put in\nAudit head, to be kept elsewhere: ${count}:${hash}`);
    });
}
