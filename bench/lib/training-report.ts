/** The training's measurements as Markdown, and the reliability diagram as SVG. */
import {
  areaUnderCurve,
  calibrationError,
  coverageAt,
  type Judged,
  reliability,
  type Threshold,
} from './calibration.ts';
import { type Outcome, qualityOfOutcomes } from './cross-validate.ts';

const three = (value: number): string => value.toFixed(3);

interface Measured {
  readonly model: { readonly thresholds: { readonly suggest: number | null; readonly review: number } };
  readonly threshold: Threshold | null;
  readonly byInstitution: readonly Outcome[];
  readonly byTarget: readonly Outcome[];
}

const guideOf = (outcomes: readonly Outcome[]): Outcome[] => outcomes.filter(({ sample }) => sample.kind === 'guide');
const judgedOf = (outcomes: readonly Outcome[]): Judged[] => guideOf(outcomes).map(({ judged }) => judged);

function qualityRow(name: string, outcomes: readonly Outcome[]): string {
  const { queries, hit1, hit5, mrr } = qualityOfOutcomes(outcomes);
  return `| ${name} | ${queries} | ${three(hit1)} | ${three(hit5)} | ${three(mrr)} |`;
}

function reliabilityRows(judged: readonly Judged[]): string[] {
  return reliability(judged)
    .filter(({ count }) => count > 0)
    .map(
      ({ from, to, count, predicted, observed }) =>
        `| ${from.toFixed(1)} to ${to.toFixed(1)} | ${count} | ${three(predicted)} | ${three(observed)} |`,
    );
}

function thresholdSentence(threshold: Threshold | null, judged: readonly Judged[]): string {
  if (!threshold)
    return '`suggest` is never said: no threshold keeps the bound on precision. A person reviews every match.';
  const { probability, precision, bound, coverage } = threshold;
  const at = coverageAt(judged, probability);
  return `\`suggest\` from ${probability}: right ${three(precision)} of the time (at least ${three(bound)} with 95 % confidence, institutions as clusters), covers ${three(coverage)} of all rows (${Math.round(at.coverage * judged.length)} of ${judged.length}).`;
}

/** Tables of one variant of the model. */
export function reportVariant(title: string, { model, threshold, byInstitution, byTarget }: Measured): string[] {
  const pairs = byInstitution.filter(({ sample }) => sample.kind === 'home-to-host');
  const guide = guideOf(byInstitution);
  const unrepeated = guide.filter(({ sample }) => !sample.repeated);
  const judged = judgedOf(byInstitution);
  const targets = judgedOf(byTarget);
  return [
    `## ${title}`,
    '',
    '| five folds | queries | hit@1 | hit@5 | MRR |',
    '|---|---:|---:|---:|---:|',
    qualityRow('home -> host, 12 pairs of catalogues, by home course', pairs),
    qualityRow(
      'home -> host, by right answer',
      byTarget.filter(({ sample }) => sample.kind === 'home-to-host'),
    ),
    qualityRow('foreign -> rpi, all rows, by college', guide),
    qualityRow('foreign -> rpi, rows whose text no other college has', unrepeated),
    qualityRow('foreign -> rpi, by right answer', guideOf(byTarget)),
    '',
    'Knowing when there is no equivalent (guide rows, those with generic credit only included):',
    '',
    '| | folds by college | folds by right answer |',
    '|---|---:|---:|',
    `| AUROC has / has none | ${three(areaUnderCurve(judged))} | ${three(areaUnderCurve(targets))} |`,
    `| calibration error (ECE, 10 bins) | ${three(calibrationError(judged))} | ${three(calibrationError(targets))} |`,
    '',
    thresholdSentence(threshold, judged),
    `\`no-safe-match\` below ${model.thresholds.review}.`,
    '',
    '| probability | rows | predicted | right |',
    '|---|---:|---:|---:|',
    ...reliabilityRows(judged),
    '',
  ];
}

const SIDE = 360;
const MARGIN = 40;

/** Predicted probability against how often it was right; the area of a dot is its number of rows. */
export function drawReliability(outcomes: readonly Outcome[]): string {
  const bins = reliability(judgedOf(outcomes)).filter(({ count }) => count > 0);
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
    '<title>Reliability on unseen colleges: predicted probability against the share that was right</title>',
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
