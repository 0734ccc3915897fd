/** Looking after what is stored: `backup`, `restore`, `audit verify`, and a way in for whoever cannot sign in. */
import { InvalidArgumentError } from 'commander';
import { backUp, oneTimePasswordIn, restoreBackup, verifyStoredAudit } from '../app/index.ts';
import { type AuditHead, auditHeadSchema, type Reason, reason } from '../domain/index.ts';
import { type CliCommand, fail, finish, table } from './terminal.ts';

const auditHead = ({ count, hash }: AuditHead): Reason => reason('audit-head', { head: `${count}:${hash}` });

export const backup: CliCommand<object> = {
  takes: (command) => command.argument('<file>'),
  run: async (cli, _flags, file = '') => {
    const done = await backUp(cli.storage(), file);
    if (!done.ok) return fail(cli, done.problems);
    const { rows, head } = done.value;
    const counts = Object.entries(rows).flatMap(([name, count]) => (count > 0 ? [[name, String(count)]] : []));
    const shown = counts[0] ? [table(cli, ['table', 'rows'], counts)] : [];
    return finish(cli, { text: [...shown, cli.say(auditHead(head))].join('\n') });
  },
};

export const restore: CliCommand<object> = {
  takes: (command) => command.argument('<file>'),
  run: async (cli, _flags, file = '') => {
    const done = await restoreBackup(cli.storage(), file);
    if (!done.ok) return fail(cli, done.problems);
    const count = Object.values(done.value.rows).reduce((sum, rows) => sum + rows, 0);
    const text = cli.say(reason('rows-restored', { count, moment: done.value.madeAt }));
    return finish(cli, { text, problems: done.problems });
  },
};

export const auditCheck: CliCommand<{ readonly expect?: AuditHead[] }> = {
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
    return finish(cli, {
      text: `${cli.say(reason('audit-sound', { count: value.count }))}\n${cli.say(auditHead(value))}`,
    });
  },
};

export const oneTimePassword: CliCommand<object> = {
  takes: (command) => command.argument('<email>', 'address of the account'),
  run: async (cli, _flags, email = '') => {
    const given = await oneTimePasswordIn(cli.storage(), email);
    if (!given.ok) return fail(cli, given.problems);
    const { password, expiresAt } = given.value;
    cli.out(`${password}\n`);
    cli.err(`${cli.say(reason('password-good-until', { moment: expiresAt }))}\n`);
    return 0;
  },
};
