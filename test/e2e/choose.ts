/** Choosing in a field with a list. A list that is closed stays on the page with its options: only those of the field's own open list are meant. */
import type { Locator } from 'playwright-core';

/** The options of a field whose list is open; waits until it is. */
export async function optionsOf(field: Locator): Promise<Locator> {
  const page = field.page();
  const list = await field.and(page.locator('[aria-expanded=true][aria-controls]')).getAttribute('aria-controls');
  return page.locator(`[id="${list}"]`).getByRole('option');
}

/** Opens the list of a field, and takes the option with these words or the first. */
export async function choose(field: Locator, words?: RegExp | string): Promise<void> {
  await field.click();
  const options = await optionsOf(field);
  await (words === undefined ? options : options.filter({ hasText: words })).first().click();
}
