/** The files of rules/ as a rule book: YAML lists of records, each checked on its own, problems with file, line, path and mend. */

import { isNode, LineCounter, parseDocument, type YAMLError } from 'yaml';
import type { z } from 'zod';
import {
  type Conversion,
  conversionSchema,
  creditUnitSchema,
  failure,
  gradeScaleSchema,
  gradingTableSchema,
  type Policy,
  type Problem,
  policySchema,
  type Result,
  type RuleBook,
  shown,
  success,
} from '../domain/index.ts';

/** One rule file: `name` is its path below rules/, and its first folder says what it holds. */
export interface RuleFile {
  readonly name: string;
  readonly text: string;
}

export interface Place {
  readonly source: string;
  readonly line?: number;
}

/** A checked record with the place it was read from. */
export interface Entry<T> {
  readonly record: T;
  readonly place: Place;
}

/**
 * Reads credit units, scales, conversion tables and policies. Every fault of every file is reported; one is enough for no book, because
 * a rule that silently fell out would change figures. Conversion tables named by a policy are written into its ladder.
 */
export function readRuleBook(files: readonly RuleFile[]): Result<RuleBook> {
  const problems: Problem[] = [];
  const inFolder = (folder: string): RuleFile[] =>
    files.filter(({ name }) => name.split('/')[0] === folder).sort((a, b) => (a.name < b.name ? -1 : 1));
  const entries = <T extends { id: string }>(folder: string, schema: z.ZodType<T>): Entry<T>[] => {
    const read = inFolder(folder).flatMap((file) => readEntries(file, schema, problems));
    problems.push(...duplicates(read));
    return read;
  };
  const units = entries('credit-units', creditUnitSchema);
  const scales = entries('scales', gradeScaleSchema);
  const conversions = entries('conversions', conversionSchema);
  problems.push(...rivals(conversions));
  const gradingTables = entries('grading-tables', gradingTableSchema);
  const policies = entries('policies', policySchema).map((entry) => linkConversions(entry, conversions, problems));
  if (problems.length > 0) return failure(...problems);
  return success({
    units: units.map(({ record }) => record),
    scales: scales.map(({ record }) => record),
    conversions: conversions.map(({ record }) => record),
    gradingTables: gradingTables.map(({ record }) => record),
    policies,
  });
}

/** Reads policies alone, to be checked beside an installed book whose conversion tables they may name. */
export function readPolicies(file: RuleFile, book: RuleBook): Result<Policy[]> {
  const problems: Problem[] = [];
  const conversions = book.conversions.map((record) => ({ record, place: { source: 'rules/conversions' } }));
  const entries = readEntries(file, policySchema, problems);
  problems.push(...duplicates(entries));
  const policies = entries.map((entry) => linkConversions(entry, conversions, problems));
  return problems.length > 0 ? failure(...problems) : success(policies);
}

/** The records of one file that are sound; the faults of the others go to `problems`. */
export function readEntries<T>(file: RuleFile, schema: z.ZodType<T>, problems: Problem[]): Entry<T>[] {
  const lines = new LineCounter();
  // Merge keys let a policy file say once what its policies share.
  const document = parseDocument(file.text, { lineCounter: lines, merge: true });
  const [fault] = document.errors;
  if (fault) {
    problems.push(syntaxProblem(file.name, fault));
    return [];
  }
  const content: unknown = document.toJS();
  if (!Array.isArray(content)) {
    const message = 'the file is not a list of records, each beginning with "- id:"';
    problems.push(ruleProblem({ source: file.name }, 'file-malformed', message));
    return [];
  }
  const placeOf = (path: readonly PropertyKey[]): Place => {
    // A missing field has no line of its own: the nearest thing above it has.
    for (let depth = path.length; depth > 0; depth -= 1) {
      const node = document.getIn(path.slice(0, depth), true);
      if (isNode(node) && node.range) return { source: file.name, line: lines.linePos(node.range[0]).line };
    }
    return { source: file.name };
  };
  return content.flatMap((record: unknown, index) => {
    const checked = schema.safeParse(record);
    if (checked.success) return [{ record: checked.data, place: placeOf([index]) }];
    for (const issue of checked.error.issues) {
      const path = [index, ...issue.path];
      const column = issue.path.map(String).join('.');
      problems.push({
        ...ruleProblem(placeOf(path), 'rule-invalid', `record ${index + 1}: ${wordsOf(issue, record)}`),
        ...(column && { column }),
        ...valueAt(record, issue.path),
      });
    }
    return [];
  });
}

