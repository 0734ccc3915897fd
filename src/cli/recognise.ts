import { InvalidArgumentError, Option } from 'commander';
import {
  compareUnderPolicy,
  type Despite,
  headOfPlan,
  RECOGNITION_STANDARDS,
  type RecogniseRequest,
  type RecognitionDifference,
  type RowAnswer,
  readRecogniseFiles,
  recognise,
  recognitionSheet,
  recognitionToJson,
  recognitionToPdf,
  recognitionToStandard,
  sheetToCsv,
  sheetToXlsx,
} from '../app/index.ts';
import {
  type HomeGrade,
  hostNamed,
  type Reason,
  type Recognition,
  type Result,
  reason,
  textIn,
} from '../domain/index.ts';
import { readFacts } from './export.ts';
import { isoDate, parsePair, type ReadingFlags, readingOf, withTranscriptOptions } from './options.ts';
import { type Cli, type CliCommand, fail, fileToTerminal, finish, openInput, readInputs, table } from './terminal.ts';

export const recognition: CliCommand<
  {
    readonly plan: string;
    readonly annex?: string;
    readonly transcript: readonly string[];
    readonly policy?: string;
    readonly against?: string;
    readonly change: { planned: string; taken: string }[];
    readonly answer: RowAnswer[];
    readonly despite: Despite;
    readonly student?: string;
    readonly transcriptSoFar?: string;
    readonly on?: string;
    readonly format: 'table' | 'csv' | 'xlsx' | 'json' | 'pdf' | (typeof RECOGNITION_STANDARDS)[number];
    readonly facts?: string;
    readonly language: Cli['language'];
    readonly out?: string;
  } & ReadingFlags
> = {
  takes: (command) =>
    withTranscriptOptions(command)
      .requiredOption('--plan <file>', 'plan written by `concord plan --format json`, or an EWP learning agreement')
      .option('--annex <file>', 'the links that `concord export` wrote beside a learning agreement (JSON)')
      .requiredOption(
        '--transcript <file>',
        'transcript of records; one for each of several, in any order',
        (file: string, before: readonly string[] = []) => [...before, file],
      )
      .option('--policy <id>', "rule set (default: the plan's)")
      .option('--against <id>', 'show what this policy would change, and change nothing')
      .option(
        '--change <planned=taken>',
        'a change approved after the plan; may be repeated',
        (text: string, before: { planned: string; taken: string }[]) => {
          const { home: planned, host: taken } = parsePair(text, 'PLANNED=TAKEN, for example ECE435=ECE437');
          return [...before, { planned, taken }];
        },
        [],
      )
      .option(
        '--answer <line=answer>',
        'what a person says of a row: accepted-as-is, not-recognised, counted-as-additional, or the code of the planned course; may be repeated',
        (text: string, before: readonly RowAnswer[]) => [...before, parseAnswer(text)],
        [],
      )
      .option(
        '--despite <what=why>',
        'why a transcript counts although its host, student or file differs, for example "host=renamed in 2026"',
        (text: string, before: Despite) => ({ ...before, ...parseDespite(text) }),
        {},
      )
      .option(
        '--student <number>',
        "the student's number, to be compared with the transcript's, and to choose by in a file of several",
      )
      .option('--transcript-so-far <file>', 'home courses before the stay (CSV), for the GPA before and after')
      .option('--on <date>', 'day whose rules apply (default: today)', isoDate)
      .addOption(
        new Option('--format <format>', 'output')
          .choices(['table', 'csv', 'xlsx', 'json', 'pdf', ...RECOGNITION_STANDARDS])
          .default('table'),
      )
      .option('--facts <file>', 'what a standard asks for and is not kept here (JSON)')
      .addOption(new Option('--language <language>', 'of the PDF protocol').choices(['kk', 'ru', 'en']).default('ru'))
      .option('--out <file>', 'write there instead of standard output'),
  run: async (cli, flags) => {
    const { format, out } = flags;
    if ((format === 'pdf' || format === 'xlsx') && out === undefined) return fail(cli, [fileToTerminal(format)]);
    const files = await readInputs(cli, { plan: flags.plan, annex: flags.annex, soFar: flags.transcriptSoFar });
    const reading = { ...readingOf(flags), ...(flags.student !== undefined && { student: flags.student }) };
    const transcripts = await Promise.all(flags.transcript.map((file) => openInput(cli, file, reading)));
    const unread = transcripts.flatMap((file) => (file.ok ? [] : file.problems));
    if (!files.ok || unread.length > 0) return fail(cli, [...files.problems, ...unread]);
    const read = readRecogniseFiles({
      ...files.value,
      transcripts: transcripts.flatMap((file) => (file.ok ? [file.value] : [])),
    });
    if (!read.ok) return fail(cli, read.problems);
    const present = cli.context();
    const context = { ...present, today: flags.on ?? present.today };
    const request: RecogniseRequest = {
      ...read.value.request,
      changes: flags.change,
      answers: flags.answer,
      despite: flags.despite,
      ...(flags.student !== undefined && { known: { student: [flags.student] } }),
      ...(flags.policy !== undefined && { policy: flags.policy }),
    };
    const done = { out: flags.out, rejected: read.value.rejected };
    if (flags.against !== undefined) {
      const run = compareUnderPolicy(context, { ...request, against: flags.against });
      if (!run.ok) return fail(cli, run.problems);
      const text =
        flags.format === 'json' ? JSON.stringify(run.value, null, 2) : differencesText(run.value, flags.against, cli);
      return finish(cli, { ...done, text, problems: read.problems });
    }
    const run = recognise(context, request);
    if (!run.ok) return fail(cli, [...read.problems, ...run.problems]);
    if (format === 'elmo' || format === 'epvo') {
      const written = inStandard(run.value, request, { format, date: context.today, facts: flags.facts });
      const problems = [...read.problems, ...run.problems, ...written.problems];
      return written.ok ? finish(cli, { ...done, text: written.value, problems }) : fail(cli, problems);
    }
    const write = {
      table: recognitionTable,
      csv: (found: Recognition) => sheetToCsv(recognitionSheet(found, cli)),
      xlsx: (found: Recognition) => sheetToXlsx(recognitionSheet(found, cli)),
      json: recognitionToJson,
      pdf: (found: Recognition) =>
        recognitionToPdf(
          context,
          { recognition: found, head: headOfPlan(request.plan) },
          { language: flags.language, date: context.today },
        ),
    };
    const text = await write[format](run.value, cli);
    return finish(cli, { ...done, text, problems: [...read.problems, ...run.problems] });
  },
};

