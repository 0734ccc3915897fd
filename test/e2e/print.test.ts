/** What is printed: A4 with the basis on every page, plans landscape, and nothing that is for a hand. */
import { expect, it } from 'vitest';
import { pagesOf, squeeze } from '../interchange/documents/pdf-text.ts';
import { describePages, enterAs, type Opened, openPage, PLAIN } from './office.ts';

/** In points, as a file has it. */
const UPRIGHT = [595, 842];
const VIEW = { ...PLAIN, language: 'ru' } as const;

/** The page as the browser would print it; faults are none by then. */
async function printed({ page, faults }: Opened) {
  const bytes = new Uint8Array(await page.pdf({ preferCSSPageSize: true }));
  const basis = await page.evaluate(() => document.documentElement.style.getPropertyValue('--basis'));
  await page.emulateMedia({ media: 'print' });
  // The boxes of a queue are ticked on paper too.
  const hands = 'button.mantine-Button-root:visible, input:not([type=checkbox]):visible, nav:visible';
  const forHands = await page.locator(hands).count();
  expect(faults).toEqual([]);
  await page.context().close();
  const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(Buffer.from(bytes).toString('latin1'));
  const size = [Number(box?.[1]), Number(box?.[2])].map(Math.round);
  return { size, forHands, pages: await pagesOf(bytes), basis: squeeze(JSON.parse(basis)) };
}

describePages(
  'paper',
  (office) => {
    const shown = async (role: string, address: string, landmark: string): Promise<Opened> => {
      const opened = await openPage(office, VIEW);
      await enterAs(opened, role, VIEW);
      await opened.page.goto(address);
      await opened.page.locator(`main ${landmark}`).first().waitFor();
      return opened;
    };

    it.each([
      ['directorate', '/queue', 'table'],
      ['directorate', '/report', 'section'],
      ['commission', '/rankings', 'tbody tr'],
    ])('of the %s at %s stands upright', async (role, address, landmark) => {
      const { size, forHands, pages, basis } = await printed(await shown(role, address, landmark));
      expect([size, forHands]).toEqual([UPRIGHT, 0]);
      for (const text of pages) expect(text).toContain(basis);
    });

    it('of a plan lies on its side, on pages of one form', async () => {
      const opened = await shown('adviser', '/plans', 'tbody a[href^="/plans/"]');
      await opened.page.locator('main tbody a[href^="/plans/"]').first().click();
      await opened.page.locator('main ol li').first().waitFor();
      const { size, forHands, pages, basis } = await printed(opened);
      expect([size, forHands]).toEqual([UPRIGHT.toReversed(), 0]);
      expect(basis).not.toBe('');
      for (const text of pages) expect(text).toContain(basis);
    });
  },
  { year: true },
);
