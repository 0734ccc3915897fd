/** rules/eligibility, rules/documents and rules/process as a process book, read like the policies: every fault is named, one is enough for no book. */
import {
  documentPolicySchema,
  eligibilityPolicySchema,
  failure,
  type Problem,
  type ProcessBook,
  type ProcessRule,
  processRuleSchema,
  type Result,
  success,
} from '../domain/index.ts';
import { type Entry, type RuleFile, readEntries, ruleProblem } from './rules.ts';

interface Dated {
  readonly id: string;
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** Reads the process book from the rule files; those of other folders are left alone. */
export function readProcessBook(files: readonly RuleFile[]): Result<ProcessBook> {
  const problems: Problem[] = [];
  const inFolder = (folder: string) =>
    files.filter(({ name }) => name.split('/')[0] === folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  const eligibility = inFolder('eligibility').flatMap((file) => readEntries(file, eligibilityPolicySchema, problems));
  const documents = inFolder('documents').flatMap((file) => readEntries(file, documentPolicySchema, problems));
  const processRules = inFolder('process').flatMap((file) => readEntries(file, processRuleSchema, problems));
  problems.push(...overlaps(eligibility, () => 'eligibility'), ...overlaps(documents, () => 'documents'));
  problems.push(...overlaps(processRules, ({ kind }) => kind));
  if (problems.length > 0) return failure(...problems);
  const ofKind = <K extends ProcessRule['kind']>(kind: K) =>
    processRules.flatMap(({ record }) => (isOfKind(record, kind) ? [record] : []));
  return success({
    eligibility: eligibility.map(({ record }) => record),
    documents: documents.map(({ record }) => record),
    competitions: ofKind('competition'),
    precedents: ofKind('precedents'),
    times: ofKind('times'),
    retention: ofKind('retention'),
    reasons: ofKind('reason'),
    notices: ofKind('notice'),
  });
}

const isOfKind = <K extends ProcessRule['kind']>(
  record: ProcessRule,
  kind: K,
): record is Extract<ProcessRule, { kind: K }> => record.kind === kind;

/** Versions of one id must not hold on the same day: nobody could say which of them counts. */
function overlaps<T extends Dated>(entries: readonly Entry<T>[], kindOf: (record: T) => string): Problem[] {
  return entries.flatMap(({ record, place }, index) => {
    const earlier = entries
      .slice(0, index)
      .find(
        (other) =>
          kindOf(other.record) === kindOf(record) && other.record.id === record.id && meet(other.record, record),
      );
    if (!earlier) return [];
    const message = `the id "${record.id}" holds twice on some day`;
    return [
      {
        ...ruleProblem(place, 'rule-invalid', message),
        mend: 'End the older version with validTo before the newer begins',
      },
    ];
  });
}

const meet = (a: Dated, b: Dated): boolean =>
  (a.validFrom ?? '') <= (b.validTo ?? '9999') && (b.validFrom ?? '') <= (a.validTo ?? '9999');
