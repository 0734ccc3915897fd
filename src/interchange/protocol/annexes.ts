/** What an appeal asks for: which host courses stood for which home courses, and how each figure was found. */
import type { Content } from 'pdfmake';
import { type DerivationStep, isReason, type Recognition, reason, textIn } from '../../domain/index.ts';
import { brief } from './fonts.ts';
import { section, titled } from './sections.ts';
import { buildTable, type TableRequest } from './table.ts';
import { pointsText, type Words } from './words.ts';

/** The link between host and home courses, and the balance: passed = used + remainder. */
export function bundleAnnex({ bundles, credited, rows: all }: Recognition, words: Words): Content {
  const { word, say } = words;
  const columns: TableRequest['columns'] = [
    [word('protocol-bundle'), 66],
    [word('protocol-home-courses'), 100],
    [word('protocol-host-courses'), 100],
    [word('protocol-outcome'), 62],
    [word('protocol-planned-ects'), 40, 'right'],
    [word('protocol-earned-ects'), 40, 'right'],
    [word('protocol-used-ects'), 40, 'right'],
    [word('protocol-remainder-ects'), 40, 'right'],
    [word('protocol-home-ects'), 40, 'right'],
    [word('protocol-awarded'), 40, 'right'],
    [word('protocol-reason')],
  ];
  const rows = bundles.map(({ bundle, status, reason: why, ...figures }) => {
    const home = credited.filter((course) => course.bundle === bundle).map(({ homeCode }) => homeCode);
    const host = all.filter((row) => row.bundle === bundle).map(({ code }) => code);
    const { plannedHostEcts, hostEcts, usedEcts, remainderEcts, homeEcts, creditsAwarded } = figures;
    const balance = [plannedHostEcts, hostEcts, usedEcts, remainderEcts, homeEcts, creditsAwarded];
    return [
      bundle,
      home.join(', ') || '—',
      host.join(', ') || '—',
      say(reason('bundle-status', { status })),
      ...balance.map(String),
      say(why),
    ];
  });
  return section({ title: word('protocol-annex-bundles'), columns, rows }, words);
}

/** One table of steps per credited course, additional achievement and average. */
export function derivationAnnex({ credited, additional, gpa }: Recognition, words: Words, language: string): Content[] {
  const { word, say } = words;
  // The tables before the annex have the whole title; a caption is repeated on every page of its table.
  const caption = (title: string): string => brief(title, 160);
  const derivations = [
    ...credited.map(({ homeCode, homeTitles, credits, grade, derivation }) => {
      const title = caption(`${homeCode} ${textIn(homeTitles, language, 'ru', 'kk', 'en')}`);
      return { caption: `${title}: ${credits}; ${grade.letter ?? word('protocol-without-grade')}`, derivation };
    }),
    ...additional.map(({ line, title, ects, derivation }) => ({
      caption: `${caption(`${word('protocol-line')} ${line}. ${say(title)}`)}: ${ects} ECTS`,
      derivation,
    })),
    {
      caption: `${word('protocol-gpa')}: ${gpa.value ? pointsText(gpa.value) : word('protocol-not-computed')}`,
      derivation: gpa.derivation,
    },
  ].filter(({ derivation }) => derivation.length > 0);
  const title = word('protocol-annex-derivations');
  if (derivations.length === 0) return [titled(title, { text: word('protocol-none') })];
  const columns: TableRequest['columns'] = [
    ['№', 15, 'right'],
    [word('protocol-rule'), 120],
    [word('protocol-step'), 327],
    [word('protocol-result'), 70],
    [word('protocol-source')],
  ];
  return derivations.map((table, index) => {
    const rows = stepRows(table.derivation, words).map((cells, at) => [String(at + 1), ...cells]);
    return buildTable({ ...(index === 0 && { title }), caption: table.caption, columns, rows });
  });
}

/** Methods of the ladder that were tried in vain share one row, so that a reader comes to the one that counts. */
function stepRows(steps: readonly DerivationStep[], { word, say }: Words): string[][] {
  const rows: string[][] = [];
  let tried: DerivationStep[] = [];
  const closeTried = (): void => {
    // The row says itself that they were not applied.
    const sentences = tried
      .map(
        ({ rule, reason: { values, ...said } }) =>
          `${rule}: ${say(isReason(values.why) ? values.why : { ...said, values })}`,
      )
      .join('; ');
    const sources = [...new Set(tried.map(({ source }) => say(source)))].join('; ');
    if (tried.length > 0) rows.push([word('protocol-not-applied'), sentences, '—', sources]);
    tried = [];
  };
  for (const step of steps) {
    if (step.output === null) {
      tried.push(step);
      continue;
    }
    closeTried();
    rows.push([step.rule, say(step.reason), say(step.output), say(step.source)]);
  }
  closeTried();
  return rows;
}
