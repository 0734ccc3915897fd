/** What only a person can say: whose list it is and of which year, and which of two columns is meant. */
import { Autocomplete, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../language.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Note } from '../../parts/states.tsx';
import { UnitAsked } from '../../parts/unit-asked.tsx';
import { Written } from '../../parts/written.tsx';
import { useCatalogues } from '../board/stay-query.ts';
import { type ChooseColumns, withColumn } from './column-mapping.ts';
import styles from './draft.module.css';
import type { MakeAnswers, ReadTable, ShownImport } from './import-query.ts';

interface Asks {
  readonly one: ShownImport;
  readonly answer: (change: MakeAnswers) => void;
  readonly isSaving: boolean;
}

export function Questions({ one, answer, isSaving }: Asks) {
  const say = useSay();
  const { needs, reading } = one;
  const remembered = one.remembered && (
    <Note icon="bookmark">{say('imports.remembered', { day: one.remembered.chosenOn })}</Note>
  );
  const unit = (
    <UnitAsked problems={one.problems} choose={(chosen) => answer(({ said }) => ({ ...said, unit: chosen }))} />
  );
  if (needs.length === 0)
    return (
      <>
        {remembered}
        {unit}
      </>
    );
  const isIdentity = ({ code }: { readonly code: string }) => code === 'import-without-identity';
  const others = needs.filter((need) => !isIdentity(need));
  const tables = (reading?.tables ?? []).filter(({ questions }) => questions.length > 0);
  const asked = new Set(tables.flatMap(({ questions }) => questions.map(({ reason }) => sentenceOf(reason))));
  return (
    <>
      {remembered}
      <Note kind="warn" icon="question">
        <h2>{say('imports.asked', { count: needs.length })}</h2>
        {needs.some(isIdentity) && <Identity one={one} answer={answer} isSaving={isSaving} />}
        {tables.map((table) => (
          <WhichColumn
            key={`${table.sheet} ${table.page} ${table.header.join()}`}
            choose={(change) => answer((now) => ({ ...now.said, columns: change(now) }))}
            {...{ table, isSaving }}
          />
        ))}
        {unit}
        <ul>
          {others
            .map((need) => sentenceOf(need))
            .filter((sentence) => !asked.has(sentence))
            .map((sentence) => (
              <li key={sentence}>{sentence}</li>
            ))}
        </ul>
      </Note>
    </>
  );
}

/** Institution and academic year, where neither the file nor the request says them. */
function Identity({ one, answer, isSaving }: Asks) {
  const say = useSay();
  const { data } = useCatalogues();
  const [institution, setInstitution] = useState(one.institution ?? one.said.institution ?? '');
  const [academicYear, setYear] = useState(one.academicYear ?? one.said.academicYear ?? '');
  const isWhole = institution.trim() !== '' && academicYear.trim().length >= 4;
  return (
    <form
      className={styles.identity}
      onSubmit={(event) => {
        event.preventDefault();
        if (isWhole)
          answer(({ said }) => ({ ...said, institution: institution.trim(), academicYear: academicYear.trim() }));
      }}
    >
      <Autocomplete
        className="grow"
        label={say('imports.institution')}
        data={[...new Set(data?.items.map(({ list }) => list.institution))].sort()}
        value={institution}
        onChange={setInstitution}
      />
      <TextInput
        label={say('imports.year')}
        placeholder="2027/28"
        value={academicYear}
        onChange={({ currentTarget: { value } }) => setYear(value)}
      />
      <Button type="submit" disabled={!isWhole} loading={isSaving}>
        {say('imports.say')}
      </Button>
    </form>
  );
}

/** Where two columns may be one field: a button for each. */
export function WhichColumn({
  table,
  choose,
  isSaving,
}: {
  readonly table: ReadTable;
  readonly choose: ChooseColumns;
  readonly isSaving: boolean;
}) {
  return table.questions.map(({ field, columns, reason }) => (
    <div key={`${field} ${columns.join()}`} className={styles.which}>
      <p>{sentenceOf(reason)}</p>
      {table.columns
        .filter(({ name }) => columns.includes(name))
        .map((column) => (
          <Button
            key={column.letter}
            size="compact-sm"
            loading={isSaving}
            onClick={() => choose((now) => withColumn(now, table, { column, as: field }))}
          >
            <Written>{[column.name, column.samples[0]].filter(Boolean).join(': ')}</Written>
          </Button>
        ))}
    </div>
  ));
}
