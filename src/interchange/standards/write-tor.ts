/** The EWP transcript of records (imobility-tors 3.0.0): ELMO with the host's grading tables. */
import {
  failure,
  type GradingTable,
  problem,
  Rational,
  type Result,
  reason,
  type StandardFacts,
  success,
  type Transcript,
} from '../../domain/index.ts';
import { elmoOf } from './write-elmo.ts';
import { Unsaid, type Written } from './written.ts';
import { node, type XmlNode, xmlText } from './xml-writer.ts';

const NAMESPACE =
  'https://github.com/erasmus-without-paper/ewp-specs-api-imobility-tors/blob/stable-v3/endpoints/get-response.xsd';

/** Fails with `value-missing` where the facts do not name the mobility: the network knows a transcript by it alone. */
export function writeTor(
  transcript: Transcript,
  { date, facts }: { readonly date: string; readonly facts: StandardFacts },
): Result<Written> {
  const { mobility } = facts;
  if (!mobility) return failure(problem('value-missing', reason('standard-needs', { fields: ['mobility'] })));
  const unsaid = new Unsaid();
  const tables = (transcript.gradingTables ?? []).flatMap((table) => tableNode(table, unsaid));
  const tor = node('tor', [
    node('omobility-id', mobility.id),
    node('receiving-academic-year-id', mobility.academicYear),
    elmoOf(transcript, { date, facts }, unsaid),
    tables.length > 0 ? node('gradeConversionTable', tables) : null,
  ]);
  const text = xmlText(node('imobility-tors-get-response', tor, { xmlns: NAMESPACE }));
  return success({ text, unsaid: unsaid.list() });
}

/** Shares in per cent, in hundredths: a table without a field of study has no place. */
function tableNode({ iscedF, counts }: GradingTable, unsaid: Unsaid): XmlNode[] {
  unsaid.note('tables-without-field', iscedF === null);
  const total = Rational.sum(counts.map(({ count }) => Rational.of(count)));
  if (iscedF === null || total.isZero()) return [];
  const shares = counts.map(({ grade, count }) => {
    const percentage = unsaid.decimal(Rational.of(count * 100).div(total));
    return node('gradeFrequency', [], { label: grade, percentage });
  });
  return [node('iscedTable', shares, { iscedCode: iscedF })];
}
