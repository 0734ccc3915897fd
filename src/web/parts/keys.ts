/** Keys: rows are walked by arrows, and single keys work outside of fields. */
import { type KeyboardEvent as ReactKeyboardEvent, useEffect, useRef } from 'react';

const isField = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.matches('input:not([type=checkbox]), textarea, select'));

/** The name of a key in lower case; on a Kazakh or Russian keyboard the Latin letter that stands in its place. */
export const latinKey = ({ key, code }: Pick<KeyboardEvent, 'key' | 'code'>): string =>
  (/^\p{L}$/u.test(key) && !/^[a-z]$/i.test(key) ? /^Key([A-Z])$/.exec(code)?.[1] : undefined)?.toLowerCase() ??
  key.toLowerCase();

/** By the name of the key, in lower case; `ctrl+` before one that works in fields too. A handler for none is left out. */
export type Shortcuts = Readonly<Record<string, (() => void) | null | undefined | false>>;

/** While the screen is open, and no dialog stands over it. */
export function useShortcuts(shortcuts: Shortcuts): void {
  const current = useRef(shortcuts);
  current.current = shortcuts;
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.altKey || document.querySelector('[role=dialog]')) return;
      const isHeld = event.ctrlKey || event.metaKey;
      const run = current.current[`${isHeld ? 'ctrl+' : ''}${latinKey(event)}`];
      if (!run || (!isHeld && isField(event.target))) return;
      event.preventDefault();
      run();
    };
    document.addEventListener('keydown', listen);
    return () => document.removeEventListener('keydown', listen);
  }, []);
}

/** On what holds rows: arrows move between what is marked `data-row`, Space ticks the box of the row. */
export function walkRows(event: ReactKeyboardEvent<HTMLElement>): void {
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-row]')];
  const at = rows.findIndex((row) => row.contains(document.activeElement) || row === document.activeElement);
  const step = { arrowdown: 1, arrowup: -1, j: 1, k: -1 }[latinKey(event)];
  if (step !== undefined && !isField(event.target)) {
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  }
  if (event.key !== ' ' || at < 0 || document.activeElement !== rows[at]) return;
  event.preventDefault();
  rows[at]?.closest('tr')?.querySelector<HTMLInputElement>('input[type=checkbox]')?.click();
}
