/** The line at the foot: on what the figures of the screen rest. A screen says it by `useBasis`. */
import { useEffect, useSyncExternalStore } from 'react';
import { Icon } from '../parts/icon.tsx';
import styles from './frame.module.css';

let parts: readonly string[] = [];
const listeners = new Set<() => void>();
const subscribe = (listener: () => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};
const show = (next: readonly string[]): void => {
  parts = next;
  for (const listener of listeners) listener();
};

/** Names engine, model, policy and versions while the screen is open; empty parts are left out. */
export function useBasis(...said: readonly (string | false | null | undefined)[]): void {
  const key = JSON.stringify(said.filter(Boolean));
  useEffect(() => {
    show(JSON.parse(key) as string[]);
    return () => show([]);
  }, [key]);
}

export function Basis() {
  const said = useSyncExternalStore(subscribe, () => parts);
  // Printed in the margin of every page, where only a style can say it.
  useEffect(() => {
    document.documentElement.style.setProperty('--basis', JSON.stringify(said.join(' · ')));
  }, [said]);
  return (
    <footer className={styles.basis}>
      {said.length > 0 && <Icon name="lock" size={13} />}
      {said.map((part) => (
        <span key={part}>{part}</span>
      ))}
    </footer>
  );
}
