import type { Page } from '../../store/index.ts';

/** All items of a list that comes in pages. */
export async function everyPage<T>(page: (after: string | null) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const read: Page<T> = await page(after ?? null);
    items.push(...read.items);
    after = read.next;
  }
  return items;
}
