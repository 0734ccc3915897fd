/** What an import rests on: a file in any form, a text, or an earlier version; with what a person sees of its reading before it counts. */
import {
  type Catalogue,
  type Curriculum,
  failure,
  LISTED_ROWS,
  type ListReading,
  type Problem,
  problem,
  type Result,
  reason,
  success,
} from '../../domain/index.ts';
import { columnLetter, type Loaded, readCatalogue, readCurriculum } from '../../interchange/index.ts';
import type * as store from '../../store/index.ts';
import { openCatalogue, openCurriculum } from '../cases/stored.ts';
import { attempt, need, type Service } from '../service/service.ts';
import type { InputFile, ReadOptions } from '../tools/files.ts';
import { openWith } from '../tools/papers.ts';

export type ImportSource = { readonly file: InputFile } | { readonly csv: string } | { readonly version: string };

/** What who sends it says of the list, where the file does not say it or says it in a way that a person corrected. */
export type SaidOfList = Pick<ReadOptions, 'columns' | 'sheet' | 'institution' | 'academicYear'>;

export type ImportedList =
  | { readonly kind: 'catalogue'; readonly list: Catalogue }
  | { readonly kind: 'curriculum'; readonly list: Curriculum };

export interface ReadImport {
  readonly side: ImportedList;
  readonly reading: ListReading | null;
}

/** What neither the file nor the request names of a list's identity is asked for. */
export async function readImport(
  service: Service,
  kind: store.CourseListKind,
  source: ImportSource,
  said: SaidOfList,
): Promise<Result<ReadImport>> {
  if ('version' in source) return openVersion(service, kind, source.version);
  const context = service.context();
  const file = 'file' in source ? source.file : { name: '', bytes: new TextEncoder().encode(source.csv) };
  const home = kind === 'curriculum' && context.home.name !== '' ? { institution: context.home.name } : {};
  const opened = await openWith(context, file, { units: context.rules.units, ...home, ...said });
  if (!opened.ok) return opened;
  const read: Result<Loaded<Catalogue> | Loaded<Curriculum>> =
    kind === 'catalogue' ? readCatalogue(opened.value) : readCurriculum(opened.value);
  const problems = [...opened.problems, ...read.problems];
  if (!read.ok) return failure(...problems);
  const lacks = unsaid(kind, read.value.identity);
  if (lacks.length > 0) return failure(...lacks, ...problems);
  // The reader of the kind makes its list.
  const side = { kind, list: read.value.value } as ImportedList;
  return success({ side, reading: readingOf(read.value) }, problems);
}

function openVersion(service: Service, kind: store.CourseListKind, id: string): Promise<Result<ReadImport>> {
  return attempt(async () => ({
    side:
      kind === 'catalogue'
        ? { kind, list: need(await openCatalogue(service, id)) }
        : { kind, list: need(await openCurriculum(service, id)) },
    reading: null,
  }));
}

/** What of the identity of a list nobody has said: a curriculum is of an institution, a catalogue of an academic year besides. */
export function unsaid(kind: store.CourseListKind, identity: Loaded<unknown>['identity']): Problem[] {
  const fields = [
    ['institution', identity?.institution],
    ...(kind === 'catalogue' ? [['academicYear', identity?.academicYear] as const] : []),
  ] as const;
  return fields.flatMap(([field, said]) =>
    said ? [] : [problem('value-missing', reason('import-without-identity', { field }), { column: field })],
  );
}

/** What a person sees of a reading. */
export function readingOf({ rows, rejected, rejectedRows, listedRows, tables }: Loaded<unknown>): ListReading {
  return {
    rows,
    rejected,
    rejectedRows: rejectedRows.slice(0, LISTED_ROWS),
    listedRows: listedRows.slice(0, LISTED_ROWS).map((row) => ({ ...row })),
    tables: tables.map(({ columns, questions, header, ...table }) => ({
      ...table,
      header: [...header],
      columns: columns.map(({ index, name, field, language, unit, why, samples }) => ({
        letter: columnLetter(index),
        name,
        field,
        language,
        unit,
        why,
        samples: [...samples],
      })),
      questions: questions.map(({ columns: names, ...question }) => ({ ...question, columns: [...names] })),
    })),
  };
}
