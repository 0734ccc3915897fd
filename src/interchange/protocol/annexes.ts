/** What an appeal asks for: which host courses stood for which home courses, and how each figure was found. */
import type { Content } from 'pdfmake';
import { type DerivationStep, NOT_APPLIED, type Recognition, type SettledBundle } from '../../domain/index.ts';
import { pointsText } from './figures.ts';
import { brief } from './fonts.ts';
import { section, titled } from './sections.ts';
import { buildTable, type TableRequest } from './table.ts';
import type { ProtocolTexts } from './texts.ts';

/** The link between host and home courses, and the balance: passed = used + remainder. */
export function bundleAnnex(recognition: Recognition, texts: ProtocolTexts): Content {
  const figure = (label: string) => ({ label, width: 40, alignment: 'right' as const });
  const columns = [
    { label: texts.bundle, width: 66 },
    { label: texts.homeCourses, width: 100 },
    { label: texts.hostCourses, width: 100 },
    { label: texts.outcome, width: 62 },
    figure(texts.plannedEcts),
    figure(texts.earnedEcts),
    figure(texts.usedEcts),
    figure(texts.remainderEcts),
    figure(texts.homeEcts),
    figure(texts.awarded),
    { label: texts.reason },
  ];
  const rows = recognition.bundles.map((bundle) => bundleCells(bundle, recognition, texts));
  return section({ title: texts.annexBundles, columns, rows }, texts);
}

function bundleCells(bundle: SettledBundle, recognition: Recognition, texts: ProtocolTexts): string[] {
  const home = recognition.credited.filter((course) => course.bundle === bundle.bundle).map(({ homeCode }) => homeCode);
  const host = recognition.rows.filter((row) => row.bundle === bundle.bundle).map(({ code }) => code);
  return [
    bundle.bundle,
    home.join(', ') || '—',
    host.join(', ') || '—',
    texts.bundleStatus[bundle.status],
    bundle.plannedHostEcts.toString(),
    bundle.hostEcts.toString(),
    bundle.usedEcts.toString(),
    bundle.remainderEcts.toString(),
    bundle.homeEcts.toString(),
    bundle.creditsAwarded.toString(),
    bundle.reason,
  ];
}

/** One table of steps per credited course, additional achievement and average; the engine's sentences stand as they are. */
export function derivationAnnex(recognition: Recognition, texts: ProtocolTexts): Content[] {
  const { credited, additional, gpa } = recognition;
  const title = texts.annexDerivations;
  const derivations = [
    ...credited.map(({ homeCode, homeTitle, credits, grade, derivation }) => ({
      caption: `${captionText(`${homeCode} ${homeTitle}`)}: ${credits}; ${grade.letter ?? texts.withoutGrade}`,
      derivation,
    })),
    ...additional.map((item) => ({
      caption: `${captionText(`${texts.line} ${item.line}. ${item.title}`)}: ${item.ects} ECTS`,
      derivation: item.derivation,
    })),
    {
      caption: `${texts.gpa}: ${gpa.value ? pointsText(gpa.value) : texts.notComputed}`,
      derivation: gpa.derivation,
    },
  ].filter(({ derivation }) => derivation.length > 0);
  if (derivations.length === 0) return [titled(title, { text: texts.none })];
  return derivations.map(({ caption, derivation }, index) =>
    buildTable({ ...(index === 0 && { title }), caption, ...stepTable(derivation, texts) }),
  );
}

/** The tables before the annex have the whole title; a caption is repeated on every page of its table. */
const captionText = (title: string): string => brief(title, 160);

function stepTable(steps: readonly DerivationStep[], texts: ProtocolTexts): TableRequest {
  const columns = [
    { label: '№', width: 15, alignment: 'right' as const },
    { label: texts.rule, width: 120 },
    { label: texts.step, width: 327 },
    { label: texts.result, width: 70 },
    { label: texts.source },
  ];
  const rows = shortened(steps, texts).map((cells, index) => [String(index + 1), ...cells]);
  return { columns, rows };
}

/** Methods of the ladder that were tried in vain share one row, so that a reader comes to the one that counts. */
function shortened(steps: readonly DerivationStep[], { notApplied }: ProtocolTexts): string[][] {
  const rows: string[][] = [];
  let tried: DerivationStep[] = [];
  for (const step of steps) {
    if (step.output === NOT_APPLIED) {
      tried.push(step);
      continue;
    }
    if (tried.length > 0) rows.push(triedRow(tried, notApplied));
    tried = [];
    rows.push([step.rule, step.text, step.output, step.source]);
  }
  return tried.length > 0 ? [...rows, triedRow(tried, notApplied)] : rows;
}

const triedRow = (tried: readonly DerivationStep[], notApplied: string): string[] => [
  notApplied,
  tried.map(({ rule, text }) => `${rule}: ${text.replace('Not applied: ', '')}`).join('; '),
  '—',
  [...new Set(tried.map(({ source }) => source))].join('; '),
];
