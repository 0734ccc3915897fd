/**
 * Plans for a reader who has not built them: `npx tsx bench/planning-reading.ts FOLDER` writes a text file for each of ten curricula at seven of ten
 * hosts, with codes, titles, figures and reasons, and in `blind/` the same without figures. The real lists may not be redistributed, nor these files.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadRules, loadSubjects, loadTexts, planStay, readPlanFiles } from '../src/app/index.ts';
import {
  type Bundle,
  type Catalogue,
  type Curriculum,
  catalogueSchema,
  codeKey,
  curriculumSchema,
  type Plan,
  type Problem,
  Rational,
  type Texts,
} from '../src/domain/index.ts';
import { NO_DATA, openData, type Row, readRows, type TrainingData } from '../train/data.ts';
import { today } from './lib/page.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const RULES = path.join(ROOT, 'rules');
const HOSTS_EACH = 7;

interface Home {
  readonly name: string;
  readonly curriculum: Curriculum;
  readonly semester?: number;
}

/** Title and, where there is one, description in some languages, as the file of courses has them. */
const textsOf = (row: Row, kind: 'title' | 'description', languages: readonly string[]) =>
  Object.fromEntries(
    languages.flatMap((language) => {
      const text = row[`${kind}_${language}`];
      return text ? [[language, text]] : [];
    }),
  );

/** The usual courses of a Kazakh programme, as titles in the languages given. */
function usual(data: TrainingData, programme: string, languages: readonly string[]): Home {
  const rows = readRows(data, 'equivalence/dev/customer_home_courses.csv').filter((row) => row.programme === programme);
  return homeOf(`${programme} ${languages.join('+')}`, rows, languages);
}

const homeOf = (name: string, rows: readonly Row[], languages: readonly string[]): Home => ({
  name,
  curriculum: curriculumSchema.parse({
    institution: 'Home university',
    programme: name,
    courses: rows.map((row, at) => ({
      code: row.code || row.id || `R${at + 1}`,
      titles: textsOf(row, 'title', languages),
      descriptions: textsOf(row, 'description', languages),
      credits: { min: row.credits || '5', max: row.credits || '5', unit: 'KZ academic credit' },
      component: 'compulsory',
    })),
  }),
});

function fromPlan(data: TrainingData, plan: string, semester: number): Home {
  const rows = readRows(data, data.sources.lexicon.curricula).filter(
    (row) => row.plan === plan && row.semester === String(semester) && Number(row.credits) > 0,
  );
  const distinct = [...new Map(rows.map((row) => [row.code, row])).values()];
  return homeOf(
    `plan ${plan} semester ${semester} ru`,
    distinct.map((row) => ({ ...row, title_ru: row.title_local ?? '' })),
    ['ru'],
  );
}

function homesOf(data: TrainingData): Home[] {
  const invented = (file: string, semester: number): Home => {
    const read = readPlanFiles({ curriculum: fileAt(`fixtures/home/${file}.csv`), hosts: [] }, {});
    if (!read.ok) throw new Error(`${file} can not be read`);
    return { name: `${file} semester ${semester}`, curriculum: read.value.curriculum, semester };
  };
  const almaty = readRows(data, 'equivalence/dev/customer_home_courses.csv').filter((row) => row.set === 'almaty-dev');
  return [
    invented('curriculum_software', 5),
    invented('curriculum_electric_power', 5),
    usual(data, 'EP', ['ru']),
    usual(data, 'EP', ['kk']),
    usual(data, 'RT', ['ru']),
    usual(data, 'AC', ['kk']),
    usual(data, 'CS', ['ru']),
    usual(data, 'GE', ['kk']),
    homeOf('Almaty courses kk', almaty, ['kk']),
    fromPlan(data, 'СВ.5080-2022', 4),
  ];
}

const fileAt = (name: string) => ({ name: path.basename(name), bytes: readFileSync(path.join(ROOT, name)) });

interface Host {
  readonly name: string;
  readonly catalogue: Catalogue;
}

function hostsOf(data: TrainingData): Host[] {
  const invented = (file: string): Host => {
    const read = readPlanFiles(
      { curriculum: fileAt('fixtures/home/curriculum_software.csv'), hosts: [fileAt(`fixtures/hosts/${file}.csv`)] },
      {},
    );
    const catalogue = read.ok ? read.value.catalogues[0] : undefined;
    if (!catalogue) throw new Error(`${file} can not be read`);
    return { name: file, catalogue };
  };
  const real = (name: string, file: string, take: { institution?: string; unit?: string } = {}): Host => {
    const rows = readRows(data, file).filter(
      ({ code, title, title_local: local, institution }) =>
        code && (title || local) && (!take.institution || institution === take.institution),
    );
    const courses = [...new Map(rows.map((row) => [codeKey(row.code ?? ''), row])).values()].map((row) =>
      courseOf(row, take.unit),
    );
    return { name, catalogue: catalogueSchema.parse({ institution: take.institution ?? name, courses }) };
  };
  return [
    invented('lindenwerder_de'),
    invented('cedar_hollow_us'),
    real('ITMO', 'partners/itmo.csv'),
    real('VUT Brno', 'partners/vut-brno.csv'),
    real('ETH', 'partners/swiss-ee.csv', { institution: 'ETH Zürich' }),
    real('Westfalische', 'partners/germany-haw.csv', { institution: 'Westfälische Hochschule Gelsenkirchen' }),
    real('ITU', 'partners/itu.csv'),
    real('BME', 'partners/hungary.csv', { institution: 'Budapest University of Technology and Economics (BME)' }),
    real('UBC', 'equivalence/catalogues/ubc_vancouver.csv', { unit: 'US semester credit' }),
    real('TU Darmstadt', 'multilingual/tudarmstadt_de.csv'),
  ];
}

