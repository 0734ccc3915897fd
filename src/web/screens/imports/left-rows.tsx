/** Rows that are left out, and values that a row is read without: where each stands, why, and a form in its place to mend it. */
import { Button, TextInput } from '@mantine/core';
import { Fragment, useState } from 'react';
import { useSay } from '../../language.tsx';
import { Columns } from '../../parts/columns.tsx';
import { useShortcuts, walkRows } from '../../parts/keys.ts';
import { remedyOf, sentenceOf } from '../../parts/sentence.ts';
import { Tag } from '../../parts/verdict.tsx';
import { Written } from '../../parts/written.tsx';
import styles from './draft.module.css';
import type { Change, MakeAnswers, ReadTable, ShownImport } from './import-query.ts';
import { type Doubt, doubtsOf, isSamePlace, placeText, withRow } from './mending.ts';

const AT_ONCE = 50;

export function LeftRows({
  one,
  answer,
  change,
  isSaving,
}: {
  readonly one: ShownImport;
  readonly answer: (change: MakeAnswers) => void;
  readonly change: Change | undefined;
  readonly isSaving: boolean;
}) {
  const say = useSay();
  const [open, setOpen] = useState<string | null>(null);
  const [most, setMost] = useState(AT_ONCE);
  const doubts = doubtsOf(one, change);
  const left = doubts.filter(({ isLeftOut }) => isLeftOut).length;
  const all = one.reading?.rows ?? 0;
  const openFocused = (): void => {
    const focused = document.activeElement?.closest<HTMLElement>('[data-doubt]')?.dataset.doubt;
    setOpen(focused ?? doubts[0]?.key ?? null);
  };
  useShortcuts({ e: doubts.length > 0 && openFocused });
  const rows = one.said.rows ?? [];
  if (doubts.length === 0 && rows.length === 0)
    return all > 0 ? <p className="second">{say('imports.none-left')}</p> : null;
  return (
    <section onKeyDown={walkRows} aria-label={say('imports.left-rows')}>
      <header className={styles.head}>
        <h2>{say('imports.left-rows')}</h2>
        <span className="small second">{say('imports.left-of', { left, all, used: all - left })}</span>
      </header>
      {doubts.length > 0 && (
        <table className={`stacked ${styles.left}`}>
          <Columns names={['line', 'column', 'value', 'left-why', 'mend']} id={(name) => `imports.column-${name}`} />
          <tbody>
            {doubts.slice(0, most).map((doubt) => (
              <Fragment key={doubt.key}>
                <DoubtRow doubt={doubt} isOpen={open === doubt.key} open={() => setOpen(doubt.key)} />
                {open === doubt.key && (
                  <tr>
                    <td colSpan={5} className={styles.form}>
                      <Mend
                        doubt={doubt}
                        isSaving={isSaving}
                        close={() => setOpen(null)}
                        save={(cells) => {
                          answer((now) => ({ ...now.said, rows: withRow(now, doubt.place, cells) }));
                          setOpen(null);
                        }}
                      />
                    </td>
                  </tr>
                )}
              </Fragment>
            ))}
          </tbody>
        </table>
      )}
      {doubts.length > most && (
        <Button size="compact-sm" variant="subtle" onClick={() => setMost(most + AT_ONCE)}>
          {say('imports.more', { count: doubts.length - most })}
        </Button>
      )}
      {rows.length > 0 && <Mended rows={rows} answer={answer} />}
      {doubts.length > 0 && (
        <p className="small second">
          {say('imports.mend-key')} <kbd>E</kbd>
        </p>
      )}
    </section>
  );
}

function DoubtRow({
  doubt,
  isOpen,
  open,
}: {
  readonly doubt: Doubt;
  readonly isOpen: boolean;
  readonly open: () => void;
}) {
  const say = useSay();
  const { key, place, column, value, why, isLeftOut, table } = doubt;
  return (
    <tr data-doubt={key} aria-selected={isOpen}>
      <td className="numeric">{placeText(place)}</td>
      <td className="cut" title={column ?? ''}>
        <Written>{column ?? ''}</Written>
      </td>
      <td className="cut" title={value ?? ''}>
        <Written>{value ?? ''}</Written>
      </td>
      <td className="small">
        <Tag icon={isLeftOut ? 'cross' : 'warning'} tone={isLeftOut ? 'bad' : 'warn'}>
          {say(isLeftOut ? 'imports.is-left-out' : 'imports.is-aside')}
        </Tag>{' '}
        {sentenceOf(why)}
        {remedyOf(why) && <span className="second">. {remedyOf(why)}</span>}
      </td>
      <td className={styles.mend}>
        {table && (
          <Button data-row size="compact-xs" aria-label={say('imports.mend-line', { line: place.line })} onClick={open}>
            {say('imports.mend')}
          </Button>
        )}
      </td>
    </tr>
  );
}

/** The cells of a row as the file has them, each to be written anew. */
function Mend({
  doubt: { cells, table, column },
  save,
  close,
  isSaving,
}: {
  readonly doubt: Doubt;
  readonly save: (cells: Record<string, string>) => void;
  readonly close: () => void;
  readonly isSaving: boolean;
}) {
  const say = useSay();
  const shown = mendable(table, cells);
  const [written, setWritten] = useState<Record<string, string>>({});
  const doubtful = shown.find(({ name }) => name === column) ?? shown[0];
  const changed = Object.fromEntries(
    Object.entries(written).filter(([letter, text]) => shown.some((one) => one.letter === letter && one.text !== text)),
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (Object.keys(changed).length > 0) save(changed);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    >
      <div className={styles.cells}>
        {shown.map(({ letter, name, text }) => (
          <TextInput
            key={letter}
            size="xs"
            label={<Written>{name}</Written>}
            autoFocus={letter === doubtful?.letter}
            value={written[letter] ?? text}
            onChange={({ currentTarget: { value } }) => setWritten({ ...written, [letter]: value })}
          />
        ))}
      </div>
      <div className="row">
        <Button type="submit" size="xs" disabled={Object.keys(changed).length === 0} loading={isSaving}>
          {say('imports.mend-save')}
        </Button>
        <Button size="xs" variant="subtle" onClick={close}>
          {say('imports.mend-leave')}
        </Button>
        <span className="small second">{say('imports.mend-what')}</span>
      </div>
    </form>
  );
}

function mendable(table: ReadTable | null, cells: Doubt['cells']) {
  return (table?.columns ?? []).flatMap(({ letter, name }) => {
    const text = cells?.get(letter);
    return text === undefined ? [] : [{ letter, name, text }];
  });
}

/** What was mended, each with the way back to what the file says. */
function Mended({
  rows,
  answer,
}: {
  readonly rows: NonNullable<ShownImport['said']['rows']>;
  readonly answer: (change: MakeAnswers) => void;
}) {
  const say = useSay();
  return (
    <ul className={styles.mended}>
      {rows.map(({ place, cells }) => (
        <li key={placeText(place)}>
          <Tag icon="pencil" tone="ok">
            {say('imports.mended', { line: placeText(place) })}
          </Tag>{' '}
          <Written>{Object.values(cells).join(', ')}</Written>{' '}
          <Button
            size="compact-xs"
            variant="subtle"
            onClick={() =>
              answer(({ said }) => ({
                ...said,
                rows: (said.rows ?? []).filter((one) => !isSamePlace(one.place, place)),
              }))
            }
          >
            {say('imports.mended-undo')}
          </Button>
        </li>
      ))}
    </ul>
  );
}
