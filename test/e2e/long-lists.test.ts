/** A list of more rows than anybody looks at: what is in sight is in the page, and everything else is as if all of it were. */
import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { pagesOf, squeeze } from '../interchange/documents/pdf-text.ts';
import { clientOf } from './cases.ts';
import { describePages, enterAs, expectSoundAllOver, type Opened, openPage, PLAIN, type View } from './office.ts';

const COURSES = 1200;
const codeOf = (at: number): string => `LONG${String(at).padStart(4, '0')}`;

describePages('long lists', (office) => {
  let list = '';
  beforeAll(async () => {
    const coordinator = await clientOf(office.url, 'coordinator');
    const rows = Array.from({ length: COURSES }, (_, at) => `${codeOf(at)};Subject ${at};What is taught in ${at};5`);
    const name = `Quillmere ${randomUUID().slice(0, 8)}`;
    const csv = ['Code;Title;Description;Credits', ...rows].join('\n');
    const sent = { csv, institution: name, academicYear: '2026/27', language: 'en' };
    const made = await coordinator<{ version: { list: string } }>('POST', '/catalogue-versions', sent);
    list = made.version.list;
  }, 60_000);

  const openList = async (view: View): Promise<Opened> => {
    const opened = await openPage(office, view);
    await enterAs(opened, 'adviser', view);
    await opened.page.goto(`/catalogues/${list}`);
    await opened.page.getByText(codeOf(0)).waitFor();
    return opened;
  };
  const close = async ({ page, faults }: Opened): Promise<void> => {
    expect(faults).toEqual([]);
    await page.context().close();
  };
  const rowsOf = ({ page }: Opened): Promise<number> => page.locator('tbody tr[data-index]').count();
  const scrollTo = ({ page }: Opened, share: number): Promise<void> =>
    page.locator('#work').evaluate((work, at) => work.scrollTo(0, work.scrollHeight * at), share);
  const toTheEnd = async (opened: Opened): Promise<void> => {
    await expect
      .poll(
        async () => {
          await scrollTo(opened, 1);
          return opened.page.getByText(codeOf(COURSES - 1)).isVisible();
        },
        { timeout: 20_000 },
      )
      .toBe(true);
  };

  it.each(['en', 'ru', 'kk'] as const)('are sound in %s', async (language) => {
    const opened = await openList({ ...PLAIN, language });
    await expectSoundAllOver(opened, { language });
    await opened.page.setViewportSize({ width: 390, height: 844 });
    await toTheEnd(opened);
    expect(await rowsOf(opened)).toBeLessThan(100);
    await close(opened);
  });

  it('hold the rows in sight and their number, fetch the rest as one reads on, and keep their head in sight', async () => {
    const opened = await openList(PLAIN);
    const { page } = opened;
    expect(await rowsOf(opened)).toBeLessThan(100);
    expect(await page.getByRole('table').getAttribute('aria-rowcount')).toBe(String(COURSES + 1));
    await toTheEnd(opened);
    expect(await rowsOf(opened)).toBeLessThan(100);
    const last = page.getByRole('row').filter({ hasText: codeOf(COURSES - 1) });
    expect(await last.getAttribute('aria-rowindex')).toBe(String(COURSES + 1));
    const work = await page.locator('#work').boundingBox();
    const head = await page.getByRole('columnheader').first().boundingBox();
    expect(Math.round(head?.y ?? 0)).toBe(Math.round(work?.y ?? -1));
    await close(opened);
  });

  it('are walked by arrows beyond what was in sight, lose neither the keyboard nor what is open', async () => {
    const opened = await openList(PLAIN);
    const { page } = opened;
    const focused = () => page.evaluate(() => document.activeElement?.closest('tr')?.dataset.index);
    await page.locator('[data-row]').first().focus();
    await page.keyboard.press('Enter');
    await page.getByText('What is taught in 0', { exact: true }).waitFor();
    for (let at = 1; at <= 60; at += 1) {
      await page.keyboard.press('ArrowDown');
      await expect.poll(focused).toBe(String(at));
    }
    await scrollTo(opened, 0.9);
    await page.getByText(codeOf(440)).waitFor();
    expect(await focused()).toBe('60');
    await page.keyboard.press('ArrowUp');
    await expect.poll(focused).toBe('59');
    await scrollTo(opened, 0);
    await page.getByText('What is taught in 0', { exact: true }).waitFor();
    expect(await focused()).toBe('59');
    await close(opened);
  });

  it('are searched as a whole: first by the field of the screen, then by the browser', async () => {
    const opened = await openList(PLAIN);
    const { page } = opened;
    await page.keyboard.press('Control+f');
    expect(await page.evaluate(() => (document.activeElement as HTMLInputElement).type)).toBe('search');
    await page.keyboard.type(codeOf(1111));
    await page.getByText(codeOf(1111)).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(1);
    await page.getByRole('searchbox').clear();
    await page.getByText(codeOf(0)).waitFor();
    await page.keyboard.press('Control+f');
    await page.getByText(codeOf(499)).waitFor({ state: 'attached' });
    await close(opened);
  });

  it('are printed as far as they are here, and say so', async () => {
    const opened = await openList(PLAIN);
    const { page } = opened;
    const printed = async () => squeeze((await pagesOf(new Uint8Array(await page.pdf()))).join(' '));
    const part = await printed();
    expect(part).toContain(codeOf(499));
    expect(part).toContain(squeeze('only the first 500 rows are here'));
    await toTheEnd(opened);
    const whole = await printed();
    for (const at of [0, 600, COURSES - 1]) expect(whole).toContain(codeOf(at));
    expect(whole).not.toContain(squeeze('The list goes on'));
    await close(opened);
  });
});
