/** The session ended while somebody worked: they sign in again over the page, and nothing that was typed is lost. */
import { Modal } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useSyncExternalStore } from 'react';
import { signedOut } from '../api.ts';
import { useSay } from '../language.tsx';
import { SignInForm } from '../screens/sign-in/sign-in-form.tsx';
import type { Me } from '../session.ts';

let over = false;
const listeners = new Set<() => void>();
const set = (next: boolean): void => {
  over = next;
  for (const listener of listeners) listener();
};
signedOut.listener = () => set(true);

export function SignedOut({ me }: { readonly me: Me }) {
  const say = useSay();
  const queries = useQueryClient();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => over,
  );
  // Whoever looked at open pages before signing in was not signed out.
  useEffect(() => set(false), []);
  return (
    <Modal
      opened={shown}
      onClose={() => {}}
      withCloseButton={false}
      closeOnEscape={false}
      closeOnClickOutside={false}
      title={say('sign-in.again')}
    >
      <SignInForm
        email={me.email}
        done={() => {
          set(false);
          void queries.invalidateQueries();
        }}
      />
    </Modal>
  );
}
