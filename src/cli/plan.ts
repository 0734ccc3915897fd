/** `plan`, `amend` and `compare-hosts`. */

import { InvalidArgumentError } from 'commander';
import {
  amendmentToPdf,
  amendStay,
  compareHosts,
  comparisonToJson,
  evaluateStay,
  explainAbsence,
  planAlternatives,
  planStay,
  planToJson,
  planToPdf,
  type ReadPlanFiles,
  type Sides,
} from '../app/index.ts';
import {
  type Plan,
  type PlanChange,
  type PlanConflict,
  type Problem,
  problem,
  type Result,
  reason,
  termSchema,
} from '../domain/index.ts';
import { parsePair, wholeNumber, withIndexOption } from './options.ts';
import { alternativesTable, amendmentText, comparisonTable, evaluationText, planTable } from './plan-tables.ts';
import {
  type FileFlags,
  failToPlan,
  languageList,
  optionsOf,
  readStay,
  type StayFlags,
  withFileOptions,
  withStayOptions,
} from './stay-options.ts';
import { type Cli, type CliCommand, type ExitCode, fail, finish, progress } from './terminal.ts';

/** A document goes to a file, and is of one plan. */
function refusePdf({ format, out }: Pick<FileFlags, 'format' | 'out'>, isOfSeveral = false): Problem | null {
  if (format !== 'pdf') return null;
  if (isOfSeveral) return problem('option-invalid', reason('pdf-of-one-plan'));
  return out === undefined ? problem('option-invalid', reason('file-to-terminal', { format: 'PDF' })) : null;
}

const asksForSeveral = ({
  host,
  alternatives,
  choose,
}: {
  host: string[];
  alternatives: number;
  choose?: number;
}): boolean => host.length > 1 || (alternatives > 1 && choose === undefined);

export const planning: CliCommand<
  StayFlags & {
    readonly alternatives: number;
    readonly difference: number;
    readonly choose?: number;
  }
> = {
  takes: (command) =>
    withIndexOption(withStayOptions(command, ['pdf']))
      .option('--alternatives <k>', 'plans in all, the best one first', wholeNumber, 1)
      .option('--difference <d>', 'host courses of every better plan that each further one leaves out', wholeNumber, 2)
      .option('--choose <n>', 'give the n-th of the alternatives alone, as a plan', wholeNumber),
  run: async (cli, flags) => {
    const { alternatives, choose, format } = flags;
    const unprintable = refusePdf(flags, asksForSeveral(flags));
    if (unprintable) return fail(cli, [unprintable]);
    if (flags.host.length > 1) {
      if (flags.index !== undefined) return fail(cli, [problem('option-invalid', reason('index-of-one-host'))]);
      if (alternatives === 1) return comparison.run(cli, flags);
      return fail(cli, [problem('option-invalid', reason('alternatives-of-one-host'))]);
    }
    const files = await readStay(cli, flags, optionsOf(flags));
    if (!files.ok) return fail(cli, files.problems);
    const { curriculum, catalogues, index, rejected } = files.value;
    const [catalogue] = catalogues;
    if (!catalogue) return fail(cli, files.problems);
    const options = { ...files.value.options, ...progress(cli, 'progress-matched') };
    const sides = { curriculum, catalogue, ...(index && { index }) };
    const done = { out: flags.out, rejected };
    const write = (plan: Plan): string | Promise<Uint8Array> => {
      if (format === 'pdf') return planToPdf(cli.context(), plan, cli.language);
      return format === 'json' ? planToJson(plan) : planTable(plan, cli);
    };
    if (alternatives === 1 && choose === undefined) {
      const run = await planStay(cli.context(), sides, options);
      const problems = [...files.problems, ...run.problems];
      return run.ok
        ? finish(cli, { ...done, text: await write(run.value), problems })
        : failToPlan(cli, format, { ...run, problems });
    }
    const count = Math.max(alternatives, choose ?? 1);
    const run = await planAlternatives(cli.context(), sides, {
      ...options,
      count,
      minDifference: flags.difference,
    });
    const problems = [...files.problems, ...run.problems];
    if (!run.ok) return failToPlan(cli, format, { ...run, problems });
    if (choose !== undefined) {
      const chosen = run.value[choose - 1];
      if (chosen) return finish(cli, { ...done, text: await write(chosen.plan), problems });
      return fail(cli, [
        ...problems,
        problem('option-invalid', reason('no-plan-of-number', { count: run.value.length, number: choose })),
      ]);
    }
    const text = format === 'json' ? planToJson({ plans: run.value }) : alternativesTable(run.value, cli);
    return finish(cli, { ...done, text, problems });
  },
};

export const comparison: CliCommand<StayFlags> = {
  takes: withStayOptions,
  run: async (cli, flags) => {
    const files = await readStay(cli, flags, optionsOf(flags));
    if (!files.ok) return fail(cli, files.problems);
    const { onProgress } = progress(cli, 'progress-compared');
    const run = await compareHosts(cli.context(), { ...files.value, ...(onProgress && { onHost: onProgress }) });
    const problems = [...files.problems, ...run.problems];
    if (!run.ok) return fail(cli, problems);
    const text = flags.format === 'json' ? comparisonToJson(run.value) : comparisonTable(run.value, cli);
    return finish(cli, { text, out: flags.out, problems, rejected: files.value.rejected });
  },
};

