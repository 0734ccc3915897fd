/** Accounts from the command line: for whoever runs the server and can not sign in. */
import type { Command } from 'commander';
import { oneTimePasswordIn } from '../app/index.ts';
import { type Cli, type ExitCode, fail } from './terminal.ts';

export function addAccounts(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  program
    .command('one-time-password')
    .description('a password that signs an account in once; on the embedded database stop the server first')
    .argument('<email>', 'address of the account')
    .action(async (email: string) => {
      const given = await oneTimePasswordIn(cli.storage(), email);
      if (!given.ok) return exit(fail(cli, given.problems));
      const { password, expiresAt } = given.value;
      cli.out(`${password}\n`);
      cli.err(`Good until ${expiresAt}, together with a new password of the person's choice.\n`);
    });
}
