import { type Command, Option } from 'commander';
import { recogniseFiles, recognitionToCsv, recognitionToJson, recognitionToPdf } from '../app/index.ts';
import type { DerivationStep, HomeGrade, Rational, Recognition } from '../domain/index.ts';
import { type Cli, type ExitCode, fail, finish, optionProblem, readInputs, table } from './terminal.ts';

interface RecogniseFlags {
  readonly plan: string;
  readonly transcript: string;
  readonly policy?: string;
  readonly format: 'table' | 'csv' | 'json' | 'pdf';
  readonly language: 'kk' | 'ru' | 'en';
  readonly out?: string;
}

export function addRecognise(program: Command, cli: Cli, exit: (code: ExitCode) => void): void {
  program
    .command('recognise')
    .description('credited grades from a returning transcript and the plan it was approved under')
    .requiredOption('--plan <file>', 'plan written by `concord plan --format json`')
    .requiredOption('--transcript <file>', 'transcript of records (CSV)')
    .option('--policy <id>', "rule set (default: the plan's)")
    .addOption(new Option('--format <format>', 'output').choices(['table', 'csv', 'json', 'pdf']).default('table'))
    .addOption(new Option('--language <language>', 'of the PDF protocol').choices(['kk', 'ru', 'en']).default('ru'))
    .option('--out <file>', 'write there instead of standard output')
    .action(async (flags: RecogniseFlags) => exit(await runRecognise(cli, flags)));
}

const written = (recognition: Recognition, { format, language }: RecogniseFlags, date: string) =>
  format === 'pdf'
    ? recognitionToPdf(recognition, { language, date })
    : { table: recognitionTable, csv: recognitionToCsv, json: recognitionToJson }[format](recognition);

async function runRecognise(cli: Cli, flags: RecogniseFlags): Promise<ExitCode> {
  if (flags.format === 'pdf' && flags.out === undefined)
    return fail(cli, [optionProblem('a PDF is not text for a terminal', 'Name a file with --out')]);
  const files = readInputs({ plan: flags.plan, transcript: flags.transcript });
  if (!files.ok) return fail(cli, files.problems);
  const run = recogniseFiles(cli.context(), {
    ...files.value,
    ...(flags.policy !== undefined && { policy: flags.policy }),
  });
  if (!run.ok) return fail(cli, run.problems);
  const text = await written(run.value.recognition, flags, cli.context().today);
  return finish(cli, { text, out: flags.out, problems: run.problems, rejected: run.value.rejected });
}

const amount = (value: Rational | null): string => value?.toString() ?? '?';

/** A home grade in one line: letter, points, percent; or that it is a pass without one, or a fail. */
export const gradeText = ({ status, letter, points, percent }: HomeGrade): string => {
  if (status === 'passed-without-grade') return 'passed, no grade';
  if (status === 'failed') return 'failed';
  return [letter, points && `${points}`, percent && `${percent} %`].filter(Boolean).join(' / ');
};

/** Methods that the ladder passed over stay in the files and the annex; the terminal shows what was applied. */
const stepsShown = (derivation: readonly DerivationStep[]): string =>
  derivation
    .filter(({ output }) => output !== 'not applied')
    .map(({ text }) => text)
    .join('\n');

export function recognitionTable(recognition: Recognition): string {
  const rows = table(
    ['line', 'course at the host', 'credits', 'grade', 'outcome', 'why'],
    recognition.rows.map((row) => [
      String(row.line),
      `${row.code} ${row.title}`,
      `${amount(row.credits)} ${row.unit ?? ''}`,
      row.grade ?? '-',
      row.outcome,
      row.reason,
    ]),
    [6, 32, 14, 8, 19, 44],
  );
  const credited = table(
    ['credited', 'title', 'credits', 'grade', 'how'],
    recognition.credited.map((course) => [
      course.homeCode,
      course.homeTitle,
      course.credits.toString(),
      gradeText(course.grade),
      stepsShown(course.derivation),
    ]),
    [10, 24, 9, 18, 62],
  );
  const listed = (title: string, items: readonly string[]) =>
    items.length > 0 ? [`${title}:`, ...items.map((item) => `  ${item}`)] : [];
  const { totals, gpa, policy } = recognition;
  return [
    `Recognition for ${recognition.student ?? 'the student'} from ${recognition.host.institution}`,
    rows,
    credited,
    ...listed(
      'Additional achievements',
      recognition.additional.map(
        ({ title, ects, block, line }) => `line ${line}: ${title}, ${ects} ECTS${block ? ` -> ${block}` : ''}`,
      ),
    ),
    ...listed(
      'Academic difference',
      recognition.difference.map(
        (course) => `${course.homeCode} ${course.homeTitle}, ${course.credits} credits: ${course.reason}`,
      ),
    ),
    `Credits recognised ${totals.creditsRecognised}, additional ${totals.ectsAdditional} ECTS, academic difference ${totals.creditsDifference}; earned at the host ${totals.hostEctsEarned} ECTS.`,
    `GPA of the credited courses: ${gpa.value?.toString() ?? 'none (no graded course)'}`,
    `Policy ${policy.id} ${policy.version}: ${policy.source}`,
  ].join('\n');
}
