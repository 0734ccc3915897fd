/** Where files are dropped or chosen: they are read here byte by byte, and sent a few at a time, so that one that is bad stops no other. */
import { Button } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type DragEvent, useRef, useState } from 'react';
import { answerOf, api } from '../../api.ts';
import { useInstallation } from '../../frame/installation.ts';
import { useSay } from '../../language.tsx';
import { Icon } from '../../parts/icon.tsx';
import { Failed } from '../../parts/states.tsx';
import { FILES } from './files-query.ts';
import styles from './transcripts.module.css';

/** Sent in one request: so many that the next ones show progress. */
const AT_ONCE = 20;

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).split(',')[1] ?? '');
    reader.onerror = () => reject(new Error(file.name));
    reader.readAsDataURL(file);
  });

export function DropZone() {
  const say = useSay();
  const queries = useQueryClient();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const [progress, setProgress] = useState<{ readonly done: number; readonly all: number } | null>(null);
  const [error, setError] = useState<unknown>(null);
  const cancelled = useRef(false);
  const take = async (files: readonly File[]): Promise<void> => {
    cancelled.current = false;
    setError(null);
    try {
      for (let at = 0; at < files.length && !cancelled.current; at += AT_ONCE) {
        setProgress({ done: at, all: files.length });
        const some = files.slice(at, at + AT_ONCE);
        const sent = await Promise.all(
          some.map(async (file) => ({ name: file.name.slice(-200), base64: await base64Of(file) })),
        );
        await answerOf(api['transcript-files'].$post({ json: { files: sent }, header: {} }));
        await queries.invalidateQueries({ queryKey: FILES });
      }
    } catch (failed) {
      setError(failed);
    }
    setProgress(null);
  };
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault();
    setOver(over);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: what is dropped can be chosen by the button too
    <div
      className={`${styles.drop} ${isOver ? styles.over : ''}`}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event);
        void take([...event.dataTransfer.files]);
      }}
    >
      <span className="home">
        <Icon name="import" size={22} />
      </span>
      {progress ? (
        <div className="grow">
          <p role="status">{say('transcripts.sending', { ...progress })}</p>
          <progress
            className={styles.progress}
            max={progress.all}
            value={progress.done}
            aria-label={say('transcripts.progress')}
          />
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() => {
              cancelled.current = true;
            }}
          >
            {say('transcripts.cancel')}
          </Button>
        </div>
      ) : (
        <div className="grow">
          <p>
            <b>{say('transcripts.drop')}</b>{' '}
            <button type="button" className={styles.choose} onClick={() => input.current?.click()}>
              {say('transcripts.choose')}
            </button>
          </p>
          <p className="small second">{say('transcripts.kinds')}</p>
          <InventedFiles />
          {error !== null && <Failed error={error} />}
        </div>
      )}
      <input
        ref={input}
        type="file"
        multiple
        className="unseen"
        tabIndex={-1}
        aria-label={say('transcripts.choose')}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          void take(files);
        }}
      />
    </div>
  );
}

/** On a demonstration: transcripts as its hosts send them, to be saved and dropped. */
function InventedFiles() {
  const say = useSay();
  const installation = useInstallation();
  const { data } = useQuery({
    queryKey: ['invented-transcripts'],
    queryFn: () => answerOf(api.setup.demonstration.transcripts.$get()),
    enabled: installation.data?.demonstration === true,
    staleTime: 600_000,
  });
  if (!data || data.items.length === 0) return null;
  return (
    <details className="small">
      <summary>{say('transcripts.invented')}</summary>
      <ul className={styles.invented}>
        {data.items.map(({ name, text }) => (
          <li key={name}>
            <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(text)}`} download={name}>
              {name}
            </a>
          </li>
        ))}
      </ul>
    </details>
  );
}
