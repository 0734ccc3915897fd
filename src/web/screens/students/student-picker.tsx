/** For which student: found by name or number. */
import { Select } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';

export const useStudents = (text: string) =>
  useQuery({
    queryKey: ['students', text],
    queryFn: () => answerOf(api.students.$get({ query: { limit: '200', ...(text && { text }) } })),
    placeholderData: keepPreviousData,
  });

export function useStudentName(id: string | undefined): string | null {
  const { data } = useStudents('');
  return data?.items.find((one) => one.id === id)?.name ?? null;
}

export function StudentPicker({
  value,
  choose,
}: {
  readonly value: string | undefined;
  readonly choose: (id: string | null) => void;
}) {
  const say = useSay();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 150);
  const chosen = useStudentName(value);
  const { data } = useStudents(text === chosen ? '' : text);
  const students = data?.items.map(({ id, name, number }) => ({ value: id, label: name, number })) ?? [];
  const options =
    value === undefined || students.some((one) => one.value === value)
      ? students
      : [{ value, label: chosen ?? '', number: null }, ...students];
  return (
    <Select
      size="xs"
      searchable
      clearable
      aria-label={say('students.student')}
      placeholder={say('students.student')}
      nothingFoundMessage={say('students.none')}
      value={value ?? null}
      data={options}
      filter={({ options: all }) => all}
      clearButtonProps={{ 'aria-label': say('students.no-student') }}
      onSearchChange={setTyped}
      onChange={choose}
    />
  );
}