function courseOf(row: Row, unit: string | undefined) {
  const language = row.language || row.local_language || 'en';
  const english = row.title_en ?? '';
  const both = (own: string | undefined, en: string | undefined) => ({
    ...(own && { [language.slice(0, 2)]: own }),
    ...(en && { en }),
  });
  const amount = /^\d+(?:\.\d+)?/.exec(row.credits ?? '')?.[0];
  return {
    code: row.code,
    titles: both(row.title ?? row.title_local, english),
    descriptions: both(row.description ?? row.description_local, row.description_en),
    credits: amount ? { min: amount, max: amount, unit: unit ?? 'ECTS' } : null,
    level: row.level || null,
  };
}

const titlesIn = (titles: Readonly<Record<string, string>>): string => Object.values(titles).join(' / ');
const sideOf = (courses: Bundle['host']): string =>
  courses.map(({ code, titles, ects }) => `${code}  ${titlesIn(titles)}  (${ects} ECTS)`).join('\n        + ');

/** One plan as a page; without figures for a reader who shall judge the courses alone. */
function pageOf(plan: Plan, { texts, isBlind }: { readonly texts: Texts; readonly isBlind: boolean }): string {
  const shown = plan.bundles.map((bundle, at) => {
    const replaced = [...bundle.home, ...(bundle.fills ?? [])];
    const lines = [`${at + 1}.  home: ${sideOf(replaced)}`, `    host: ${sideOf(bundle.host)}`];
    if (isBlind) return lines.join('\n');
    const why = [...bundle.evidence].sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution)).slice(0, 5);
    return [
      ...lines,
      `    ${bundle.verdict} ${(bundle.probability ?? bundle.score).toFixed(2)}`,
      ...why.map(({ reason, contribution }) => `      ${contribution.toFixed(2)}  ${texts.say(reason, 'en')}`),
    ].join('\n');
  });
  const open = plan.uncovered.map(
    ({ home, explanation }) =>
      `  ${home.code}  ${titlesIn(home.titles)}${isBlind ? '' : `: ${texts.say(explanation, 'en')}`}`,
  );
  const totals = isBlind
    ? []
    : [`${plan.totals.hostEcts} ECTS at the host, ${plan.totals.homeEcts} covered, ${plan.solver.status}`, ''];
  return [
    `${plan.home.programme} at ${plan.host.institution}`,
    '',
    ...totals,
    ...shown,
    '',
    'not covered:',
    ...open,
    '',
  ].join('\n');
}

async function main(): Promise<void> {
  const data = openData();
  const folder = process.argv[2];
  if (data === null || folder === undefined) {
    console.log(data === null ? `Nothing was written: ${NO_DATA}` : 'Name a folder to write to.');
    return;
  }
  mkdirSync(path.join(folder, 'blind'), { recursive: true });
  const [texts, subjects] = [loadTexts(RULES), loadSubjects(RULES)];
  const home = { policy: 'aupet-2024', name: '', timeZone: 'Asia/Almaty' };
  const context = { rules: loadRules(RULES), texts, home, subjects: () => subjects, today: today() };
  const hosts = hostsOf(data);
  const seen = { plans: 0, empty: 0, bundles: 0 };
  for (const [row, { name, curriculum, semester }] of homesOf(data).entries())
    for (let at = 0; at < HOSTS_EACH; at += 1) {
      const host = hosts[(row * 3 + at) % hosts.length];
      if (!host) continue;
      const options = { minEcts: Rational.ZERO, maxEcts: Rational.of(33), ...(semester !== undefined && { semester }) };
      const made = await planStay(context, { curriculum, catalogue: host.catalogue }, options);
      const file = `${name} at ${host.name}`.replaceAll(/[^\p{L}\p{N}]+/gu, '_');
      const keep = (page: (isBlind: boolean) => string): void => {
        writeFileSync(path.join(folder, `${file}.txt`), page(false));
        writeFileSync(path.join(folder, 'blind', `${file}.txt`), page(true));
      };
      if (made.ok) keep((isBlind) => pageOf(made.value, { texts, isBlind }));
      else keep(() => made.problems.map((one: Problem) => texts.say(one.reason, 'en')).join('\n'));
      const bundles = made.ok ? made.value.bundles.length : 0;
      seen[bundles > 0 ? 'plans' : 'empty'] += 1;
      seen.bundles += bundles;
      console.log(`${file}: ${bundles} bundles`);
    }
  console.log(`${seen.plans} plans with ${seen.bundles} bundles, ${seen.empty} empty.`);
}

await main();
