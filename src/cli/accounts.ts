/** Accounts from the command line: for whoever runs the server and cannot sign in. */
import { oneTimePasswordIn } from '../app/index.ts';
import { fail, type Part } from './terminal.ts';

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
