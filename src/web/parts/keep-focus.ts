/** What somebody writes or has opened keeps the focus where a file beside it appears. */
/**
 * The first time that a frame takes the focus without Tab, gives it back, and what had it never hears that it was gone. Chromium gives the
 * focus to every PDF a moment after its load: a list opened beside it closed under the hand. Returns what ends the watch.
 */
export function keepFocusFrom(frame: HTMLIFrameElement): () => void {
  const watch = new AbortController();
  const on = { capture: true, signal: watch.signal };
  let isPressed = false;
  let left: HTMLElement | null = null;
  window.addEventListener('pointerdown', () => (isPressed = true), on);
  window.addEventListener('pointerup', () => (isPressed = false), on);
  window.addEventListener('keydown', ({ key }) => key === 'Tab' && watch.abort(), on);
  window.addEventListener(
    'focusout',
    (event) => {
      const goesNowhere = event.relatedTarget === null && document.hasFocus() && !isPressed;
      left = goesNowhere && event.target instanceof HTMLElement ? event.target : null;
      if (left) event.stopImmediatePropagation();
    },
    on,
  );
  window.addEventListener(
    'blur',
    () => {
      if (document.activeElement !== frame) return;
      left?.focus({ preventScroll: true });
      watch.abort();
    },
    on,
  );
  return () => watch.abort();
}
