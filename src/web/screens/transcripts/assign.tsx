/** A person says whose a transcript is: the plans that it may belong to come first, and what differs needs a reason. */
import { Button, Modal, Select, Textarea } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Failed, Loading } from '../../parts/states.tsx';
import { FILES, type TranscriptFile } from './files-query.ts';
import styles from './transcripts.module.css';

/** States of a plan in which a transcript is waited for, or a further one taken. */
const STATES = ['frozen', 'returned', 'reconciled'] as const;

export function Assign({ file, close }: { readonly file: TranscriptFile; readonly close: () => void }) {
  const say = useSay();
  const queries = useQueryClient();
  const { candidates = [], studyPlan = null, because = [] } = file.proposal ?? {};
  const [plan, setPlan] = useState<string | null>(studyPlan ?? candidates[0] ?? null);
  const [why, setWhy] = useState('');
  const plans = useQuery({
    queryKey: ['plans-awaiting'],
    queryFn: async () => {
      const pages = await Promise.all(
        STATES.map((state) => answerOf(api['study-plans'].$get({ query: { state, limit: '500' } }))),
      );
      return pages.flatMap(({ items }) => items);
    },
  });
  const assign = useMutation({
    mutationFn: () => {
      const said = why.trim();
      const despite = said.length >= 3 ? { host: said, student: said, file: said } : undefined;
      return answerOf(
        api['transcript-files'][':id'].assign.$post({
          param: { id: file.id },
          header: { 'if-match': `"${file.revision}"` },
          json: { studyPlan: plan ?? '', ...(despite && { despite }) },
        }),
      );
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: FILES });
      close();
    },
  });
  const rank = (id: string): number => (candidates.includes(id) ? candidates.indexOf(id) : candidates.length);
  const choices = [...(plans.data ?? [])]
    .sort((a, b) => rank(a.id) - rank(b.id))
    .map(({ id, about: { student, host } }) => ({
      value: id,
      label: [student?.number, student?.name, host].filter(Boolean).join(', '),
    }));
  return (
    <Modal opened onClose={close} title={say('transcripts.whose-is', { name: file.name })} size={620}>
      <div className={styles.assign}>
        <ul className="second">
          {[...file.needs, ...because].map((one) => (
            <li key={sentenceOf(one)}>{sentenceOf(one)}</li>
          ))}
        </ul>
        {plans.isPending ? (
          <Loading lines={2} />
        ) : (
          <Select
            data-autofocus
            searchable
            limit={50}
            allowDeselect={false}
            label={say('transcripts.plan')}
            value={plan}
            data={choices}
            onChange={setPlan}
          />
        )}
        {assign.error && <Failed error={assign.error} />}
        <Textarea
          label={say('transcripts.despite')}
          description={say('transcripts.despite-why')}
          autosize
          minRows={2}
          maxLength={500}
          value={why}
          onChange={({ currentTarget: { value } }) => setWhy(value)}
        />
        <Button variant="filled" disabled={plan === null} loading={assign.isPending} onClick={() => assign.mutate()}>
          {say('transcripts.assign')}
        </Button>
      </div>
    </Modal>
  );
}
