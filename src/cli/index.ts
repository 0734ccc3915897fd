import { Command, CommanderError } from 'commander';
import { addAccounts } from './accounts.ts';
import { addAmend } from './amend.ts';
import { addIndex } from './catalogue-index.ts';
import { addConversions } from './convert.ts';
import { addDemo } from './demo.ts';
import { addMatch } from './match.ts';
import { addPlan } from './plan.ts';
import { addPolicy } from './policy.ts';
import { addRecognise } from './recognise.ts';
import { addStorage } from './storage.ts';
import type { Cli, ExitCode } from './terminal.ts';

export type { Cli, ExitCode } from './terminal.ts';

/** Runs one command line (without node and script) and answers its exit code: 0 done, 1 with rejected rows, 2 not done. */
export async function runCli(cli: Cli, argv: readonly string[]): Promise<ExitCode> {
  let code: ExitCode = 0;
  const exit = (chosen: ExitCode): void => {
    code = chosen;
  };
  const program = new Command('concord')
    .description('Credit transfer and course matching for academic mobility')
    .version(cli.version)
    .configureOutput({ writeOut: cli.out, writeErr: cli.err })
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  for (const add of [
    addMatch,
    addIndex,
    addPlan,
    addAmend,
    addRecognise,
    addConversions,
    addPolicy,
    addDemo,
    addStorage,
    addAccounts,
  ])
    add(program, cli, exit);
  program
    .command('serve')
    .description('the HTTP API; data lie in DATA_DIR or at DATABASE_URL')
    .option('--demonstration', 'load invented institutions and one account per role when there are no data yet')
    .action(({ demonstration = false }: { demonstration?: boolean }) => cli.serve({ demonstration }));
  for (const command of program.commands) command.exitOverride().showHelpAfterError('(add --help for the options)');
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
