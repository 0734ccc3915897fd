/** How credits and grades are written in the protocol: exact, with a decimal point, as in the derivations and in CSV and JSON. */
import type { HomeGrade, Rational, RecognisedRow } from '../../domain/index.ts';
import { PROTOCOL_TEXTS, type ProtocolTexts } from './texts.ts';

const NOTHING = '—';

/** Points and averages with two decimals at least (`3.00`), more only where rounding would change the figure. */
export function pointsText(points: Rational): string {
  const exact = points.toString();
  const decimals = exact.split('.')[1] ?? '';
  return exact.includes('/') || decimals.length > 2 ? exact : points.toFixed(2);
}

/** Letter, points, percent and traditional grade; a credit without a grade says so instead. */
export function homeGradeCells(grade: HomeGrade, texts: ProtocolTexts): string[] {
  return [
    grade.letter ?? NOTHING,
    grade.points ? pointsText(grade.points) : NOTHING,
    grade.percent?.toString() ?? NOTHING,
    traditionalText(grade, texts),
  ];
}

function traditionalText(grade: HomeGrade, texts: ProtocolTexts): string {
  if (grade.status === 'passed-without-grade') return texts.withoutGrade;
  if (grade.traditional === null) return grade.status === 'failed' ? texts.failed : NOTHING;
  return translateTraditional(grade.traditional, texts);
}

/** The four words of the Kazakh traditional scale, known in all languages, in the protocol's own; any other word as it stands. */
function translateTraditional(word: string, texts: ProtocolTexts): string {
  for (const { traditionalGrades } of Object.values(PROTOCOL_TEXTS)) {
    for (const [key, known] of Object.entries(traditionalGrades)) {
      if (known === word.toLowerCase() && isTraditionalGrade(key, texts)) return texts.traditionalGrades[key];
    }
  }
  return word;
}

const isTraditionalGrade = (key: string, texts: ProtocolTexts): key is keyof ProtocolTexts['traditionalGrades'] =>
  key in texts.traditionalGrades;

/** Credits with their unit, as the host printed them. */
export const originalCredits = (row: RecognisedRow, texts: ProtocolTexts): string =>
  row.credits === null ? texts.notStated : `${row.credits} ${row.unit ?? `(${texts.notStated})`}`;

/** The host's grade with the scale it was read on. */
export const originalGrade = (row: RecognisedRow, texts: ProtocolTexts): string =>
  row.grade === null ? texts.noGrade : `${row.grade} (${row.scale ?? texts.notStated})`;
