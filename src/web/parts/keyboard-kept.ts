/**
 * A frame that takes the keyboard by itself gives it back: the browser's own reader of PDF does so when a file is damaged or asks for a password, and closed
 * the list or the field in which somebody was just answering about that file. Whoever goes into the frame by pointer or Tab stays there.
 */
import { type RefObject, useEffect } from 'react';

/** Between a Tab and the focus that it moves, in milliseconds. */
const TAB_LASTS = 300;

/** What the frame stands in, with how far it is scrolled: focus brings the frame into view. */
function placesOf(frame: Element): readonly (readonly [element: Element, top: number])[] {
  const around = frame.parentElement;
  return around ? [[around, around.scrollTop], ...placesOf(around)] : [];
}

export function useKeyboardKept(ref: RefObject<HTMLIFrameElement | null>): void {
  useEffect(() => {
    let tabbed = Number.NEGATIVE_INFINITY;
    const noteTab = ({ key, timeStamp }: KeyboardEvent): void => {
      if (key === 'Tab') tabbed = timeStamp;
    };
    const hold = (event: FocusEvent): void => {
      const frame = ref.current;
      const left = event.target;
      if (!event.isTrusted || !frame || !(left instanceof HTMLElement) || left === frame) return;
      if (event.relatedTarget !== null && event.relatedTarget !== frame) return;
      if (!document.hasFocus() || frame.matches(':hover') || event.timeStamp - tabbed < TAB_LASTS) return;
      // Where the focus went is known only after this event: nobody acts on it before.
      event.stopImmediatePropagation();
      const places = placesOf(frame);
      setTimeout(() => {
        const active = document.activeElement;
        if (active === frame && left.isConnected) {
          left.focus({ preventScroll: true });
          for (const [element, top] of places) element.scrollTop = top;
        } else if (active !== left) left.dispatchEvent(new FocusEvent('focusout', { bubbles: true }));
      });
    };
    window.addEventListener('keydown', noteTab, true);
    window.addEventListener('focusout', hold, true);
    return () => {
      window.removeEventListener('keydown', noteTab, true);
      window.removeEventListener('focusout', hold, true);
    };
  }, [ref]);
}
