/** What the office keeps of a student: number, programme, curriculum, semester, and results so far from a file. */
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { FileDrop } from '../../parts/file-drop.tsx';
import { Failed } from '../../parts/states.tsx';
import { type StudentRecord, useCurricula } from '../board/stay-query.ts';
import styles from './students.module.css';

const SEMESTERS = Array.from({ length: 12 }, (_, at) => `${at + 1}`);

export function RecordForm({ record, close }: { readonly record: StudentRecord; readonly close: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const curricula = useCurricula();
  const [number, setNumber] = useState(record.number ?? '');
  const [programme, setProgramme] = useState(record.programme ?? '');
  const [curriculum, setCurriculum] = useState(record.curriculum ?? '');
  const [semester, setSemester] = useState(`${record.semester ?? ''}`);
  const [file, setFile] = useState<File | null>(null);
  const save = useMutation({
    mutationFn: async () => {
      const results = file ? { csv: await file.text() } : record.results;
      return answerOf(
        api.students[':id'].record.$put({
          param: { id: record.id },
          header: { 'if-match': `"${record.revision}"` },
          json: {
            number: number.trim() || null,
            programme: programme.trim() || null,
            curriculum: curriculum || null,
            semester: semester === '' ? null : Number(semester),
            results,
          },
        }),
      );
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['student-record', record.id] });
      await queries.invalidateQueries({ queryKey: ['students'] });
      close();
    },
  });
  const unsaid = { value: '', label: say('students.unknown') };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    save.mutate();
  };
  return (
    <form className={styles.record} aria-label={say('students.record')} onSubmit={submit}>
      <TextInput
        data-autofocus
        label={say('students.number')}
        maxLength={40}
        value={number}
        onChange={({ currentTarget: { value } }) => setNumber(value)}
      />
      <TextInput
        label={say('students.programme')}
        maxLength={200}
        value={programme}
        onChange={({ currentTarget: { value } }) => setProgramme(value)}
      />
      <NativeSelect
        label={say('students.curriculum')}
        value={curriculum}
        data={[
          unsaid,
          ...(curricula.data?.items.map(({ list }) => ({
            value: list.id,
            label: list.programme ?? list.institution,
          })) ?? []),
        ]}
        onChange={({ currentTarget: { value } }) => setCurriculum(value)}
      />
      <NativeSelect
        label={say('students.semester')}
        value={semester}
        data={[unsaid, ...SEMESTERS]}
        onChange={({ currentTarget: { value } }) => setSemester(value)}
      />
      <div className={styles.whole}>
        <FileDrop label={say('students.results')} kinds={say('students.results-file')} take={setFile} />
        {file && <p className="small second">{file.name}</p>}
      </div>
      {save.error && <Failed error={save.error} />}
      <div className={`row ${styles.whole}`}>
        <Button type="submit" variant="filled" loading={save.isPending}>
          {say('students.save-record')}
        </Button>
        <Button variant="subtle" onClick={close}>
          {say('students.leave-record')}
        </Button>
      </div>
    </form>
  );
}
