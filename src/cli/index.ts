import { Command, CommanderError } from 'commander';
import { memoise, type UiLanguage, uiLanguageSchema } from '../domain/index.ts';
import type { Cli, CliCommand, ExitCode, Terminal } from './terminal.ts';

export type { ExitCode, Installation } from './terminal.ts';

/** Each command with the words of the help, and the file of the rest, which is loaded when the command is asked for. */
const COMMANDS: Readonly<Record<string, readonly [description: string, load: () => Promise<CliCommand<never>>]>> = {
  inspect: [
    'what would be read of a file, column by column, with the reasons and what is not clear',
    async () => (await import('./inspect.ts')).inspection,
  ],
  match: [
    "for each home course, the host's courses that could replace it, best first",
    async () => (await import('./match.ts')).matching,
  ],
  index: [
    "makes the index of a host's catalogue once, for --index of match, plan and amend",
    async () => (await import('./match.ts')).indexing,
  ],
  plan: [
    'the study plan of one stay: host courses that together replace the home courses of the period',
    async () => (await import('./plan.ts')).planning,
  ],
  'compare-hosts': [
    'the same curriculum against several hosts, ranked by the credits expected to be recognised',
    async () => (await import('./plan.ts')).comparison,
  ],
  amend: [
    'change a plan as little as possible after something happened to its host courses',
    async () => (await import('./plan.ts')).amendment,
  ],
  'why-not': [
    'why the best plan of a stay leaves out a home course or a host course, and what it would cost',
    async () => (await import('./plan.ts')).absence,
  ],
  evaluate: [
    'a plan that was moved by hand: the rules that it breaks, and how it stands beside the best one',
    async () => (await import('./plan.ts')).evaluation,
  ],
  recognise: [
    'credited grades from a returning transcript and the plan it was approved under',
    async () => (await import('./recognise.ts')).recognition,
  ],
  export: [
    'a plan, a transcript or a catalogue as a file of a standard: EWP learning agreement, ELMO, EWP transcript, OCCAPI',
    async () => (await import('./export.ts')).standardExport,
  ],
  grade: ['one foreign grade on the home scale', async () => (await import('./convert.ts')).gradeConversion],
  credits: ['an amount of credits in another unit, exact', async () => (await import('./convert.ts')).creditConversion],
  gpa: [
    'the average of a list of courses graded on the home scale',
    async () => (await import('./convert.ts')).average,
  ],
  'policy check': [
    'check a policy file (YAML) against the installed rules',
    async () => (await import('./convert.ts')).policyCheck,
  ],
  'policy list': ['the installed policies', async () => (await import('./convert.ts')).policyList],
  template: [
    'an empty workbook (XLSX) to fill in, with lists to choose from',
    async () => (await import('./template.ts')).template,
  ],
  demo: [
    'the whole journey on invented institutions: call, match, plan, transcript, recognition',
    async () => (await import('./demo.ts')).demonstration,
  ],
  backup: ['write everything that is stored into a new file', async () => (await import('./storage.ts')).backup],
  restore: [
    'put a backup into an empty database (a new DATA_DIR or DATABASE_URL)',
    async () => (await import('./storage.ts')).restore,
  ],
  'audit verify': [
    'find any event that was altered, removed or put in',
    async () => (await import('./storage.ts')).auditCheck,
  ],
  'one-time-password': [
    'a password that signs an account in once; on the embedded database stop the server first',
    async () => (await import('./storage.ts')).oneTimePassword,
  ],
  doctor: [
    'looks at the configuration: database, folder, mail, sign-in, clocks; names each setting that is wrong',
    async () => (await import('./doctor.ts')).doctor,
  ],
  serve: ['the HTTP API; data lie in DATA_DIR or at DATABASE_URL', async () => serving],
  worker: [
    'works on jobs and listens to nobody; several share one PostgreSQL server with the servers (DATABASE_URL)',
    async () => working,
  ],
};

/** Of several commands that begin with the same word. */
const GROUPS: Readonly<Record<string, string>> = {
  policy: 'rule sets of an institution',
  audit: 'the record of who did what',
};

const serving: CliCommand<{ readonly demonstration?: boolean }> = {
  takes: (command) =>
    command.option('--demonstration', 'load invented institutions and one account per role when there are no data yet'),
  run: (cli, { demonstration = false }) => cli.serve({ demonstration }).then(() => 0 as const),
};

const working: CliCommand<object> = {
  takes: () => undefined,
  run: (cli) => cli.work().then(() => 0 as const),
};

/**
 * `--language kk|ru|en`, wherever it stands: in which language sentences are said. `recognise` reads it too, for its protocol;
 * `--language HOST=LIST` of `amend` is a change of a course and stays where it is.
 */
function takeLanguage(argv: readonly string[]): { language: UiLanguage; rest: string[] } {
  const at = argv.findIndex(
    (word, index) => word === '--language' && uiLanguageSchema.safeParse(argv[index + 1]).success,
  );
  if (at < 0) return { language: 'en', rest: [...argv] };
  const language = uiLanguageSchema.parse(argv[at + 1]);
  return { language, rest: argv.includes('recognise') ? [...argv] : argv.toSpliced(at, 2) };
}

/** Runs one command line (without node and script) and answers its exit code: 0 done, 1 with rejected rows, 2 not done. */
export async function runCli({ open, ...terminal }: Terminal, argv: readonly string[]): Promise<ExitCode> {
  const { language, rest } = takeLanguage(argv);
  let code: ExitCode = 0;
  const cliOf = async (): Promise<Cli> => {
    const installation = await open();
    return { ...terminal, ...installation, language, say: (reason) => installation.texts.say(reason, language) };
  };
  const program = new Command('concord')
    .description('Credit transfer and course matching for academic mobility')
    .version(terminal.version)
    .option('--language <language>', 'of what is said: en, ru or kk')
    // Else this option would take those of the same name that commands have for themselves.
    .enablePositionalOptions()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err })
    .showHelpAfterError('(add --help for the options)')
    .exitOverride();
  const groups = new Map<string, Command>();
  const groupOf = (name: string): Command =>
    memoise(groups, name, () => program.command(name).description(GROUPS[name] ?? ''));
  for (const [name, [description, load]] of Object.entries(COMMANDS)) {
    const [first = name, second] = name.split(' ');
    const command = (second === undefined ? program.command(first) : groupOf(first).command(second)).description(
      description,
    );
    if (!rest.includes(second ?? first)) continue;
    const part = await load();
    part.takes(command);
    // Commander hands over the arguments, then the options, then the command.
    command.action(async (...given: unknown[]) => {
      const texts = given.slice(0, -2).map(String);
      code = await part.run(await cliOf(), given.at(-2) as never, ...texts);
    });
  }
  try {
    await program.parseAsync(rest, { from: 'user' });
    return code;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}
