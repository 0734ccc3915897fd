/** The training's measurements as Markdown, and the reliability diagram as SVG. */
import {
  areaUnderCurve,
  calibrationError,
  coverageAt,
  effectiveSize,
  type Judged,
  lowerBound,
  RISK,
  reliability,
} from './calibration.ts';
import { type Outcome, qualityOfOutcomes } from './cross-validate.ts';
import type { Known } from './samples.ts';

const three = (value: number): string => value.toFixed(3);

interface Measured {
  readonly model: { readonly thresholds: { readonly suggest: number | null; readonly review: number } };
  readonly byInstitution: readonly Outcome[];
  readonly byTarget: readonly Outcome[];
}

const judgedOf = (outcomes: readonly Outcome[]): Judged[] => outcomes.map(({ judged }) => judged);

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

function suggestSentence(suggest: number | null, judged: readonly Judged[]): string {
  if (suggest === null)
    return '`suggest` is never said: no threshold keeps the bound on precision. A person reviews every match.';
  const { coverage, precision } = coverageAt(judged, suggest);
  const above = judged.filter(({ probability }) => probability >= suggest);
  const size = effectiveSize(above);
  const bound = lowerBound(precision * size, size, RISK);
  return `\`suggest\` from ${suggest}: right ${three(precision)} of the time (at least ${three(bound)} with 95 % confidence, institutions as clusters), covers ${three(coverage)} of all rows (${above.length} of ${judged.length}).`;
}

const KNOWN: Readonly<Record<Known, string>> = {
  nothing: 'no precedents',
  approvals: "other colleges' approvals known",
  decisions: 'their refusals known as well',
};

const orNone = (judged: readonly Judged[], measure: (judged: readonly Judged[]) => number): string =>
  judged.length > 0 ? three(measure(judged)) : '-';

interface Side {
  readonly known: Known;
  readonly byInstitution: readonly Outcome[];
  readonly byTarget: readonly Outcome[];
}

/** The guide's rows under each kind of precedents. */
function sidesOf({ byInstitution, byTarget }: Measured): Side[] {
  return (Object.keys(KNOWN) as Known[]).flatMap((known) => {
    const of = (outcomes: readonly Outcome[]): Outcome[] =>
      outcomes.filter(({ sample }) => sample.kind === 'guide' && sample.known === known);
    const side = { known, byInstitution: of(byInstitution), byTarget: of(byTarget) };
    return side.byInstitution.length > 0 ? [side] : [];
  });
}

function qualityRows({ known, byInstitution, byTarget }: Side): string[] {
  const set = byInstitution[0]?.sample.set ?? '';
  const unrepeated = byInstitution.filter(({ sample }) => !sample.repeated);
  return [
    qualityRow(`${set}, ${KNOWN[known]}, by college`, byInstitution),
    qualityRow(`${set}, ${KNOWN[known]}, rows whose text no other college has`, unrepeated),
    ...(byTarget.length > 0 ? [qualityRow(`${set}, ${KNOWN[known]}, by right answer`, byTarget)] : []),
  ];
}

function confidenceOf({ known, byInstitution, byTarget }: Side, { model }: Measured): string[] {
  const [judged, targets] = [judgedOf(byInstitution), judgedOf(byTarget)];
  return [
    `Knowing when there is no equivalent, ${KNOWN[known]} (guide rows, those with generic credit only included):`,
    '',
    '| | folds by college | folds by right answer |',
    '|---|---:|---:|',
    `| AUROC has / has none | ${three(areaUnderCurve(judged))} | ${orNone(targets, areaUnderCurve)} |`,
    `| calibration error (ECE, 10 bins) | ${three(calibrationError(judged))} | ${orNone(targets, calibrationError)} |`,
    '',
    suggestSentence(model.thresholds.suggest, judged),
    '',
    '| probability | rows | predicted | right |',
    '|---|---:|---:|---:|',
    ...reliabilityRows(judged),
    '',
  ];
}

/** Tables of one variant of the model. */
export function reportVariant(title: string, measured: Measured): string[] {
  const pairsOf = (outcomes: readonly Outcome[]): Outcome[] =>
    outcomes.filter(({ sample }) => sample.kind === 'home-to-host');
  const pairs = pairsOf(measured.byInstitution);
  const sides = sidesOf(measured);
  return [
    `## ${title}`,
    '',
    '| five folds | queries | hit@1 | hit@5 | MRR |',
    '|---|---:|---:|---:|---:|',
    qualityRow(
      `home -> host, ${new Set(pairs.map(({ sample }) => sample.set)).size} pairs of catalogues, by home course`,
      pairs,
    ),
    ...(measured.byTarget.length > 0 ? [qualityRow('home -> host, by right answer', pairsOf(measured.byTarget))] : []),
    ...sides.flatMap(qualityRows),
    '',
    ...sides.flatMap((side) => confidenceOf(side, measured)),
    `\`no-safe-match\` below ${measured.model.thresholds.review}.`,
    '',
  ];
}

const SIDE = 360;
const MARGIN = 40;

/** Predicted probability against how often it was right; the area of a dot is its number of rows. */
export function drawReliability(outcomes: readonly Outcome[]): string {
  const guide = outcomes.filter(({ sample }) => sample.kind === 'guide');
  const bins = reliability(judgedOf(guide)).filter(({ count }) => count > 0);
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
