/** Looking after what is stored: `backup`, `restore`, `audit verify`, and a way in for whoever cannot sign in. */
import { InvalidArgumentError } from 'commander';
import { backUp, oneTimePasswordIn, restoreBackup, verifyStoredAudit } from '../app/index.ts';
import { type AuditHead, auditHeadSchema } from '../domain/index.ts';
import { fail, finish, type Part, table } from './terminal.ts';

const headText = ({ count, hash }: AuditHead): string => `Audit head, to be kept elsewhere: ${count}:${hash}`;

export const backup: Part<object> = {
  takes: (command) => command.argument('<file>'),
  run: async (cli, _flags, file = '') => {
    const done = await backUp(cli.storage(), file);
    if (!done.ok) return fail(cli, done.problems);
    const { rows, head } = done.value;
    const counts = Object.entries(rows).flatMap(([name, count]) => (count > 0 ? [[name, String(count)]] : []));
    return finish(cli, { text: [...(counts[0] ? [table(['table', 'rows'], counts)] : []), headText(head)].join('\n') });
  },
};

export const restore: Part<object> = {
  takes: (command) => command.argument('<file>'),
  run: async (cli, _flags, file = '') => {
    const done = await restoreBackup(cli.storage(), file);
    if (!done.ok) return fail(cli, done.problems);
    const total = Object.values(done.value.rows).reduce((sum, count) => sum + count, 0);
    return finish(cli, { text: `${total} rows restored, as of ${done.value.madeAt}`, problems: done.problems });
  },
};

export const auditCheck: Part<{ readonly expect?: AuditHead[] }> = {
  takes: (command) =>
    command.option(
      '--expect <head>',
      'a head printed earlier, COUNT:HASH; can be given more than once',
      (text: string, heads: AuditHead[] = []) => {
        const [count, hash] = text.split(':');
        const head = auditHeadSchema.safeParse({ count: Number(count), hash });
        if (!head.success) throw new InvalidArgumentError('expected a head as "audit verify" prints it, COUNT:HASH');
        return [...heads, head.data];
      },
    ),
  run: async (cli, { expect = [] }) => {
    const verified = await verifyStoredAudit(cli.storage(), expect);
    if (!verified.ok) return fail(cli, verified.problems);
    const { value } = verified;
    return finish(cli, { text: `${value.count} events, none altered, removed or put in\n${headText(value)}` });
  },
};

export const oneTimePassword: Part<object> = {
  takes: (command) => command.argument('<email>', 'address of the account'),
  run: async (cli, _flags, email = '') => {
    const given = await oneTimePasswordIn(cli.storage(), email);
    if (!given.ok) return fail(cli, given.problems);
    const { password, expiresAt } = given.value;
    cli.out(`${password}\n`);
    cli.err(`Good until ${expiresAt}, together with a new password of the person's choice.\n`);
    return 0;
  },
};
