/** EWP `gradeConversionTable`: how often each grade is given in a field of study, in per cent. */
import { type GradeCounts, type GradingTable, Rational, reason } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { readIscedF } from '../values.ts';
import { attributeOf, childrenNamed, elementPlace, type XmlElement } from './xml-element.ts';

/** One table for each ISCED-F field, with labels of that scale; a table that cannot be read is left out with a warning. */
export function readGradingTables(
  conversionTable: XmlElement,
  { institution, scale, log }: { readonly institution: string; readonly scale: string; readonly log: ProblemLog },
): GradingTable[] {
  return childrenNamed(conversionTable, 'iscedTable').flatMap((element, index) => {
    const iscedF = readIscedF(attributeOf(element, 'iscedCode'));
    const counts = readFrequencies(element);
    if ('reason' in iscedF || counts === null) {
      const why = 'reason' in iscedF ? iscedF.reason : reason('xml-frequency-invalid');
      log.warn('value-invalid', reason('xml-grading-table-unused', { why }), elementPlace(element));
      return [];
    }
    const id = `ewp_${iscedF.value}_${index + 1}`;
    const source = 'EWP gradeConversionTable of the transcript: per cent of students, their number is not stated';
    return [
      {
        id,
        institution,
        scale,
        iscedF: iscedF.value,
        level: null,
        years: null,
        sampleStated: false,
        validFrom: null,
        validTo: null,
        counts,
        source,
        confidence: 'medium' as const,
      },
    ];
  });
}

/** Percentages as whole numbers in the same proportion: 24.7 and 2.05 become 2470 and 205. Null when one is no percentage. */
function readFrequencies(table: XmlElement): GradeCounts | null {
  const rows = childrenNamed(table, 'gradeFrequency').map((element) => ({
    grade: attributeOf(element, 'label'),
    printed: attributeOf(element, 'percentage'),
  }));
  if (rows.length === 0 || !rows.every(({ grade, printed }) => grade !== '' && /^\d{1,3}(?:\.\d{1,6})?$/.test(printed)))
    return null;
  const digits = Math.max(...rows.map(({ printed }) => printed.split('.')[1]?.length ?? 0));
  const factor = Rational.of(10n ** BigInt(digits));
  const counts = rows.map(({ grade, printed }) => ({ grade, share: Rational.from(printed) }));
  if (counts.some(({ share }) => share.gt(Rational.of(100)))) return null;
  return counts.map(({ grade, share }) => ({ grade, count: share.mul(factor).toNumber() }));
}
