/** The adviser's first page: what replaces this? */
import { expect, it } from 'vitest';
import { choose } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';

const SEARCH = '/courses?q=electical%20mashines&for=curriculum_electric_power:ELM3205';

describePages('searching courses', (office) => {
  it.each(['en', 'ru', 'kk'] as const)('is sound in %s', async (language) => {
    const view = { ...PLAIN, language };
    const opened = await openPage(office, view);
    await enterAs(opened, 'adviser', view);
    await opened.page.goto(SEARCH);
    await opened.page.getByRole('option', { name: /FEP3110/ }).waitFor();
    await expectSoundAllOver(opened, view);
    await opened.page.context().close();
  });

  it('finds by typing, chooses by arrows, and keeps the search in the address', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'adviser', PLAIN);
    const { page } = opened;
    await page.goto('/courses');
    await page.getByRole('searchbox').fill('databa');
    await page.getByRole('option').first().waitFor();
    await page.getByRole('searchbox').press('ArrowDown');
    const chosen = page.locator('[role=option][aria-selected=true]');
    await expect.poll(() => chosen.count()).toBe(1);
    const code = await chosen.locator('.code').textContent();
    await expect.poll(() => page.getByRole('complementary').textContent()).toContain(code);
    expect(new URL(page.url()).searchParams.get('q')).toBe('databa');
    await page.reload();
    expect(await page.getByRole('searchbox').inputValue()).toBe('databa');
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('weighs for a home course that is chosen from a curriculum, and only in the catalogues that are ticked', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'adviser', PLAIN);
    const { page } = opened;
    await page.goto('/courses');
    await page.getByRole('button', { name: 'For a home course' }).click();
    await choose(page.getByRole('combobox', { name: 'Curriculum' }), /Power/);
    await page.getByLabel('Part of a code or title').fill('Electrical Machines');
    await page.getByRole('button', { name: /ELM3205/ }).click();
    await page.getByRole('option', { name: /FEP3110/ }).waitFor();
    await expect.poll(() => page.getByRole('option', { name: /Cedar Hollow/ }).count()).toBeGreaterThan(0);
    await page.getByRole('button', { name: /All 4 catalogues/ }).click();
    await page.getByRole('checkbox', { name: /Fjordgate/ }).check();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('option', { name: /Cedar Hollow/ }).count()).toBe(0);
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('says when nothing is called so', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'adviser', PLAIN);
    await opened.page.goto('/courses?q=zzyzxqwrtp');
    await opened.page.getByText('No catalogue has a course with this name').waitFor();
    await opened.page.context().close();
  });
});
