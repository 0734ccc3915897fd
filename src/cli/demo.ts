import { loadFixtures, match, planStay, planToJson, readRecogniseFiles, recognise } from '../app/index.ts';
import { Rational, textIn } from '../domain/index.ts';
import { matchFigure, reasons } from './match.ts';
import { planTable } from './plan-tables.ts';
import { recognitionTable } from './recognise.ts';
import { fail, type Part, reportProblems } from './terminal.ts';

/** The student of the demonstration: programme, host, semester and returning transcript, all of the fixtures. */
const STAY = {
  curriculum: 'curriculum_software',
  host: 'cedar_hollow_us',
  semester: 5,
  transcript: 'cedar_hollow_s005',
};

export const demonstration: Part<object> = {
  takes: (command) => command,
  run: async (cli) => {
    const context = cli.context();
    const fixtures = loadFixtures(cli.fixtures);
    const curriculum = fixtures.curricula.get(STAY.curriculum);
    const catalogue = fixtures.catalogues.get(STAY.host);
    const transcript = fixtures.transcripts.get(STAY.transcript);
    if (!curriculum || !catalogue || !transcript) return fail(cli, fixtures.problems);
    const stage = (number: number, title: string) => cli.out(`\n=== ${number}. ${title} ===\n`);

    cli.out('Concord: the journey of one student, S005. Every institution and person here is invented.\n');
    stage(1, 'Calls of the international office');
    for (const call of fixtures.calls)
      cli.out(
        `${call.deadline}  ${call.university}, ${call.city}, ${call.country}: ${call.specialty} (${call.quantity} places)\n`,
      );

    stage(2, `What replaces the courses of semester ${STAY.semester}?`);
    const home = curriculum.courses.filter(
      ({ semester, titles }) => semester === STAY.semester && textIn(titles) !== '',
    );
    const run = match(context, { home, host: catalogue.courses, hostInstitution: catalogue.institution, top: 2 });
    for (const { homeCode, homeTitle, matches } of run.results) {
      cli.out(`${homeCode} ${homeTitle}\n`);
      for (const found of matches)
        cli.out(`   ${matchFigure(found)}  ${found.hostCode} ${found.hostTitle}  (${reasons(found, cli.say)})\n`);
    }

    stage(3, 'The study plan');
    const plan = await planStay(
      context,
      { curriculum, catalogue },
      { semester: STAY.semester, minEcts: Rational.of(20) },
    );
    if (!plan.ok) return fail(cli, plan.problems);
    cli.out(`${planTable(plan.value, cli.say)}\n`);

    stage(4, 'Back home: the transcript becomes credited grades');
    const planFile = { name: 'plan.json', bytes: new TextEncoder().encode(planToJson(plan.value)) };
    const read = readRecogniseFiles({ plan: planFile, transcript });
    if (!read.ok) return fail(cli, read.problems);
    const recognised = recognise(context, read.value.request);
    if (!recognised.ok) return fail(cli, recognised.problems);
    cli.out(`${recognitionTable(recognised.value, cli)}\n`);
    reportProblems(cli, [...read.problems, ...recognised.problems]);
    cli.out(
      `\nThe same by hand: concord plan --curriculum fixtures/home/${STAY.curriculum}.csv --host fixtures/hosts/${STAY.host}.csv --semester ${STAY.semester}\n`,
    );
    return read.value.rejected > 0 ? 1 : 0;
  },
};
