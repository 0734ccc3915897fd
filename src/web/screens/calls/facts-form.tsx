/** What somebody says of themselves: what is left out is unknown, never zero. */
import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useSay } from '../../language.tsx';
import styles from './calls.module.css';
import { type Facts, useLanguageName } from './calls-query.ts';

const FORMS = ['full-time', 'part-time', 'distance'] as const;
const LEVELS = ['A1', 'A2', 'B1', 'B2', 'C1', 'C2', 'native'] as const;
const GRADES = ['excellent', 'good', 'satisfactory', 'unsatisfactory'] as const;
const YEARS = ['1', '2', '3', '4', '5', '6', '7'];

/** An average as it is typed, with a comma or a point; null where it is none. */
function averageIn(text: string): string | null {
  const typed = text.trim().replace(',', '.');
  return /^\d(\.\d{1,4})?$/.test(typed) ? typed : null;
}

type Counts = Partial<Record<(typeof GRADES)[number], number>>;

export function FactsForm({
  facts,
  languages,
  change,
}: {
  readonly facts: Facts;
  /** Those that the call asks for. */
  readonly languages: readonly string[];
  readonly change: (facts: Facts) => void;
}) {
  const say = useSay();
  const nameOf = useLanguageName();
  const [gpa, setGpa] = useState(facts.gpa === null || facts.gpa === undefined ? '' : `${facts.gpa}`);
  const [counts, setCounts] = useState<Counts>(facts.grades ?? {});
  const unsaid = { value: '', label: say('calls.none-said') };
  const sayGrades = (next: Counts): void => {
    setCounts(next);
    const { excellent, good, satisfactory, unsatisfactory } = next;
    const areAll = [excellent, good, satisfactory, unsatisfactory].every((count) => count !== undefined);
    change({ ...facts, grades: areAll ? (next as Required<Counts>) : null });
  };
  const levelOf = (language: string) => facts.languages?.find((one) => one.language === language);
  const sayLevel = (language: string, level: string): void => {
    const others = (facts.languages ?? []).filter((one) => one.language !== language);
    const said = LEVELS.find((one) => one === level);
    const all = said ? [...others, { language, level: said }] : others;
    change({ ...facts, languages: all.length > 0 ? all : null });
  };
  return (
    <fieldset className={styles.facts}>
      <legend className="unseen">{say('calls.facts')}</legend>
      <NativeSelect
        label={say('calls.study-form')}
        value={facts.studyForm ?? ''}
        data={[unsaid, ...FORMS.map((value) => ({ value, label: say(`calls.${value}`) }))]}
        onChange={({ currentTarget: { value } }) =>
          change({ ...facts, studyForm: FORMS.find((one) => one === value) ?? null })
        }
      />
      <NativeSelect
        label={say('calls.year')}
        value={facts.yearOfStudy ?? ''}
        data={[unsaid, ...YEARS]}
        onChange={({ currentTarget: { value } }) => change({ ...facts, yearOfStudy: value ? Number(value) : null })}
      />
      <NativeSelect
        label={say('calls.years')}
        value={facts.programmeYears ?? ''}
        data={[unsaid, ...YEARS]}
        onChange={({ currentTarget: { value } }) => change({ ...facts, programmeYears: value ? Number(value) : null })}
      />
      <TextInput
        label={say('calls.gpa')}
        placeholder={say('calls.none-said')}
        inputMode="decimal"
        value={gpa}
        error={gpa.trim() !== '' && averageIn(gpa) === null && say('calls.gpa-form')}
        onChange={({ currentTarget: { value } }) => {
          setGpa(value);
          change({ ...facts, gpa: averageIn(value) });
        }}
      />
      {languages.map((language) => (
        <NativeSelect
          key={language}
          label={say('calls.level', { language: nameOf(language) })}
          value={levelOf(language)?.level ?? ''}
          data={[
            unsaid,
            ...LEVELS.map((value) => ({ value, label: value === 'native' ? say('calls.native') : value })),
          ]}
          onChange={({ currentTarget: { value } }) => sayLevel(language, value)}
        />
      ))}
      <TextInput
        type="date"
        label={say('calls.birth')}
        value={facts.birthDate ?? ''}
        onChange={({ currentTarget: { value } }) => change({ ...facts, birthDate: value || null })}
      />
      <fieldset className={styles.grades}>
        <legend>{say('calls.grades')}</legend>
        {GRADES.map((grade) => (
          <NumberInput
            key={grade}
            label={say(`calls.${grade}`)}
            placeholder={say('calls.none-said')}
            min={0}
            max={200}
            allowDecimal={false}
            hideControls
            value={counts[grade] ?? ''}
            onChange={(value) => {
              const { [grade]: _, ...rest } = counts;
              sayGrades(typeof value === 'number' ? { ...rest, [grade]: value } : rest);
            }}
          />
        ))}
      </fieldset>
    </fieldset>
  );
}
