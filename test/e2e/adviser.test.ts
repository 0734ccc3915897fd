/** The adviser's plan: a board, hosts compared, one course against one of the host. */
import { expect, it } from 'vitest';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';

const STAY = 'curriculum=curriculum_electric_power&semester=5';
const BOARD = `/plans/board?${STAY}&host=fjordgate_en`;

describePages('planning a stay', (office) => {
  it.each(['en', 'ru', 'kk'] as const)('is sound on every screen in %s', async (language) => {
    const opened = await openPage(office, { ...PLAIN, language });
    await enterAs(opened, 'adviser', { ...PLAIN, language });
    const { page } = opened;
    for (const [address, landmark] of [
      ['/students', 'h1'],
      [BOARD, 'article'],
      [`/compare?${STAY}`, 'table tbody tr'],
      ['/match/curriculum_electric_power/ELM3205/fjordgate_en/FEP3110', 'h2'],
    ] as const) {
      await page.goto(address);
      await page.locator(landmark).first().waitFor();
      await expectSoundAllOver(opened, { language });
    }
    await page.context().close();
  });

  it('changes the plan with a pin, and back with a step back', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'adviser', PLAIN);
    const { page } = opened;
    const pins = (): string | null => new URL(page.url()).searchParams.get('pins');
    await page.goto(BOARD);
    const card = page.locator('article').first();
    const name = await card.getAttribute('aria-label');
    await card.focus();
    await page.keyboard.press('p');
    await expect.poll(pins).toMatch(/^[^=]+=[^=]+$/);
    await page.locator(`article[aria-label="${name}"]`).getByText('pinned').waitFor();
    await page.goBack();
    await expect.poll(pins).toBeNull();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});
