/** Where one file is dropped, or chosen by the button in it. */
import { type DragEvent, useRef, useState } from 'react';
import { useSay } from '../language.tsx';
import styles from './file-drop.module.css';
import { Icon } from './icon.tsx';

export function FileDrop({
  label,
  kinds,
  take,
  isBusy = false,
}: {
  /** What the file is: the name of the field. */
  readonly label: string;
  readonly kinds: string;
  readonly take: (file: File) => void;
  readonly isBusy?: boolean;
}) {
  const say = useSay();
  const input = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const takeFirst = ([file]: Iterable<File>): void => {
    if (file && !isBusy) take(file);
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
        takeFirst(event.dataTransfer.files);
      }}
    >
      <span className="second">
        <Icon name="import" size={22} />
      </span>
      <div className="grow">
        {isBusy ? (
          <p role="status">{say('parts.reading-file')}</p>
        ) : (
          <p>
            {say('parts.drop-file')}{' '}
            <button
              type="button"
              className={styles.choose}
              aria-label={`${say('parts.choose-file')}: ${label}`}
              onClick={() => input.current?.click()}
            >
              {say('parts.choose-file')}
            </button>
          </p>
        )}
        <p className="small second">{kinds}</p>
      </div>
      <input
        ref={input}
        type="file"
        className="unseen"
        tabIndex={-1}
        aria-label={label}
        onChange={({ currentTarget }) => {
          const files = [...(currentTarget.files ?? [])];
          currentTarget.value = '';
          takeFirst(files);
        }}
      />
    </div>
  );
}
