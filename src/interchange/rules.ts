/** The files of rules/ as a rule book: YAML lists of records, each checked on its own, problems with file, line, path and mend. */

import { isNode, LineCounter, parseDocument } from 'yaml';
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
  for (const error of document.errors) {
    const line = error.linePos?.[0].line;
    problems.push(ruleProblem({ source: file.name, ...(line && { line }) }, 'file-malformed', error.code));
  }
  if (document.errors.length > 0) return [];
  const content: unknown = document.toJS();
  if (!Array.isArray(content)) {
    problems.push(ruleProblem({ source: file.name }, 'file-malformed', 'the file is not a list of records'));
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
        ...ruleProblem(placeOf(path), 'rule-invalid', `record ${index + 1}: ${issue.message}`),
        ...(column && { column }),
        ...valueAt(record, issue.path),
      });
    }
    return [];
  });
}

/** The offending value, when the path leads to a plain one. */
function valueAt(record: unknown, path: readonly PropertyKey[]): { value?: string } {
  let value: unknown = record;
  for (const key of path) value = typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined;
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
