/** The unit of credits that a list of courses does not say, asked of whoever imports it. */
import { Select } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { answerOf, api } from '../api.ts';
import { useLanguage } from '../language.tsx';
import { textOf } from './course.tsx';
import { sentenceOf } from './sentence.ts';

interface Told {
  readonly reason: { readonly code: string };
}

export function UnitAsked({
  problems,
  choose,
}: {
  readonly problems: readonly Told[];
  readonly choose: (unit: string) => void;
}) {
  const language = useLanguage();
  const asked = problems.find(({ reason }) => reason.code === 'import-without-unit');
  const { data } = useQuery({
    queryKey: ['credit-units'],
    queryFn: () => answerOf(api['credit-units'].$get({ query: {} })),
    staleTime: 600_000,
    enabled: asked !== undefined,
  });
  if (!asked) return null;
  const units = (data?.items ?? [])
    // A word that many systems use is no unit.
    .filter(({ general }) => !general)
    .map(({ id, name, country }) => ({ value: id, label: `${textOf(name, language)[0]} (${country})` }));
  return (
    <Select searchable label={sentenceOf(asked)} data={units} value={null} onChange={(unit) => unit && choose(unit)} />
  );
}