function inStandard(
  recognised: Recognition,
  { transcript, further = [] }: RecogniseRequest,
  options: {
    readonly format: (typeof RECOGNITION_STANDARDS)[number];
    readonly date: string;
    readonly facts: string | undefined;
  },
): Result<string> {
  const facts = readFacts(options.facts);
  if (!facts.ok) return facts;
  const sides = { recognition: recognised, transcripts: [transcript, ...further] };
  return recognitionToStandard(sides, { ...options, facts: facts.value });
}

/** `4=not-recognised`, or `4=CS 240` for a link to that planned course. */
function parseAnswer(text: string): RowAnswer {
  const { home, host } = parsePair(text, 'LINE=ANSWER, for example 4=not-recognised');
  const line = Number(home);
  if (!Number.isSafeInteger(line) || line < 1)
    throw new InvalidArgumentError('The line is a number of the transcript, as 4=not-recognised.');
  const isCode = ['accepted-as-is', 'not-recognised', 'counted-as-additional'].includes(host);
  return isCode ? { line, resolution: host } : { line, resolution: 'linked-by-hand', planned: host };
}

function parseDespite(text: string): Despite {
  const { home: what, host: why } = parsePair(text, 'WHAT=WHY, for example host=renamed');
  if (what !== 'host' && what !== 'student' && what !== 'file')
    throw new InvalidArgumentError('What differs is host, student or file.');
  return { [what]: why };
}

function differencesText(differences: readonly RecognitionDifference[], against: string, cli: Cli): string {
  if (differences.length === 0) return cli.say(reason('policy-changes-nothing', { policy: against }));
  const say = (said: Reason | string | null): string =>
    typeof said === 'string' ? said : cli.say(said ?? reason('not-there'));
  const lines = differences.map(({ what, before, after }) => `  ${say(what)}: ${say(before)} -> ${say(after)}`);
  return [say(reason('policy-would-change', { policy: against })), ...lines, say(reason('nothing-changed'))].join('\n');
}

/** A home grade in one line: letter, points, percent; or that it is a pass without one, or a fail. */
export const gradeText = ({ status, letter, points, percent }: HomeGrade, { say }: Pick<Cli, 'say'>): string => {
  if (status === 'passed-without-grade') return say(reason('print-without-grade'));
  if (status === 'failed') return say(reason('print-failed'));
  return [letter, points && `${points}`, percent && say(reason('percent', { percent }))].filter(Boolean).join(' / ');
};

