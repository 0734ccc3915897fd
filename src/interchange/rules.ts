/** The files of rules/ as a rule book and a process book: YAML lists of records, each checked on its own, problems with file, line and path. */

import { isNode, LineCounter, parseDocument } from 'yaml';
import type { z } from 'zod';
import {
  conversionSchema,
  creditUnitSchema,
  type Dated,
  documentPolicySchema,
  eligibilityPolicySchema,
  failure,
  gradeScaleSchema,
  gradingTableSchema,
  overlap,
  type Policy,
  type Problem,
  type ProcessBook,
  type ProcessRule,
  policySchema,
  problem,
  processRuleSchema,
  type Reason,
  type Result,
  type RuleBook,
  reason,
  shown,
  success,
} from '../domain/index.ts';

/** One rule file: `name` is its path below rules/, and its first folder says what it holds. */
export interface RuleFile {
  readonly name: string;
  readonly text: string;
}

/** A checked record with the place it was read from. */
interface RuleEntry<T> {
  readonly record: T;
  readonly place: { readonly source: string; readonly line?: number };
}

/** Reads the folders of rules/ one by one; every fault of every file is reported, and one is enough for no book. */
class RuleReading {
  readonly problems: Problem[] = [];
  private readonly files: readonly RuleFile[];

  constructor(files: readonly RuleFile[]) {
    this.files = files;
  }

  /** The records of a folder, each with an id of its own. */
  entries<T extends { readonly id: string }>(folder: string, schema: z.ZodType<T>): RuleEntry<T>[] {
    const entries = this.read(folder, schema);
    this.refuseRivals(entries, (a, b) => (a.id === b.id ? reason('rule-id-twice', { id: a.id }) : null));
    return entries;
  }

  /** Rules of which an id may have several versions, side by side with their dates; not two on one day, where nothing would say which counts. */
  versions<T extends Dated & { readonly id: string; readonly kind?: string }>(
    folder: string,
    schema: z.ZodType<T>,
  ): RuleEntry<T>[] {
    const entries = this.read(folder, schema);
    this.refuseRivals(entries, (a, b) =>
      a.id === b.id && a.kind === b.kind && overlap(a, b) ? reason('rule-twice-on-a-day', { id: a.id }) : null,
    );
    return entries;
  }

  private read<T>(folder: string, schema: z.ZodType<T>): RuleEntry<T>[] {
    const files = this.files.filter(({ name }) => name.split('/')[0] === folder);
    return files.sort((a, b) => (a.name < b.name ? -1 : 1)).flatMap((file) => readFile(file, schema, this.problems));
  }

  /** Refuses each record for which there is a reason against one before it. */
  refuseRivals<T>(entries: readonly RuleEntry<T>[], against: (record: T, other: T) => Reason | null): void {
    entries.forEach(({ record, place }, at) => {
      const [why] = entries.slice(0, at).flatMap((earlier) => against(record, earlier.record) ?? []);
      if (why) this.problems.push(problem('rule-invalid', why, place));
    });
  }
}

/**
 * Reads credit units, scales, conversion tables and policies. One fault is enough for no book, because a rule that silently fell out would
 * change figures. Versions of one policy stand side by side with their dates. Conversion tables named by a policy are written into its ladder.
 */
export function readRuleBook(files: readonly RuleFile[]): Result<RuleBook> {
  const reading = new RuleReading(files);
  const units = reading.entries('credit-units', creditUnitSchema);
  const scales = reading.entries('scales', gradeScaleSchema);
  const conversions = reading.entries('conversions', conversionSchema);
  reading.refuseRivals(conversions, (a, b) => {
    const sameScales = a.hostScale === b.hostScale && a.homeScale === b.homeScale && a.institution === b.institution;
    const isRival = sameScales && !(a.onlyNamed || b.onlyNamed) && overlap(a, b);
    return isRival ? reason('rule-table-rival', { table: a.id, other: b.id }) : null;
  });
  const gradingTables = reading.entries('grading-tables', gradingTableSchema);
  const book = {
    units: recordsOf(units),
    scales: recordsOf(scales),
    conversions: recordsOf(conversions),
    gradingTables: recordsOf(gradingTables),
  };
  const policies = reading
    .versions('policies', policySchema)
    .map((entry) => linkConversions(entry, book.conversions, reading.problems));
  return reading.problems.length > 0 ? failure(...reading.problems) : success({ ...book, policies });
}

const recordsOf = <T>(entries: readonly RuleEntry<T>[]): T[] => entries.map(({ record }) => record);

