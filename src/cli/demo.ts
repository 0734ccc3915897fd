import { loadFixtures, match, planStay, planToJson, readRecogniseFiles, recognise } from '../app/index.ts';
import { Rational, type Reason, reason, textIn } from '../domain/index.ts';
import { matchFigure, reasons } from './match.ts';
import { planTable } from './plan-tables.ts';
import { recognitionTable } from './recognise.ts';
import { type CliCommand, fail, reportProblems } from './terminal.ts';

/** The student of the demonstration: programme, host, semester and returning transcript, all of the fixtures. */
const STAY = {
  curriculum: 'curriculum_software',
  host: 'cedar_hollow_us',
  semester: 5,
  transcript: 'cedar_hollow_s005',
};

export const demonstration: CliCommand<object> = {
  takes: (command) => command,
  run: async (cli) => {
    const context = cli.context();
    const fixtures = loadFixtures(cli.fixtures);
    const curriculum = fixtures.curricula.get(STAY.curriculum);
    const catalogue = fixtures.catalogues.get(STAY.host);
    const transcript = fixtures.transcripts.get(STAY.transcript);
    if (!curriculum || !catalogue || !transcript) return fail(cli, fixtures.problems);
    const say = (said: Reason) => cli.out(`${cli.say(said)}\n`);
    const stage = (number: number, title: Reason) => cli.out(`\n=== ${number}. ${cli.say(title)} ===\n`);

    say(reason('demo-title'));
    stage(1, reason('demo-calls'));
    for (const { deadline, university, city, country, specialty, quantity: places } of fixtures.calls)
      say(reason('demo-call', { deadline, university, city, country, specialty, places }));

    stage(2, reason('demo-match', { semester: String(STAY.semester) }));
    const home = curriculum.courses.filter(
      ({ semester, titles }) => semester === STAY.semester && textIn(titles) !== '',
    );
    const run = match(context, { home, host: catalogue.courses, hostInstitution: catalogue.institution, top: 2 });
    for (const { homeCode, homeTitle, matches } of run.results) {
      cli.out(`${homeCode} ${homeTitle}\n`);
      for (const found of matches)
        cli.out(`   ${matchFigure(found)}  ${found.hostCode} ${found.hostTitle}  (${reasons(found, cli.say)})\n`);
    }

    stage(3, reason('demo-plan'));
    const plan = await planStay(
      context,
      { curriculum, catalogue },
      { semester: STAY.semester, minEcts: Rational.of(20) },
    );
    if (!plan.ok) return fail(cli, plan.problems);
    cli.out(`${planTable(plan.value, cli)}\n`);

    stage(4, reason('demo-recognition'));
    const planFile = { name: 'plan.json', bytes: new TextEncoder().encode(planToJson(plan.value)) };
    const read = readRecogniseFiles({ plan: planFile, transcripts: [transcript] });
    if (!read.ok) return fail(cli, read.problems);
    const recognised = recognise(context, read.value.request);
    if (!recognised.ok) return fail(cli, recognised.problems);
    cli.out(`${recognitionTable(recognised.value, cli)}\n`);
    reportProblems(cli, [...read.problems, ...recognised.problems]);
    const command = `concord plan --curriculum fixtures/home/${STAY.curriculum}.csv --host fixtures/hosts/${STAY.host}.csv --semester ${STAY.semester}`;
    cli.out(`\n${cli.say(reason('demo-by-hand', { command }))}\n`);
    return read.value.rejected > 0 ? 1 : 0;
  },
};