const rowsTable = ({ rows }: Recognition, cli: Cli): string =>
  table(
    cli,
    ['line', 'host-course', 'credits', 'grade', 'outcome', 'why'],
    rows.map((row) => [
      String(row.line),
      `${row.code} ${row.title}`,
      `${row.credits?.toString() ?? '?'} ${row.unit ?? ''}`,
      row.grade ?? '-',
      cli.say(reason('row-outcome', { outcome: row.outcome })),
      cli.say(row.reason),
    ]),
    [6, 32, 14, 8, 19, 44],
  );

/** Methods that the ladder passed over stay in the files and the annex; the terminal shows what was applied. */
const creditedTable = ({ credited }: Recognition, cli: Cli): string =>
  table(
    cli,
    ['credited', 'title', 'credits', 'grade', 'how'],
    credited.map((course) => {
      const applied = course.derivation.filter(({ output }) => output !== null);
      const how = applied.map((step) => cli.say(step.reason)).join('\n');
      const title = textIn(course.homeTitles, cli.language, 'en', 'ru', 'kk');
      return [course.homeCode, title, course.credits.toString(), gradeText(course.grade, cli), how];
    }),
    [10, 24, 9, 18, 62],
  );

function sumsOf({ totals, gpa, policy, notes, open }: Recognition): Reason[] {
  const average = gpa.value ?? reason('gpa-none');
  return [
    reason('recognition-totals', {
      recognised: totals.creditsRecognised,
      additional: totals.ectsAdditional,
      difference: totals.creditsDifference,
      earned: totals.hostEctsEarned,
    }),
    ...(totals.ledger ? [reason('recognition-ledger', { ...totals.ledger })] : []),
    gpa.before
      ? reason('recognition-gpa-moved', { gpa: average, before: gpa.before, after: gpa.after ?? '?' })
      : reason('recognition-gpa', { gpa: average }),
    reason('recognition-policy', { policy: policy.id, version: policy.version, source: policy.source }),
    ...notes,
    ...(open > 0 ? [reason('recognition-draft', { count: open })] : []),
  ];
}

/** What differs from the plan or the student, with the word of the person who went on. */
const checkLines = ({ checks }: Recognition, { say }: Cli): string[] =>
  checks
    .filter(({ result }) => result === 'different')
    .map(({ reason: why, override }) =>
      override === null ? `! ${say(why)}` : `! ${say(reason('recognition-despite', { why, despite: override }))}`,
    );

const unreadLines = ({ unread }: Recognition, { say }: Cli): string[] =>
  unread.map(({ line, column, value, reason: why }) =>
    say(reason('recognition-unread-line', { line: `${line}`, column: column ?? 'none', value: value ?? '', why })),
  );

const questionLines = ({ questions }: Recognition, { say }: Cli): string[] =>
  questions.map(({ asks, reason: why }) =>
    say(reason('recognition-question', { lines: asks.map(String), count: asks.length, why })),
  );

export function recognitionTable(recognition: Recognition, cli: Cli): string {
  const { say } = cli;
  const { student, host, additional, difference, undecided } = recognition;
  const listed = (title: Reason, items: readonly string[]) =>
    items.length > 0 ? [`${say(title)}:`, ...items.map((item) => `  ${item}`)] : [];
  const extra = additional.map(({ title, ects, block, line }) => {
    const said = say(reason('recognition-additional-line', { line, title, ects }));
    return block ? `${said} -> ${block}` : said;
  });
  const asCourses = (courses: Recognition['difference']): string[] =>
    courses.map(({ homeCode: code, homeTitles: title, credits, reason: why }) =>
      say(reason('recognition-difference-line', { code, title, credits, why })),
    );
  return [
    say(reason('recognition-heading', { student: student ?? 'none', host: hostNamed(host.institution) })),
    ...checkLines(recognition, cli),
    rowsTable(recognition, cli),
    creditedTable(recognition, cli),
    ...listed(reason('protocol-additional'), extra),
    ...listed(reason('recognition-difference'), asCourses(difference)),
    ...listed(reason('recognition-undecided'), asCourses(undecided)),
    ...listed(reason('recognition-unread'), unreadLines(recognition, cli)),
    ...listed(reason('recognition-questions'), questionLines(recognition, cli)),
    ...sumsOf(recognition).map(say),
  ].join('\n');
}
