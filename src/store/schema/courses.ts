import type { JsonColumn } from './columns.ts';

/** The courses of an institution: a host's catalogue of one academic year, or the curriculum of a programme. Absent parts are ''. */
export interface CourseListRow {
  id: string;
  kind: string;
  institution: string;
  institutionKey: string;
  academicYear: string;
  programme: string;
  createdAt: string;
  /** Of a curriculum: the institute whose directorate keeps it; null: the registrar alone does. */
  institute: string | null;
}

export interface CourseListVersionRow {
  id: string;
  list: string;
  number: number;
  /** Of the codes and contents of its courses in order; the same content is the same version. */
  contentHash: string;
  language: string | null;
  courseCount: number;
  importedAt: string;
  importedBy: string;
}

/** A course as written, once for all versions that have it. */
export interface CourseRow {
  hash: string;
  body: JsonColumn;
}

export interface CourseListEntryRow {
  version: string;
  position: number;
  codeKey: string;
  hash: string;
  /** File and line that it was read from; not part of its content. */
  source: JsonColumn;
}

export interface BundlePrecedentRow {
  id: string;
  homeInstitution: string;
  hostInstitution: string;
  institute: string;
  decision: string;
  status: string;
  decidedOn: string;
  validUntil: string;
  reopenedBecause: string | null;
  createdAt: string;
  body: JsonColumn;
}

/** The courses of a precedent, for finding it by code or by the text that it was decided on. */
export interface PrecedentCourseRow {
  precedent: string;
  side: string;
  institutionKey: string;
  codeKey: string;
  contentHash: string;
}
