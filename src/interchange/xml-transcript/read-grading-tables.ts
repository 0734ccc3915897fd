/** EWP `gradeConversionTable`: how often each grade is given in a field of study, in per cent. */
import { type GradeCounts, type GradingTable, Rational } from '../../domain/index.ts';
import type { ProblemLog } from '../problems.ts';
import { readIscedF } from '../values.ts';
import { attributeOf, childrenNamed, placeOf, type XmlElement } from './xml-element.ts';

interface Reading {
  readonly institution: string;
  /** Id of the scale of the labels. */
  readonly scale: string;
  readonly log: ProblemLog;
}

const SOURCE = 'EWP gradeConversionTable of the transcript: per cent of students, their number is not stated';

/** One table for each ISCED-F field; a table that can not be read is left out with a warning. */
export function readGradingTables(conversionTable: XmlElement, { institution, scale, log }: Reading): GradingTable[] {
  return childrenNamed(conversionTable, 'iscedTable').flatMap((element, index) => {
    const iscedF = readIscedF(attributeOf(element, 'iscedCode'));
    const counts = readFrequencies(element);
    const reason = 'reason' in iscedF ? iscedF.reason : 'a gradeFrequency needs a label and a percentage from 0 to 100';
    if ('reason' in iscedF || counts === null) {
      const message = `this grading table is not used: ${reason}`;
      log.warn('value-invalid', { message, mend: 'Ask the sender for the table', ...placeOf(element) });
      return [];
    }
    const id = `ewp_${iscedF.value}_${index + 1}`;
    const group = {
      institution,
      scale,
      iscedF: iscedF.value,
      level: null,
      years: null,
      sampleStated: false,
      validFrom: null,
      validTo: null,
    };
    return [{ id, ...group, counts, source: SOURCE, confidence: 'medium' as const }];
  });
}

/** Percentages as whole numbers in the same proportion: 24.7 and 2.05 become 2470 and 205. Null when one is no percentage. */
function readFrequencies(table: XmlElement): GradeCounts | null {
  const rows = childrenNamed(table, 'gradeFrequency').map((element) => ({
    grade: attributeOf(element, 'label'),
    printed: attributeOf(element, 'percentage'),
  }));
  if (rows.length === 0 || !rows.every(({ grade, printed }) => grade !== '' && PERCENTAGE.test(printed))) return null;
  const digits = Math.max(...rows.map(({ printed }) => printed.split('.')[1]?.length ?? 0));
  const factor = Rational.of(10n ** BigInt(digits));
  const counts = rows.map(({ grade, printed }) => ({ grade, share: Rational.from(printed) }));
  if (counts.some(({ share }) => share.gt(Rational.of(100)))) return null;
  return counts.map(({ grade, share }) => ({ grade, count: share.mul(factor).toNumber() }));
}

const PERCENTAGE = /^\d{1,3}(?:\.\d{1,6})?$/;
