/** `amend`: what if something happens to a course of a plan. */
import { InvalidArgumentError } from 'commander';
import { amendStay, planToJson } from '../app/index.ts';
import { type PlanChange, problem, reason, termSchema } from '../domain/index.ts';
import { parsePair, withIndexOption } from './options.ts';
import { amendmentText } from './plan-tables.ts';
import { type FileFlags, failToPlan, languageList, readStay, withFileOptions } from './stay-options.ts';
import { fail, finish, type Part, progress } from './terminal.ts';

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

interface AmendFlags extends FileFlags {
  readonly plan: string;
  readonly host: string;
  readonly cancelled: PlanChange[];
  readonly failed: PlanChange[];
  readonly clash: PlanChange[];
  readonly language: PlanChange[];
  readonly term: PlanChange[];
}

export const amendment: Part<AmendFlags> = {
  takes: (command) =>
    withIndexOption(withFileOptions(command))
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
    const files = readStay({ ...flags, host: [flags.host] }, { plan: flags.plan });
    if (!files.ok) return fail(cli, files.problems);
    const { curriculum, catalogues, index, plan, options, rejected } = files.value;
    const [catalogue] = catalogues;
    if (!catalogue || !plan) return fail(cli, files.problems);
    const run = await amendStay(
      cli.context(),
      { curriculum, catalogue, ...(index && { index }) },
      { plan, changes, options: { ...options, ...progress(cli, 'home courses matched') } },
    );
    const problems = [...files.problems, ...run.problems];
    if (!run.ok) return failToPlan(cli, flags.format, { ...run, problems });
    const text = flags.format === 'json' ? planToJson(run.value) : amendmentText(run.value, cli.say);
    return finish(cli, { text, out: flags.out, problems, rejected });
  },
};
