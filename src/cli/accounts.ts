/** Accounts from the command line: for whoever runs the server and can not sign in. */
import { oneTimePasswordIn } from '../app/index.ts';
import { type Define, fail } from './terminal.ts';

export const defineOneTimePassword: Define = (command, cli, exit) => {
  command.argument('<email>', 'address of the account').action(async (email: string) => {
    const given = await oneTimePasswordIn(cli.storage(), email);
    if (!given.ok) return exit(fail(cli, given.problems));
    const { password, expiresAt } = given.value;
    cli.out(`${password}\n`);
    cli.err(`Good until ${expiresAt}, together with a new password of the person's choice.\n`);
  });
};
