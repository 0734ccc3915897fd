/** Which column is which: as it is proposed, with why, and as a person changes it. */
import { NativeSelect } from '@mantine/core';
import { useIntl } from 'react-intl';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { Icon } from '../../parts/icon.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Written } from '../../parts/written.tsx';
import { useLanguageName } from '../calls/calls-query.ts';
import { type ChooseColumns, keyOfColumn, type MappedFile, withColumn } from './column-mapping.ts';
import styles from './draft.module.css';
import type { ReadTable } from './import-query.ts';

/** Fields that a list may have in several languages, a column for each. */
const IN_LANGUAGES = ['title', 'description', 'outcomes'];

export function ColumnTables({ one, choose }: { readonly one: MappedFile; readonly choose: ChooseColumns }) {
  const say = useSay();
  const groups = sameForms(one.reading?.tables ?? []);
  if (groups.length === 0) return null;
  const columns = groups.flatMap(([table]) => table.columns);
  const known = columns.filter(({ field }) => one.fields.includes(field ?? '')).length;
  return (
    <section aria-label={say('imports.columns')}>
      <header className={styles.head}>
        <h2>{say('imports.columns')}</h2>
        <span className="small second">{say('imports.columns-known', { known, aside: columns.length - known })}</span>
      </header>
      {groups.map(([table, count]) => (
        <div key={`${table.sheet} ${table.page} ${table.header.join()}`}>
          {(table.sheet !== null || count > 1) && (
            <p className="small second">
              {table.sheet !== null && <Written>{table.sheet}</Written>}{' '}
              {count > 1 && say('imports.tables-alike', { count })}
            </p>
          )}
          <table className={`stacked ${styles.columns}`}>
            <Columns names={['in-file', 'read-as', 'first', 'why']} id={(name) => `imports.column-${name}`} />
            <tbody>
              {table.columns.map((column) => (
                <ColumnRow
                  key={column.letter || column.name}
                  fields={one.fields}
                  column={column}
                  choose={(as) => choose((now) => withColumn(now, table, { column, as }))}
                />
              ))}
            </tbody>
          </table>
        </div>
      ))}
    </section>
  );
}

/** Sheets of one form are one table here, with how many they are. */
function sameForms(tables: readonly ReadTable[]): (readonly [ReadTable, number])[] {
  const formOf = ({ columns }: ReadTable): string =>
    columns.map((column) => `${column.letter} ${column.name} ${keyOfColumn(column)}`).join('\n');
  const groups = new Map<string, ReadTable[]>();
  for (const table of tables) groups.set(formOf(table), [...(groups.get(formOf(table)) ?? []), table]);
  return [...groups.values()].flatMap((group) => (group[0] ? [[group[0], group.length] as const] : []));
}

function ColumnRow({
  fields,
  column,
  choose,
}: {
  readonly fields: readonly string[];
  readonly column: ReadTable['columns'][number];
  readonly choose: (as: string) => void;
}) {
  const say = useSay();
  const intl = useIntl();
  const languageName = useLanguageName();
  const { name, samples, why, field, language } = column;
  // What is read only to know the form of a list is nothing that it holds.
  const isUsed = fields.includes(field ?? '');
  const key = isUsed ? keyOfColumn(column) : '';
  const nameOf = (one: string): string => say(`imports.field-${one}`);
  const languages = [...new Set(['kk', 'ru', 'en', ...(language === null ? [] : [language])])];
  const options = fields
    .flatMap((one) => [
      { value: one, label: nameOf(one) },
      ...(IN_LANGUAGES.includes(one)
        ? languages.map((spoken) => ({ value: `${one}_${spoken}`, label: `${nameOf(one)}, ${languageName(spoken)}` }))
        : []),
    ])
    .sort((a, b) => a.label.localeCompare(b.label, intl.locale));
  return (
    <tr>
      <td className="cut" title={name}>
        <Written>{name}</Written>
      </td>
      <td>
        <NativeSelect
          size="xs"
          aria-label={say('imports.read-as', { name })}
          className={isUsed ? '' : styles.unused}
          value={key}
          data={[{ value: '', label: say('imports.not-used') }, ...options]}
          onChange={({ currentTarget: { value } }) => choose(value)}
        />
      </td>
      <td className="cut" title={samples.join(' | ')}>
        <Written>{samples[0] ?? ''}</Written>
      </td>
      <td className={`small second ${styles.why}`}>
        <span className={isUsed ? 'ok' : 'muted'}>
          <Icon name={isUsed ? 'check' : 'ring'} size={13} />
        </span>
        <span className="cut" title={sentenceOf(why) ?? ''}>
          {sentenceOf(why)}
        </span>
      </td>
    </tr>
  );
}
