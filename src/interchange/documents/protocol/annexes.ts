/** What an appeal asks for: which host courses stood for which home courses, and how each figure was found. */
import type { Content } from 'pdfmake';
import { type DerivationStep, isReason, type Localised, type Recognition, reason } from '../../../domain/index.ts';
import { brief, print } from '../fonts.ts';
import { type Sheet, titled } from '../sheet.ts';
import type { PaperCell, PaperColumn } from '../table.ts';
import type { Said } from '../words.ts';

/** The link between host and home courses, and the balance: passed = used + remainder. */
export function bundleAnnex({ bundles, credited, rows: all }: Recognition, sheet: Sheet): Content {
  const { word, say } = sheet;
  const figure = (label: string): PaperColumn => ({ label, width: 42, align: 'right' });
  const columns: PaperColumn[] = [
    { label: word('print-bundle'), width: 40 },
    { label: word('print-home-courses'), width: 96 },
    { label: word('print-host-courses'), width: 96 },
    { label: word('print-outcome'), width: 70 },
    figure(word('protocol-planned-ects')),
    figure(word('protocol-earned-ects')),
    figure(word('protocol-used-ects')),
    figure(word('protocol-remainder-ects')),
    figure(word('protocol-home-ects')),
    figure(word('protocol-awarded')),
    { label: word('print-reason') },
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
      ...balance.map((one) => sheet.figure(one)),
      say(why),
    ];
  });
  return sheet.table({ title: word('protocol-annex-bundles'), columns, rows });
}

interface Derivation {
  readonly of: { readonly text: string; readonly below: string };
  readonly derivation: readonly DerivationStep[];
}

/** Credited courses, additional achievements and the average, with what came out. */
function derivationsOf({ credited, additional, gpa }: Recognition, sheet: Sheet): Derivation[] {
  const { word, say } = sheet;
  // The tables before the annex have the whole title.
  const named = (title: string): string => brief(title, 120);
  return [
    ...credited.map(({ homeCode, homeTitles, credits, grade, derivation }) => {
      const result = say(
        reason('protocol-course-result', { credits, grade: grade.letter ?? word('print-without-grade') }),
      );
      return { of: { text: named(`${homeCode} ${sheet.title(homeTitles)}`), below: result }, derivation };
    }),
    ...additional.map(({ line, title, ects, derivation }) => ({
      of: { text: named(`${word('print-line')} ${line}. ${say(title)}`), below: `${sheet.figure(ects)} ECTS` },
      derivation,
    })),
    {
      of: { text: word('protocol-gpa'), below: gpa.value ? sheet.points(gpa.value) : word('print-not-computed') },
      derivation: gpa.derivation,
    },
  ].filter(({ derivation }) => derivation.length > 0);
}

/** Steps by what they lead to, and below them the sources by their numbers: as `names` call them in the language, else as they are written. */
export function derivationAnnex(
  recognition: Recognition,
  names: Readonly<Record<string, Localised>>,
  sheet: Sheet,
): Content[] {
  const { word, say } = sheet;
  const derivations = derivationsOf(recognition, sheet);
  const title = word('protocol-annex-derivations');
  if (derivations.length === 0) return [titled(title, print(word('print-none')))];
  const nameOf = (source: Said): string => say((typeof source === 'string' && names[source]) || source);
  const sources = [nameOf(recognition.policy.source)];
  const numbered = (source: Said): number => {
    const said = nameOf(source);
    if (!sources.includes(said)) sources.push(said);
    return sources.indexOf(said) + 1;
  };
  const rows = derivations.flatMap(({ of, derivation }) =>
    stepRows(derivation, sheet, numbered).map((cells, at): PaperCell[] => [
      at === 0 ? of : null,
      String(at + 1),
      ...cells,
    ]),
  );
  const columns: PaperColumn[] = [
    { label: word('protocol-figure'), width: 150 },
    { label: '№', width: 16, align: 'right' },
    { label: word('protocol-rule'), width: 110 },
    { label: word('protocol-step') },
    { label: word('protocol-result'), width: 84 },
    { label: word('protocol-source'), width: 44, align: 'center' },
  ];
  const table = sheet.table({ title, columns, rows });
  const cited = sources.map((source, at): Content => print(`[${at + 1}] ${source}`, { fontSize: 7.2 }));
  return [table, { stack: [print(word('protocol-sources'), { style: 'heading', margin: [0, 2, 0, 2] }), ...cited] }];
}

/** Methods of the ladder that were tried in vain share one row, so that a reader comes to the one that counts. */
function stepRows(steps: readonly DerivationStep[], sheet: Sheet, numbered: (source: Said) => number): string[][] {
  const { word, say } = sheet;
  const rule = (key: string): string => say(reason('rule-name', { rule: key.replaceAll('.', '-') }));
  const rows: string[][] = [];
  let tried: DerivationStep[] = [];
  const closeTried = (): void => {
    // The row says itself that they were not applied.
    const sentences = tried.map(
      ({ rule: key, reason: { values, ...said } }) =>
        `${rule(key)}: ${say(isReason(values.why) ? values.why : { ...said, values })}`,
    );
    const numbers = [...new Set(tried.map(({ source }) => numbered(source)))];
    if (tried.length > 0)
      rows.push([word('protocol-not-applied'), sentences.join('; '), '—', `[${numbers.join(', ')}]`]);
    tried = [];
  };
  for (const step of steps) {
    if (step.output === null) {
      tried.push(step);
      continue;
    }
    closeTried();
    rows.push([rule(step.rule), say(step.reason), sheet.figure(say(step.output)), `[${numbered(step.source)}]`]);
  }
  closeTried();
  return rows;
}
