/** Whether what can be used on a page can be reached and is called something. */
import type { Page } from 'playwright-core';

const CONTROLS =
  'a[href], button, input, select, textarea, summary, [role=button], [role=option], [role=checkbox], [role=radio], [role=tab], [role=combobox], [role=menuitem]';

/**
 * Controls in the middle of which something else lies, after they are scrolled to; of a page with an open dialog those of the dialog.
 * A box or circle that is drawn by its label is reached by the label.
 */
export const coveredOf = (page: Page): Promise<string[]> =>
  page.evaluate((selector) => {
    const shown = (element: Element): boolean =>
      element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
    const nameOf = (element: Element | null): string =>
      `<${element?.tagName.toLowerCase()}> ${(element?.getAttribute('aria-label') ?? element?.textContent ?? '').trim().slice(0, 60)}`;
    const labelsOf = (control: Element): HTMLElement[] => [...((control as HTMLInputElement).labels ?? [])];
    const targetOf = (control: HTMLElement): HTMLElement | undefined => {
      const isDrawn = control.matches('[type=radio], [type=checkbox]') && (!shown(control) || control.offsetWidth < 8);
      return isDrawn ? labelsOf(control).find(shown) : control;
    };
    /** Also the link that skips to the content, which comes into view with the focus alone. */
    const isAway = (control: Element): boolean =>
      control.matches(':disabled, [aria-disabled=true], [inert] *') ||
      (control.getBoundingClientRect().bottom <= 0 && getComputedStyle(control).position === 'absolute');
    /** A link may go over two lines: its largest part counts. */
    const partOf = (target: Element): DOMRect | undefined =>
      [...target.getClientRects()].sort((a, b) => b.width * b.height - a.width * a.height)[0];
    const coverOf = (control: HTMLElement): string[] => {
      const target = targetOf(control);
      if (!target || !shown(target) || isAway(control)) return [];
      const topAt = (part: DOMRect): Element | null =>
        document.elementFromPoint(part.left + part.width / 2, part.top + part.height / 2);
      const isReached = (at: Element | null): boolean =>
        at !== null && [control, target, ...labelsOf(control)].some((owner) => owner.contains(at));
      const before = partOf(target);
      // Most are reached where they are: to scroll for each would lay out the page anew each time.
      if (!before || before.width < 2 || before.height < 2 || isReached(topAt(before))) return [];
      target.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
      const part = partOf(target);
      const at = part ? topAt(part) : null;
      return isReached(at) ? [] : [`${nameOf(target)} under ${nameOf(at)}`];
    };
    const places = [...document.querySelectorAll('*')].map((element) => [element, element.scrollTop] as const);
    const dialog = [...document.querySelectorAll('[aria-modal=true]')].filter(shown).at(-1);
    const covered = [...(dialog ?? document).querySelectorAll<HTMLElement>(selector)].flatMap(coverOf);
    for (const [element, top] of places) element.scrollTo({ top, left: 0, behavior: 'instant' });
    return covered;
  }, CONTROLS);

const NAMED = new Set(
  'button link textbox searchbox combobox listbox checkbox radio radiogroup switch tab menuitem option slider spinbutton DisclosureTriangle'.split(
    ' ',
  ),
);

/** Controls that the browser tells a screen reader without a name, by their roles. */
export async function namelessOf(page: Page): Promise<string[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const nameless = nodes.filter(
    ({ ignored, role, name }) => !ignored && NAMED.has(String(role?.value)) && !String(name?.value ?? '').trim(),
  );
  return nameless.map(({ role, description }) => `${role?.value} ${description?.value ?? ''}`.trim());
}
