/** The training's measurements as Markdown, and the reliability diagram as SVG. */
import type { Model } from '../engine.ts';
import { areaUnderCurve, calibrationError, type Judged, reliability, reviewedAt } from './calibration.ts';
import { type Outcome, qualityOfOutcomes } from './cross-validate.ts';
import { groupBy } from './judgements.ts';

const three = (value: number): string => value.toFixed(3);

interface Measured {
  readonly model: Pick<Model, 'pairs'>;
  readonly outcomes: readonly Outcome[];
}

const judgedOf = (outcomes: readonly Outcome[]): Judged[] => outcomes.map(({ judged }) => judged);
const row = (cells: readonly (string | number)[]): string => `| ${cells.join(' | ')} |`;

/** The head of {@link measureRow}. */
export const MEASURES = [
  '| set | questions | with an equivalent | hit@1 | hit@5 | rank 1 is 2 or 3 | has an equivalent, AUROC | ECE | at review | right | acceptable | absurd |',
  '|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|',
];

/** The measures of one set; what is reviewed by the thresholds of each pair of languages. */
export function measureRow(name: string, outcomes: readonly Outcome[], { pairs }: Pick<Model, 'pairs'>): string {
  const { queries, hit1, hit5 } = qualityOfOutcomes(outcomes);
  const judged = judgedOf(outcomes);
  const having = judged.filter(({ has }) => has);
  const acceptable = having.filter(({ grade }) => grade >= 2).length / Math.max(1, having.length);
  const shown = outcomes.filter(({ pair, judged: { probability } }) => probability >= (pairs[pair]?.review ?? 2));
  const reviewed = reviewedAt(judgedOf(shown), 0);
  return row([
    ...[name, outcomes.length, queries, three(hit1), three(hit5), three(acceptable)],
    ...[
      three(areaUnderCurve(judged)),
      three(calibrationError(judged)),
      three(shown.length / Math.max(1, outcomes.length)),
    ],
    ...[three(reviewed.right), three(reviewed.acceptable), three(reviewed.absurd)],
  ]);
}

/** Tables of one situation. */
export function reportVariant(title: string, { model, outcomes }: Measured): string[] {
  const bySet = groupBy(outcomes, ({ sample: { kind, set } }) => (kind === 'home-to-host' ? 'home -> host' : set));
  return [
    `## ${title}`,
    '',
    ...MEASURES,
    ...[...bySet].map(([set, some]) => measureRow(set, some, model)),
    '',
    '| pair of languages | judged | review from | suggest from |',
    '|---|---:|---:|---:|',
    ...Object.entries(model.pairs).map(([pair, { judged, review, suggest }]) =>
      row([pair, judged, review ?? 'never', suggest ?? 'never']),
    ),
    '',
  ];
}

const SIDE = 360;
const MARGIN = 40;

/** Predicted probability against how often it was right; the area of a dot is its number of rows. */
export function drawReliability(outcomes: readonly Outcome[]): string {
  const graded = outcomes.filter(({ sample }) => sample.kind === 'graded');
  const bins = reliability(judgedOf(graded)).filter(({ count }) => count > 0);
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const x = (value: number): string => (MARGIN + value * SIDE).toFixed(1);
  const y = (value: number): string => (MARGIN + (1 - value) * SIDE).toFixed(1);
  const size = SIDE + 2 * MARGIN;
  const dots = bins.map(
    ({ predicted, observed, count }) =>
      `<circle cx="${x(predicted)}" cy="${y(observed)}" r="${(3 + 12 * Math.sqrt(count / most)).toFixed(1)}" fill="#2563eb" fill-opacity="0.6"><title>${count} rows: predicted ${three(predicted)}, right ${three(observed)}</title></circle>`,
  );
  const ticks = [0, 0.25, 0.5, 0.75, 1].flatMap((value) => [
    `<text x="${x(value)}" y="${SIDE + MARGIN + 16}" text-anchor="middle">${value}</text>`,
    `<text x="${MARGIN - 8}" y="${y(value)}" text-anchor="end" dominant-baseline="middle">${value}</text>`,
  ]);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" font-family="sans-serif" font-size="11" role="img">`,
    '<title>Reliability on unseen home courses: predicted probability against the share that was right</title>',
    `<rect x="${MARGIN}" y="${MARGIN}" width="${SIDE}" height="${SIDE}" fill="none" stroke="#9ca3af"/>`,
    `<line x1="${x(0)}" y1="${y(0)}" x2="${x(1)}" y2="${y(1)}" stroke="#9ca3af" stroke-dasharray="4 4"/>`,
    ...dots,
    ...ticks,
    `<text x="${size / 2}" y="${size - 6}" text-anchor="middle">predicted</text>`,
    `<text x="12" y="${size / 2}" text-anchor="middle" transform="rotate(-90 12 ${size / 2})">right</text>`,
    '</svg>',
    '',
  ].join('\n');
}