/** Reads policies alone, to be checked beside an installed book whose conversion tables they may name. */
export function readPolicies({ name, text }: RuleFile, book: RuleBook): Result<Policy[]> {
  const folder = name.split('/')[0] ?? name;
  const reading = new RuleReading([{ name, text }]);
  const entries = reading.versions(folder, policySchema);
  const policies = entries.map((entry) => linkConversions(entry, book.conversions, reading.problems));
  return reading.problems.length > 0 ? failure(...reading.problems) : success(policies);
}

/** Reads the process book from rules/eligibility, rules/documents and rules/process; files of other folders are left alone. */
export function readProcessBook(files: readonly RuleFile[]): Result<ProcessBook> {
  const reading = new RuleReading(files);
  const eligibility = reading.versions('eligibility', eligibilityPolicySchema);
  const documents = reading.versions('documents', documentPolicySchema);
  const rules = recordsOf(reading.versions('process', processRuleSchema));
  if (reading.problems.length > 0) return failure(...reading.problems);
  const ofKind = <K extends ProcessRule['kind']>(kind: K) =>
    rules.filter((rule): rule is Extract<ProcessRule, { kind: K }> => rule.kind === kind);
  return success({
    eligibility: recordsOf(eligibility),
    documents: recordsOf(documents),
    competitions: ofKind('competition'),
    precedents: ofKind('precedents'),
    times: ofKind('times'),
    retention: ofKind('retention'),
    reasons: ofKind('reason'),
    notices: ofKind('notice'),
  });
}

/** The records of one file that are sound; the faults of the others go to `problems`. */
function readFile<T>({ name: source, text }: RuleFile, schema: z.ZodType<T>, problems: Problem[]): RuleEntry<T>[] {
  const lines = new LineCounter();
  // Merge keys let a policy file say once what its policies share.
  const document = parseDocument(text, { lineCounter: lines, merge: true });
  const [fault] = document.errors;
  if (fault) {
    // The first fault alone: those behind it mostly follow from it.
    const line = fault.linePos?.[0].line;
    const words = fault.message.split(/ at line |\n/)[0] ?? fault.message;
    const place = { source, ...(line !== undefined && { line }) };
    problems.push(problem('file-malformed', reason('rule-file-no-yaml', { fault: words }), place));
    return [];
  }
  const content: unknown = document.toJS();
  if (!Array.isArray(content)) {
    problems.push(problem('file-malformed', reason('rule-file-no-list'), { source }));
    return [];
  }
  const placeOf = (path: readonly PropertyKey[]): RuleEntry<T>['place'] => {
    // A missing field has no line of its own: the nearest thing above it has.
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return { source, line: lines.linePos(node.range[0]).line };
    }
    return { source };
  };
  return content.flatMap((record: unknown, index) => {
    const checked = schema.safeParse(record);
    if (checked.success) return [{ record: checked.data, place: placeOf([index]) }];
    for (const issue of checked.error.issues) {
      const column = issue.path.map(String).join('.');
      const value = issue.path.reduce<unknown>(
        (part, key) => (typeof part === 'object' && part !== null ? Reflect.get(part, key) : undefined),
        record,
      );
      problems.push(
        problem('rule-invalid', issueReason(issue, { record: `${index + 1}`, isMissing: value === undefined }), {
          ...placeOf([index, ...issue.path]),
          ...(column && { column }),
          ...((typeof value === 'string' || typeof value === 'number') && { value: shown(String(value)) }),
        }),
      );
    }
    return [];
  });
}

/** What is wrong in words; zod's own where it says more. */
function issueReason(
  issue: z.core.$ZodIssue,
  { record, isMissing }: { readonly record: string; readonly isMissing: boolean },
): Reason {
  if (issue.code === 'unrecognized_keys')
    return reason('rule-field-unknown', { record, fields: issue.keys.map((key) => `"${key}"`) });
  const values = { record, fault: issue.message };
  return issue.path.length > 0 && isMissing
    ? reason('rule-field-missing', values)
    : reason('rule-field-invalid', values);
}

function linkConversions(
  { record: policy, place }: RuleEntry<Policy>,
  conversions: RuleBook['conversions'],
  problems: Problem[],
): Policy {
  const ladder = policy.grades.ladder.map((step) => {
    if (step.method !== 'fixed-table' || step.conversion === undefined) return step;
    const conversion = conversions.find(({ id }) => id === step.conversion);
    if (conversion) return { ...step, table: conversion.table };
    const why = reason('rule-conversion-unknown', { policy: policy.id, conversion: step.conversion });
    problems.push(problem('reference-unknown', why, place));
    return step;
  });
  return { ...policy, grades: { ...policy.grades, ladder } };
}
