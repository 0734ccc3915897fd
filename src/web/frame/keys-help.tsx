/** `?`: the keys of the screen that is open, and those that work everywhere. */
import { Modal } from '@mantine/core';
import { useRouterState } from '@tanstack/react-router';
import { useState } from 'react';
import { useSay } from '../language.tsx';
import { useShortcuts } from '../parts/keys.ts';
import styles from './frame.module.css';

type Keys = readonly (readonly [keys: string, text: string])[];

const EVERYWHERE: Keys = [
  ['Ctrl K', 'find'],
  ['/', 'search'],
  ['?', 'help'],
];
const ROWS = ['↑ ↓', 'rows'] as const;
const LIST: Keys = [ROWS, ['Ctrl F', 'in-list']];
const SIGN = ['Ctrl ↵', 'do'] as const;

/** By the beginning of the address. */
const OF_SCREEN: Readonly<Record<string, Keys>> = {
  '/courses': [ROWS, ['↵', 'open'], ['P', 'into-plan'], ['C', 'compare'], ['Esc', 'clear']],
  '/match': [
    ['J K', 'candidates'],
    ['P', 'into-plan'],
  ],
  '/plans/board': [
    ROWS,
    ['P', 'pin'],
    ['B X', 'ban'],
    ['R', 'replace'],
    ['W', 'why-not'],
    ['1 2 3', 'plans'],
    ['Ctrl Z', 'undo'],
  ],
  '/plans': LIST,
  '/compare': [ROWS],
  '/students': LIST,
  '/precedents': LIST,
  '/catalogues': LIST,
  '/curricula': LIST,
  '/queue': [ROWS, ['␣', 'tick'], ['↵', 'open'], SIGN],
  '/review': [['A B R Q T', 'decide'], ['M', 'mark'], ['J K', 'bundles'], ['N', 'next'], SIGN],
  '/calls': [ROWS, ['↵', 'open'], ['R', 'rank']],
  '/applications': [...LIST, ['↵', 'open']],
  '/papers': [ROWS, ['↵', 'open']],
  '/rankings': [ROWS, ['↵', 'open']],
  '/appeals': [ROWS, ['↵', 'open']],
  '/agreements': [ROWS, ['↵', 'open']],
  '/transcripts': [ROWS, ['␣', 'tick'], ['↵', 'open'], SIGN],
  '/recognitions': [['J K', 'rows'], SIGN],
  '/import': [ROWS, ['E', 'mend'], SIGN],
};

export function KeysHelp({ find }: { readonly find: () => void }) {
  const say = useSay();
  const [opened, setOpened] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const own = Object.entries(OF_SCREEN).find(([begins]) => path.startsWith(begins))?.[1] ?? [];
  useShortcuts({
    '?': () => setOpened(true),
    '/': () => {
      const field = document.querySelector<HTMLInputElement>('#work input[type=search]');
      const button = document.querySelector<HTMLElement>('#work [data-slash]');
      if (field) field.focus();
      else if (button) button.click();
      else find();
    },
  });
  const list = (keys: Keys) => (
    <dl className={styles.keys}>
      {keys.map(([key, text]) => (
        <div key={key}>
          <dt>
            {key.split(' ').map((one) => (
              <kbd key={one}>{one}</kbd>
            ))}
          </dt>
          <dd>{say(`keys.${text}`)}</dd>
        </div>
      ))}
    </dl>
  );
  return (
    <Modal
      opened={opened}
      onClose={() => setOpened(false)}
      title={say('keys.title')}
      closeButtonProps={{ 'aria-label': say('keys.close') }}
      size={420}
    >
      {own.length > 0 && list(own)}
      <h3>{say('keys.everywhere')}</h3>
      {list(EVERYWHERE)}
    </Modal>
  );
}
