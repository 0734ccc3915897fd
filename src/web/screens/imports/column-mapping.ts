/** What a person says of columns, as the server takes it: field to the letter of its column, `-` for none. */
import type { ImportAnswers, ReadTable, ShownImport } from './import-query.ts';

/** A file as it is read and as a person says that it is to be read: an import, or a transcript. */
export interface MappedFile {
  readonly fields: readonly string[];
  readonly reading: ShownImport['reading'];
  readonly said: Pick<ImportAnswers, 'columns'>;
  readonly remembered: ShownImport['remembered'];
}

/** The mapping from now on, of the file as it stands. */
export type ChooseColumns = (change: (now: Pick<MappedFile, 'said' | 'remembered'>) => Mapping) => void;

type Column = ReadTable['columns'][number];
type Mapping = NonNullable<ImportAnswers['columns']>;

/** A field, and its language where a column holds one: `title_kk`. */
export const keyOfColumn = ({ field, language }: Column): string =>
  field === null ? '' : language === null ? field : `${field}_${language}`;

/**
 * The mapping in which a column is read as a field, or as none (empty). What was said of other columns stays; the field that the column
 * had before goes to another column that is read so too, or to none.
 */
export function withColumn(
  { said, remembered }: Pick<MappedFile, 'said' | 'remembered'>,
  { columns }: Pick<ReadTable, 'columns'>,
  { column, as }: { readonly column: Column; readonly as: string },
): Mapping {
  const before = keyOfColumn(column);
  const kept = Object.entries(said.columns ?? remembered?.columns ?? {}).filter(
    ([key, place]) => place !== column.letter && place !== column.name && key !== as,
  );
  const mapping: Record<string, string> = Object.fromEntries(kept);
  if (before !== '' && before !== as && !(before in mapping)) {
    const other = columns.find((one) => one !== column && keyOfColumn(one) === before);
    mapping[before] = other?.letter ?? '-';
  }
  if (as !== '') mapping[as] = column.letter;
  return mapping;
}
