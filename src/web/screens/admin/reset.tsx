/** A demonstration that many have played with begins anew: one click, and a question. */
import { Button, Modal } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useMutation } from '@tanstack/react-query';
import { answerOf, api } from '../../api.ts';
import { useSay } from '../../language.tsx';
import { Failed, Note } from '../../parts/states.tsx';
import styles from './admin.module.css';

export function ResetDemonstration() {
  const say = useSay();
  const [asks, { open, close }] = useDisclosure();
  const reset = useMutation({
    mutationFn: () => answerOf(api.setup.demonstration.reset.$post()),
    // Every session has ended with it, this one too.
    onSuccess: () => location.assign('/sign-in'),
  });
  return (
    <section className={styles.part}>
      <h2>{say('admin.demonstration')}</h2>
      <p className="second">{say('admin.demonstration-what')}</p>
      <Button size="xs" onClick={open}>
        {say('admin.reset')}
      </Button>
      <Modal
        opened={asks}
        onClose={close}
        title={say('admin.reset-sure')}
        closeButtonProps={{ 'aria-label': say('admin.reset-not') }}
      >
        <Note kind="warn" icon="warning">
          {say('admin.reset-what')}
        </Note>
        {reset.error && <Failed error={reset.error} />}
        <div className="row wraps">
          <Button variant="subtle" onClick={close}>
            {say('admin.reset-not')}
          </Button>
          <Button variant="filled" loading={reset.isPending || reset.isSuccess} onClick={() => reset.mutate()}>
            {say('admin.reset-do')}
          </Button>
        </div>
      </Modal>
    </section>
  );
}
