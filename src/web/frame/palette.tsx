/** Ctrl K: every place of the person's role, and people, plans and courses, by typing a part of a name. */
import { Modal, TextInput } from '@mantine/core';
import { useEffect, useId, useRef, useState } from 'react';
import { useSay } from '../language.tsx';
import { Icon } from '../parts/icon.tsx';
import { latinKey } from '../parts/keys.ts';
import { type Me, useRole } from '../session.ts';
import { type Found, useFound } from './found.ts';
import styles from './frame.module.css';
import { findText } from './navigation.ts';

export function Palette({
  me,
  opened,
  onChange,
}: {
  readonly me: Me;
  readonly opened: boolean;
  readonly onChange: (opened: boolean) => void;
}) {
  const say = useSay();
  const role = useRole(me);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || latinKey(event) !== 'k') return;
      event.preventDefault();
      onChange(true);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [onChange]);
  const close = (): void => onChange(false);
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={560}
      // What is found later grows downwards: the field stays where it is.
      centered={false}
      yOffset="12vh"
      attributes={{ content: { 'aria-label': say(findText(role)) } }}
    >
      <Finding me={me} close={close} />
    </Modal>
  );
}

function Finding({ me, close }: { readonly me: Me; readonly close: () => void }) {
  const say = useSay();
  const name = say(findText(useRole(me)));
  const list = useId();
  const [text, setText] = useState('');
  const [key, setKey] = useState<string | null>(null);
  const { groups, isSettled } = useFound(me, text);
  const found = groups.flatMap(({ items }) => items);
  // What comes later does not move the choice to something else.
  const at = Math.max(
    0,
    found.findIndex((one) => one.key === key),
  );
  const chosen = found[at];
  const optionId = (one: Found): string => `${list}-${found.indexOf(one)}`;
  const row = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the row is another one with the choice
  useEffect(() => {
    void row.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen?.key]);
  const open = (one: Found): void => {
    close();
    one.open();
  };
  return (
    <>
      <TextInput
        data-autofocus
        size="lg"
        value={text}
        role="combobox"
        aria-expanded={found.length > 0}
        aria-controls={list}
        aria-autocomplete="list"
        aria-activedescendant={chosen && optionId(chosen)}
        aria-label={name}
        placeholder={name}
        leftSection={<Icon name="search" />}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setKey(null);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined) {
            event.preventDefault();
            setKey(found[Math.max(0, Math.min(found.length - 1, at + step))]?.key ?? null);
          }
          if (event.key === 'Enter' && chosen) open(chosen);
        }}
      />
      <div id={list} role="listbox" aria-label={name} className={styles.found}>
        {groups.map(({ name: group, items }) => (
          // biome-ignore lint/a11y/useSemanticElements: options in a list are grouped so, no fields
          <div key={group} role="group" aria-label={group}>
            <div role="presentation" className={styles.foundGroup}>
              {group}
            </div>
            {items.map((one) => (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the keys are those of the field
              <div
                key={one.key}
                ref={one === chosen ? row : undefined}
                id={optionId(one)}
                role="option"
                tabIndex={-1}
                aria-selected={one === chosen}
                className={styles.foundItem}
                onClick={() => open(one)}
              >
                <Icon name={one.icon} />
                <span className="cut" lang={one.language}>
                  {one.name}
                </span>
                {one.beside !== undefined && <span className="small muted cut">{one.beside}</span>}
              </div>
            ))}
          </div>
        ))}
      </div>
      <p role="status" className={found.length === 0 ? 'pad second' : 'unseen'}>
        {isSettled && found.length === 0 && say('frame.found-nothing')}
      </p>
    </>
  );
}
