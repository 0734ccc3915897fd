/** Ctrl K: every place of the person's role and every command, by typing a part of its name. */
import { Modal, TextInput, UnstyledButton } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useSay } from '../language.tsx';
import { Icon } from '../parts/icon.tsx';
import { latinKey } from '../parts/keys.ts';
import { type Me, useRole } from '../session.ts';
import styles from './frame.module.css';
import { type NavigationPlace, PLACES } from './navigation.ts';

/** Where everybody can go. */
const EVERYBODYS: readonly NavigationPlace[] = [
  { to: '/account', icon: 'people', text: 'own-account' },
  { to: '/notices', icon: 'bell', text: 'all-notices' },
  { to: '/help', icon: 'question', text: 'help' },
  { to: '/rules', icon: 'book', text: 'rules' },
];

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
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (!(event.ctrlKey || event.metaKey) || latinKey(event) !== 'k') return;
      event.preventDefault();
      onChange(true);
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, [onChange]);
  const found = [...PLACES[role], ...EVERYBODYS]
    .map((place) => ({ ...place, name: say(`frame.${place.text}`) }))
    .filter(({ name }) => name.toLowerCase().includes(text.trim().toLowerCase()));
  const chosen = Math.min(at, Math.max(0, found.length - 1));
  const close = (): void => {
    onChange(false);
    setText('');
    setAt(0);
  };
  const go = (to: string | undefined): void => {
    if (to === undefined) return;
    close();
    void navigate({ to });
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      padding={0}
      size={560}
      attributes={{ content: { 'aria-label': say('frame.find') } }}
    >
      <TextInput
        data-autofocus
        size="lg"
        value={text}
        aria-label={say('frame.find')}
        placeholder={say('frame.find')}
        leftSection={<Icon name="search" />}
        onChange={(event) => {
          setText(event.currentTarget.value);
          setAt(0);
        }}
        onKeyDown={(event) => {
          const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
          if (step !== undefined) {
            event.preventDefault();
            setAt(Math.max(0, Math.min(found.length - 1, chosen + step)));
          }
          if (event.key === 'Enter') go(found[chosen]?.to);
        }}
      />
      <ul className={styles.found}>
        {found.map(({ to, name, icon }, index) => (
          <li key={to}>
            <UnstyledButton
              className={styles.place}
              aria-current={index === chosen || undefined}
              onClick={() => go(to)}
            >
              <Icon name={icon} />
              <span>{name}</span>
            </UnstyledButton>
          </li>
        ))}
        {found.length === 0 && <li className="pad second">{say('frame.found-nothing')}</li>}
      </ul>
    </Modal>
  );
}