/** Asks about a stay at one host, and writes the answer as data or in words. */
async function askOfStay<T extends Parameters<typeof planToJson>[0]>(
  cli: Cli,
  flags: FileFlags,
  files: Awaited<ReturnType<typeof readStay>>,
  {
    ask,
    words,
  }: {
    /** Undefined where a file that the question needs was not read, which its problems tell. */
    readonly ask: (
      sides: Sides,
      read: ReadPlanFiles,
    ) => Promise<Result<T> & { readonly conflict?: PlanConflict }> | undefined;
    readonly words: (answer: T) => string | Promise<Uint8Array>;
  },
): Promise<ExitCode> {
  if (!files.ok) return fail(cli, files.problems);
  const { curriculum, catalogues, index, rejected } = files.value;
  const [catalogue, ...others] = catalogues;
  if (others.length > 0) return fail(cli, [problem('option-invalid', reason('question-of-one-host'))]);
  const run = await (catalogue && ask({ curriculum, catalogue, ...(index && { index }) }, files.value));
  if (!run) return fail(cli, files.problems);
  const problems = [...files.problems, ...run.problems];
  if (!run.ok) return failToPlan(cli, flags.format, { ...run, problems });
  const text = flags.format === 'json' ? planToJson(run.value) : await words(run.value);
  return finish(cli, { text, out: flags.out, problems, rejected });
}

type ReadChange = (text: string) => PlanChange;
const repeatable =
  (read: ReadChange) =>
  (text: string, before: PlanChange[]): PlanChange[] => [...before, read(text)];

const clash: ReadChange = (text) => {
  const { home: first, host: second } = parsePair(text, 'HOST=HOST, for example ECE330=ECE352');
  return { kind: 'clash', hosts: [first, second] };
};
const language: ReadChange = (text) => {
  const { home: host, host: languages } = parsePair(text, 'HOST=LANGUAGES, for example ECE330=de');
  return { kind: 'language', host, languages: languageList(languages) };
};
const term: ReadChange = (text) => {
  const { home: host, host: words } = parsePair(text, 'HOST=TERM, for example ECE330=spring');
  const terms = words.split(',').map((word) => termSchema.safeParse(word.trim().toLowerCase()));
  if (!terms.every(({ success }) => success)) throw new InvalidArgumentError('expected autumn, spring or year');
  return { kind: 'term', host, terms: terms.flatMap(({ data }) => data ?? []) };
};

export const amendment: CliCommand<
  FileFlags & {
    readonly plan: string;
    readonly host: string;
    readonly cancelled: PlanChange[];
    readonly failed: PlanChange[];
    readonly clash: PlanChange[];
    readonly language: PlanChange[];
    readonly term: PlanChange[];
  }
> = {
  takes: (command) =>
    withIndexOption(withFileOptions(command, ['pdf']))
      .requiredOption('--plan <file>', 'plan written by `concord plan --format json`')
      .requiredOption('--host <file>', "the host's catalogue (CSV)")
      .option(
        '--cancelled <host>',
        'the course is not given; repeatable',
        repeatable((host) => ({ kind: 'cancelled', host })),
        [],
      )
      .option(
        '--failed <host>',
        'the course was failed; repeatable',
        repeatable((host) => ({ kind: 'failed', host })),
        [],
      )
      .option('--clash <host=host>', 'the two courses meet at the same time; repeatable', repeatable(clash), [])
      .option(
        '--language <host=list>',
        'the course is now taught in these languages; repeatable',
        repeatable(language),
        [],
      )
      .option('--term <host=term>', 'the course is now taught in this term; repeatable', repeatable(term), []),
  run: async (cli, flags) => {
    const changes = [...flags.cancelled, ...flags.failed, ...flags.clash, ...flags.language, ...flags.term];
    if (changes.length === 0) return fail(cli, [problem('option-invalid', reason('nothing-happened'))]);
    const unprintable = refusePdf(flags);
    if (unprintable) return fail(cli, [unprintable]);
    const files = await readStay(cli, { ...flags, host: [flags.host] }, { plan: flags.plan });
    return askOfStay(cli, flags, files, {
      ask: (sides, { plan, options }) =>
        plan &&
        amendStay(cli.context(), sides, {
          plan,
          changes,
          options: { ...options, ...progress(cli, 'progress-matched') },
        }),
      words: (answer) =>
        flags.format === 'pdf' && files.ok && files.value.plan
          ? amendmentToPdf(cli.context(), { before: files.value.plan, amendment: answer }, cli.language)
          : amendmentText(answer, cli),
    });
  },
};

export const absence: CliCommand<StayFlags & { readonly homeCourse?: string; readonly hostCourse?: string }> = {
  takes: (command) =>
    withIndexOption(withStayOptions(command))
      .option('--home-course <code>', 'the home course that the plan should cover')
      .option('--host-course <code>', 'the host course that the plan should take'),
  run: async (cli, flags) => {
    const { homeCourse: home, hostCourse: host } = flags;
    return askOfStay(cli, flags, await readStay(cli, flags, optionsOf(flags)), {
      ask: (sides, { options }) =>
        explainAbsence(cli.context(), sides, {
          ...options,
          ...(home !== undefined && { home }),
          ...(host !== undefined && { host }),
        }),
      words: ({ why, plan }) => [cli.say(why), ...(plan ? ['', planTable(plan, cli)] : [])].join('\n'),
    });
  },
};

export const evaluation: CliCommand<FileFlags & { readonly plan: string; readonly host: string }> = {
  takes: (command) =>
    withIndexOption(withFileOptions(command))
      .requiredOption('--plan <file>', 'plan as `concord plan --format json` writes it, with its bundles moved')
      .requiredOption('--host <file>', "the host's catalogue (CSV)"),
  run: async (cli, flags) => {
    const files = await readStay(cli, { ...flags, host: [flags.host] }, { plan: flags.plan });
    return askOfStay(cli, flags, files, {
      ask: (sides, { plan, options }) =>
        plan &&
        evaluateStay(cli.context(), sides, { plan, options: { ...options, ...progress(cli, 'progress-matched') } }),
      words: (answer) => evaluationText(answer, cli),
    });
  },
};
