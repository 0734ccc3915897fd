/** `plan` and `compare-hosts`. */
import { compareHosts, comparisonToJson, planAlternatives, planStay, planToJson } from '../app/index.ts';
import { type Plan, problem, reason } from '../domain/index.ts';
import { wholeNumber, withIndexOption } from './options.ts';
import { alternativesTable, comparisonTable, planTable } from './plan-tables.ts';
import { failToPlan, optionsOf, readStay, type StayFlags, withStayOptions } from './stay-options.ts';
import { fail, finish, type Part, progress } from './terminal.ts';

interface PlanFlags extends StayFlags {
  readonly alternatives: number;
  readonly difference: number;
  readonly choose?: number;
}

export const planning: Part<PlanFlags> = {
  takes: (command) =>
    withIndexOption(withStayOptions(command))
      .option('--alternatives <k>', 'plans in all, the best one first', wholeNumber, 1)
      .option('--difference <d>', 'host courses of every better plan that each further one leaves out', wholeNumber, 2)
      .option('--choose <n>', 'give the n-th of the alternatives alone, as a plan', wholeNumber),
  run: async (cli, flags) => {
    const { alternatives, choose, format } = flags;
    if (flags.host.length > 1) {
      if (flags.index !== undefined) return fail(cli, [problem('option-invalid', reason('index-of-one-host'))]);
      if (alternatives === 1) return comparison.run(cli, flags);
      return fail(cli, [problem('option-invalid', reason('alternatives-of-one-host'))]);
    }
    const files = readStay(flags, optionsOf(flags));
    if (!files.ok) return fail(cli, files.problems);
    const { curriculum, catalogues, index, rejected } = files.value;
    const [catalogue] = catalogues;
    if (!catalogue) return fail(cli, files.problems);
    const options = { ...files.value.options, ...progress(cli, 'home courses matched') };
    const sides = { curriculum, catalogue, ...(index && { index }) };
    const done = { out: flags.out, rejected };
    const write = (plan: Plan): string => (format === 'json' ? planToJson(plan) : planTable(plan, cli.say));
    if (alternatives === 1 && choose === undefined) {
      const run = await planStay(cli.context(), sides, options);
      const problems = [...files.problems, ...run.problems];
      return run.ok
        ? finish(cli, { ...done, text: write(run.value), problems })
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
      if (chosen) return finish(cli, { ...done, text: write(chosen.plan), problems });
      return fail(cli, [
        ...problems,
        problem('option-invalid', reason('no-plan-of-number', { count: run.value.length, number: choose })),
      ]);
    }
    const text = format === 'json' ? planToJson({ plans: run.value }) : alternativesTable(run.value, cli.say);
    return finish(cli, { ...done, text, problems });
  },
};

export const comparison: Part<StayFlags> = {
  takes: withStayOptions,
  run: async (cli, flags) => {
    const files = readStay(flags, optionsOf(flags));
    if (!files.ok) return fail(cli, files.problems);
    const { onProgress } = progress(cli, 'hosts compared');
    const run = await compareHosts(cli.context(), { ...files.value, ...(onProgress && { onHost: onProgress }) });
    const problems = [...files.problems, ...run.problems];
    if (!run.ok) return fail(cli, problems);
    const text = flags.format === 'json' ? comparisonToJson(run.value) : comparisonTable(run.value, cli.say);
    return finish(cli, { text, out: flags.out, problems, rejected: files.value.rejected });
  },
};
