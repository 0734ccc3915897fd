/** What the papers say, put in the place of what the applicant said. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Failed } from '../../parts/states.tsx';
import type { Facts as SaidFacts } from '../calls/calls-query.ts';
import { FactsForm } from '../calls/facts-form.tsx';
import styles from './applications.module.css';
import { applicationOf, type OfficeApplication, useStep } from './office-query.ts';

export function Facts({
  application: { id, revision, facts },
  languages,
}: Pick<OfficeApplication, 'application'> & { readonly languages: readonly string[] }) {
  const say = useSay();
  const { points: _, ...said } = facts;
  const [typed, setTyped] = useState<SaidFacts>(said);
  const correct = useStep(() =>
    answerOf(
      applicationOf.facts.$put({ param: { id }, header: { 'if-match': `"${revision}"` }, json: { facts: typed } }),
    ),
  );
  return (
    <details className={styles.facts}>
      <summary>{say('applications.correct')}</summary>
      <p className="small second">{say('applications.correct-what')}</p>
      <FactsForm facts={typed} languages={languages} change={setTyped} />
      {correct.error && <Failed error={correct.error} />}
      <Button mt="sm" size="xs" loading={correct.isPending} onClick={() => correct.mutate(undefined)}>
        {say('applications.correct-save')}
      </Button>
    </details>
  );
}
