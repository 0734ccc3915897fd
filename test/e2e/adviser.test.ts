/** The adviser's hour: from three typed letters to three plans of a student, and the draft in the student's hands. */
import { beforeAll, expect, it } from 'vitest';
import { clientOf, instituteOf, makeStudents, type Student } from './cases.ts';
import { optionsOf } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const LANGUAGES = ['en', 'ru', 'kk'] as const;
const STAY = 'curriculum=curriculum_electric_power&semester=5';
const BOARD = `/plans/board?${STAY}&host=fjordgate_en`;
const MATCH = '/match/curriculum_electric_power/ELM3205/fjordgate_en/FEP3110';

describePages('planning a stay', (office) => {
  let student: Student;
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    [student] = (await makeStudents(office.url, { names: ['Dana K.'], institute })) as [Student];
  });

  it.each(LANGUAGES)('is sound on every screen in %s', async (language) => {
    const opened = await openPage(office, { ...PLAIN, language });
    await enterAs(opened, 'adviser', { ...PLAIN, language });
    const { page } = opened;
    for (const [address, landmark] of [
      ['/students', 'h1'],
      [BOARD, 'article'],
      [`/compare?${STAY}`, 'table tbody tr'],
      [MATCH, 'h2'],
    ] as const) {
      await page.goto(address);
      await page.locator(landmark).first().waitFor();
      await expectSoundAllOver(opened, { language });
    }
    await page.context().close();
  });

  it.each(LANGUAGES)(
    'goes from three letters to a draft with three plans in twelve actions in %s',
    async (language) => {
      const view = { ...PLAIN, language };
      const say = sentencesOf(view);
      const opened = await openPage(office, view);
      const { page } = opened;
      await enterAs(opened, 'adviser', view);
      await page.goto('/courses');
      const hour = countActions();
      await hour.act(page.getByRole('searchbox').fill('ele'));
      await page.getByRole('option').first().waitFor();
      await hour.act(page.getByRole('button', { name: say('courses.choose-home') }).click());
      const curriculum = page.getByRole('combobox', { name: say('courses.curriculum') });
      await hour.act(curriculum.click());
      await hour.act((await optionsOf(curriculum)).filter({ hasText: /^6B071/ }).click());
      await hour.act(page.getByLabel(say('courses.part-of-title')).fill('ELM'));
      await hour.act(page.getByRole('button', { name: /ELM3205/ }).click());
      await page.getByRole('option', { name: /FEP3110/ }).waitFor();
      await hour.act(page.getByRole('option', { name: /FEP3110/ }).click());
      await hour.act(page.getByRole('link', { name: say('courses.open-match') }).click());
      await page.getByRole('heading', { level: 2, name: say('match.why') }).waitFor();
      await hour.act(page.keyboard.press('p'));
      // The first plan of a server that was just started reads the lists.
      await page.getByText(say('board.pinned')).waitFor({ timeout: 60_000 });
      const whose = page.getByRole('combobox', { name: say('students.student') });
      await hour.act(whose.click());
      await hour.act((await optionsOf(whose)).filter({ hasText: student.name }).click());
      const plans = page.getByRole('complementary', { name: say('board.plans') }).locator('button[aria-pressed]');
      await expect.poll(() => plans.count(), { timeout: 30_000 }).toBe(3);
      await page.getByText(say('board.pinned')).waitFor();
      await hour.act(page.locator('button:enabled', { hasText: say('board.hand-over') }).click());
      await page.getByText(say('board.handed-over', { name: student.name })).waitFor();
      expect(hour.count.actions).toBeLessThanOrEqual(12);
      expect(opened.faults).toEqual([]);
      await page.context().close();
      const { items } = await (await clientOf(office.url, 'adviser'))<{ items: { state: string }[] }>(
        'GET',
        `/study-plans?student=${student.id}`,
      );
      expect(items[0]?.state).toBe('draft');
    },
  );

  it('is changed and asked by keys alone, on a Russian keyboard too', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'adviser', PLAIN);
    const { page } = opened;
    const asked = (field: string): string | null => new URL(page.url()).searchParams.get(field);
    const cards = page.locator('article');
    const settled = (): Promise<void> => page.locator('[aria-busy=false] article').first().waitFor();
    await page.goto(BOARD);
    await cards.first().focus();
    const first = await cards.first().getAttribute('aria-label');
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => cards.nth(1).evaluate((card) => card === document.activeElement)).toBe(true);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('p');
    await expect.poll(() => asked('pins')).toMatch(/^[^=]+=[^=]+$/);
    await page.locator(`article[aria-label="${first}"]`).getByText('pinned').waitFor();
    await page.keyboard.press('Control+z');
    await expect.poll(() => asked('pins')).toBeNull();
    await settled();
    await cards.first().focus();
    // The letter that stands in the place of B on a Russian keyboard.
    await cards.first().dispatchEvent('keydown', { key: 'и', code: 'KeyB', bubbles: true });
    await expect.poll(() => asked('bans')).not.toBeNull();
    await settled();
    await page.keyboard.press('2');
    await page.locator('button[aria-pressed=true]', { hasText: 'Plan 2' }).waitFor();
    await page.keyboard.press('w');
    await page.keyboard.type(String(asked('bans')));
    await page.keyboard.press('Enter');
    const answer = page.locator('aside section', { hasText: 'Why not?' }).getByRole('status');
    await expect.poll(() => answer.textContent(), { timeout: 20_000 }).not.toBe('');
    await page.keyboard.press('Escape');
    await page.locator('h1').click();
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keys' }).getByText('Pin or unpin the card').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await page.keyboard.press('Control+k');
    // A hand is slower than a test: the field has the focus once the dialog stands.
    await page.locator('input:focus[data-autofocus]').waitFor();
    await page.keyboard.type('stud');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/students');
    await page.getByRole('searchbox').waitFor();
    await page.keyboard.press('/');
    await expect.poll(() => page.evaluate(() => document.activeElement?.matches('input[type=search]'))).toBe(true);
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('says of what no plan can keep which rules stand against each other, and lays the nearest plan on the board', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'adviser', PLAIN);
    const { page } = opened;
    await page.goto(`${BOARD}&least=30`);
    const conflict = page.getByRole('region', { name: 'No plan satisfies all of this.' });
    // It may be found before anybody could cancel it.
    await page.getByRole('button', { name: 'Cancel' }).or(conflict).first().waitFor();
    await conflict.waitFor({ timeout: 90_000 });
    await conflict.getByText('minimum ECTS').first().waitFor();
    await conflict.getByRole('button', { name: 'Show this plan' }).first().click();
    await page.locator('article').filter({ hasText: 'FEP' }).first().waitFor();
    await conflict.getByRole('button', { name: 'Plan without the minimum' }).click();
    await conflict.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('least')).toBeNull();
    expect(opened.faults.filter((fault) => !fault.includes('422'))).toEqual([]);
    await page.context().close();
  });
});
