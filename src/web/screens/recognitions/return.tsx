/** The second person gives a recognition back, with a reason. */
import { Button, Modal, Select } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { answerOf } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { useStatedReasons } from '../../parts/stated-reasons.ts';
import { Failed } from '../../parts/states.tsx';
import styles from './recognition.module.css';
import { one, recognitionKey } from './recognition-query.ts';

export function Return({
  id,
  revision,
  close,
}: {
  readonly id: string;
  readonly revision: number;
  readonly close: () => void;
}) {
  const say = useSay();
  const queries = useQueryClient();
  const [reason, setReason] = useState<string | null>(null);
  const reasons = useStatedReasons('recognition-returned');
  const give = useMutation({
    mutationFn: () =>
      answerOf(
        one.return.$post({ param: { id }, header: { 'if-match': `"${revision}"` }, json: { reason: reason ?? '' } }),
      ),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: recognitionKey(id) });
      close();
    },
  });
  return (
    <Modal opened onClose={close} title={say('recognitions.return')}>
      <div className={styles.dialog}>
        <Select
          data-autofocus
          label={say('recognitions.return-reason')}
          allowDeselect={false}
          value={reason}
          data={reasons}
          onChange={setReason}
        />
        {give.error && <Failed error={give.error} />}
        <Button variant="filled" disabled={reason === null} loading={give.isPending} onClick={() => give.mutate()}>
          {say('recognitions.return')}
        </Button>
      </div>
    </Modal>
  );
}