/** The first fault alone: those behind it mostly follow from it. */
function syntaxProblem(source: string, { message, linePos }: YAMLError): Problem {
  const line = linePos?.[0].line;
  const words = message.split(/ at line |\n/)[0] ?? message;
  return {
    code: 'file-malformed',
    severity: 'error',
    message: `this is no YAML from here on: ${words}`,
    mend: 'Correct the file; rules/policies shows how a policy is written',
    source,
    ...(line !== undefined && { line }),
  };
}

/** What is wrong in plain words; zod's own where it says more. */
function wordsOf(issue: z.core.$ZodIssue, record: unknown): string {
  if (issue.code === 'unrecognized_keys') return `there is no field ${issue.keys.map((key) => `"${key}"`).join(', ')}`;
  return issue.path.length > 0 && lookUp(record, issue.path) === undefined
    ? `this field is missing (${issue.message})`
    : issue.message;
}

const lookUp = (record: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    record,
  );

/** The offending value, when the path leads to a plain one. */
function valueAt(record: unknown, path: readonly PropertyKey[]): { value?: string } {
  const value = lookUp(record, path);
  return typeof value === 'string' || typeof value === 'number' ? { value: shown(String(value)) } : {};
}

export function ruleProblem(place: Place, code: Problem['code'], message: string): Problem {
  return {
    code,
    severity: 'error',
    message,
    mend: 'Correct the record; its schema in src/domain says what it holds',
    ...place,
  };
}

function duplicates<T extends { id: string }>(entries: readonly Entry<T>[]): Problem[] {
  const seen = new Set<string>();
  return entries.flatMap(({ record, place }) => {
    if (seen.has(record.id)) return [ruleProblem(place, 'rule-invalid', `the id "${record.id}" is used twice`)];
    seen.add(record.id);
    return [];
  });
}

/** Two tables of one owner between the same scales at the same time: nothing would say which one counts. */
function rivals(conversions: readonly Entry<Conversion>[]): Problem[] {
  const isRival = (a: Conversion, b: Conversion): boolean =>
    !(a.onlyNamed || b.onlyNamed) &&
    a.hostScale === b.hostScale &&
    a.homeScale === b.homeScale &&
    a.institution === b.institution &&
    (a.validFrom ?? '') <= (b.validTo ?? '9999-12-31') &&
    (b.validFrom ?? '') <= (a.validTo ?? '9999-12-31');
  return conversions.flatMap(({ record, place }, at) => {
    const other = conversions.slice(0, at).find((earlier) => isRival(earlier.record, record));
    const message = `the table "${record.id}" is for the same scales, institution and time as "${other?.record.id}"`;
    return other ? [ruleProblem(place, 'rule-invalid', message)] : [];
  });
}

function linkConversions(entry: Entry<Policy>, conversions: readonly Entry<Conversion>[], problems: Problem[]): Policy {
  const ladder = entry.record.grades.ladder.map((step) => {
    if (step.method !== 'fixed-table' || step.conversion === undefined) return step;
    const conversion = conversions.find(({ record }) => record.id === step.conversion);
    if (conversion) return { ...step, table: conversion.record.table };
    const message = `policy "${entry.record.id}" names the conversion "${step.conversion}", which there is not`;
    problems.push(ruleProblem(entry.place, 'reference-unknown', message));
    return step;
  });
  return { ...entry.record, grades: { ...entry.record.grades, ladder } };
}
