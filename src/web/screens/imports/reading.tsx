/** How far the reading of a large file is, with the way out of it. */
import { Button } from '@mantine/core';
import { useSay } from '../../language.tsx';
import styles from './draft.module.css';
import type { ShownImport } from './import-query.ts';

export function Reading({
  progress,
  cancel,
  isCancelling,
}: {
  readonly progress: ShownImport['progress'];
  readonly cancel: () => void;
  readonly isCancelling: boolean;
}) {
  const say = useSay();
  const { done = 0, total = null } = progress ?? {};
  const percent = total ? Math.floor((100 * done) / total) : null;
  return (
    <section className={styles.reading} aria-label={say('imports.state-reading')}>
      <p role="status">{percent === null ? say('imports.reading-opens') : say('imports.reading-rows', { percent })}</p>
      <progress
        className={styles.progress}
        aria-label={say('imports.reading-progress')}
        {...(percent !== null && { max: 100, value: percent })}
      />
      <p className="second">{say('imports.reading-goes-on')}</p>
      <Button loading={isCancelling} onClick={cancel}>
        {say('imports.reading-cancel')}
      </Button>
    </section>
  );
}
