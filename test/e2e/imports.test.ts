/** Import with eyes: a file of an office is shown as it is read, corrected in its place, compared word by word, and taken over or not. */
import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { optionsOf } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, type Opened, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const LANGUAGES = ['en', 'ru', 'kk'] as const;
const HOSTILE = '<img src=x onerror="document.title=1">';

const file = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(`${lines.join('\n')}\n`),
});
const HEADER = 'Code;Title;Description;Credits';
const wide = (page: Page) => page.setViewportSize({ width: 1440, height: 900 });

/** The screen in every view, and then as it was. */
async function expectSoundHere(opened: Opened, language: (typeof LANGUAGES)[number]): Promise<void> {
  await expectSoundAllOver(opened, { language });
  expect(await opened.page.locator('img').count()).toBe(0);
  await wide(opened.page);
}

describePages('imports with eyes', (office) => {
  it.each(LANGUAGES)(
    'a file with a bad row is mended and committed, and an earlier version comes back, in %s',
    async (language) => {
      const view = { ...PLAIN, language };
      const say = sentencesOf(view);
      const opened = await openPage(office, view);
      const { page } = opened;
      await enterAs(opened, 'coordinator', view);
      const institution = `Ostermoor ${randomUUID().slice(0, 8)}`;
      const way = countActions();
      await way.act(page.goto('/import'));
      await page.getByRole('heading', { name: say('imports.title') }).waitFor();
      await expectSoundHere(opened, language);
      await way.act(
        page
          .getByRole('link', { name: say('imports.kind-catalogue') })
          .first()
          .click(),
      );
      await page.getByText(say('imports.drop')).waitFor();
      await expectSoundHere(opened, language);

      const rows = ['A1;Algebra;Groups, rings, fields;5', 'A2;;Waves;6', `A3;${HOSTILE};Optics, lasers;4`];
      await way.act(page.locator('input[type=file]').setInputFiles(file(`${HOSTILE}.csv`, [HEADER, ...rows])));
      await page.getByRole('combobox', { name: say('imports.institution') }).waitFor();
      await expectSoundHere(opened, language);
      await way.act(page.getByRole('combobox', { name: say('imports.institution') }).fill(institution));
      await way.act(page.getByLabel(say('imports.year')).fill('2026/27'));
      await way.act(page.getByRole('button', { name: say('imports.say') }).click());
      await page.getByRole('heading', { name: say('imports.difference-first') }).waitFor();
      await page.getByText(HOSTILE).first().waitFor();
      await expectSoundHere(opened, language);

      // The row without a title gets one in its place.
      const left = page.getByRole('region', { name: say('imports.left-rows') });
      await way.act(left.getByRole('button', { name: say('imports.mend-line', { line: 3 }) }).click());
      await left.getByLabel('Title').waitFor();
      await expectSoundHere(opened, language);
      await way.act(left.getByLabel('Title').fill('Physics'));
      await way.act(page.keyboard.press('Enter'));
      await page.getByText(say('imports.mended', { line: '3' })).waitFor();
      const commit = page.getByRole('button', { name: say('imports.do-catalogue', { count: 3 }) });
      await commit.and(page.locator(':enabled')).waitFor();
      await way.act(page.keyboard.press('Control+Enter'));
      await page.getByText(say('imports.done-catalogue')).waitFor();
      expect(way.count.actions).toBeLessThanOrEqual(10);
      await expectSoundHere(opened, language);

      // The next file of the same list: word by word beside the first version.
      await page.goto('/import/catalogue');
      const next = ['A1;Algebra;Groups, rings, modules;5', 'A2;Physics;Waves;7', 'A4;Chemistry;;3'];
      await page.locator('input[type=file]').setInputFiles(file('next.csv', [HEADER, ...next]));
      await page.getByRole('combobox', { name: say('imports.institution') }).fill(institution);
      await page.getByLabel(say('imports.year')).fill('2026/27');
      await page.getByRole('button', { name: say('imports.say') }).click();
      await page.getByRole('heading', { name: say('imports.difference-to', { number: 1, of: '2026/27' }) }).waitFor();
      const texts = async (tag: 'del' | 'ins') =>
        (await page.locator(tag).allTextContents()).map((text) => text.trim());
      expect(await texts('del')).toEqual(['fields', '6']);
      expect(await texts('ins')).toEqual(['modules', '7']);
      await expectSoundHere(opened, language);
      await page.keyboard.press('Control+Enter');
      await page.getByText(say('imports.done-catalogue')).waitFor();

      // The list, its versions, and the way back to the first.
      await page.getByRole('link', { name: say('imports.to-list') }).click();
      await page.getByText('Chemistry').waitFor();
      await expectSoundHere(opened, language);
      await page.getByRole('searchbox').fill('chem');
      await expect.poll(() => page.locator('main tbody tr').count()).toBe(1);
      const versions = page.getByRole('combobox', { name: say('lists.versions') });
      await versions.click();
      await (await optionsOf(versions)).last().click();
      await page.getByRole('button', { name: say('lists.back-to', { number: 1 }) }).click();
      await page.getByRole('heading', { name: say('imports.difference-to', { number: 2, of: '2026/27' }) }).waitFor();
      await page.keyboard.press('Control+Enter');
      await page.getByText(say('imports.done-catalogue')).waitFor();
      await page.getByRole('link', { name: say('imports.to-list') }).click();
      await page.getByText(HOSTILE).waitFor();
      await page.goto('/catalogues');
      await page.getByText(institution).waitFor();
      await page
        .getByText(say('lists.version', { number: 3 }))
        .first()
        .waitFor();
      await expectSoundHere(opened, language);
      await page.goto('/curricula');
      await page.locator('main tbody a').first().click();
      await page.locator('main tbody details').first().waitFor();
      await expectSoundHere(opened, language);
      expect(opened.faults).toEqual([]);
      await page.context().close();
    },
  );

  it('a file of 5,000 rows shows how far it is, can be cancelled, and is read to the end', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'coordinator', PLAIN);
    const words = 'invented course on signals systems circuits machines energy '.repeat(8);
    const rows = Array.from({ length: 5000 }, (_, at) => `C${at};Course number ${at};${words}${at};5`);
    const large = file('large.csv', [HEADER, ...rows]);
    // Long enough to be cancelled while it is read, however slowly the page comes.
    const many = Array.from({ length: 30_000 }, (_, at) => `L${at};Course number ${at};;5`);
    const longer = file('longer.csv', [HEADER, ...many]);
    await page.goto('/import/catalogue');
    await page.locator('input[type=file]').setInputFiles(large);
    await page.getByRole('progressbar').waitFor();
    await expectSoundHere(opened, 'en').catch(async (error: unknown) => {
      // It may be read before the last view was looked at.
      if (await page.getByRole('progressbar').isVisible()) throw error;
    });
    await page.goto('/import/catalogue');
    await page.locator('input[type=file]').setInputFiles(longer);
    await page.getByRole('button', { name: 'Cancel reading' }).click();
    await page.waitForURL((url) => url.pathname === '/import/catalogue');
    await page.getByText('Cancelled', { exact: true }).waitFor();
    // The first one goes on without anybody who looks.
    const read = page.getByRole('row').filter({ hasText: 'large.csv' }).filter({ hasText: 'Has questions' });
    await read.getByRole('link').click({ timeout: 60_000 });
    await page.getByText('5,000 rows').waitFor();
    await page.getByRole('button', { name: 'Cancel the import' }).click();
    await page.waitForURL((url) => url.pathname === '/import/catalogue');
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('columns are chosen by the keyboard, and each role imports its own kinds', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'coordinator', PLAIN);
    await page.goto('/import/catalogue');
    await page
      .locator('input[type=file]')
      .setInputFiles(file('strange.csv', ['X1;X2;X3', 'A1;Algebra;5', 'A2;Physics;6']));
    const first = page.getByLabel('Read “X1” as');
    await first.waitFor();
    await first.selectOption({ label: 'code' });
    await page.keyboard.press('Tab');
    await page.getByLabel('Read “X2” as').selectOption({ label: 'title' });
    await page.getByLabel('Read “X3” as').selectOption({ label: 'credits' });
    await expect.poll(() => page.getByText('3 recognised, 0 set aside').count()).toBe(1);
    expect(await first.inputValue()).toBe('code');
    await page.goto('/import/users');
    await page.getByText('There is nothing here').waitFor();
    await page.context().close();
  });

  it('accounts are made without passwords, and each gets one that is shown once', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'administrator', PLAIN);
    await page.goto('/import/users');
    const address = `ivanov-${randomUUID().slice(0, 8)}@example.org`;
    await page
      .locator('input[type=file]')
      .setInputFiles(file('people.csv', ['ФИО;Эл. почта;Роль', `Иванов ${HOSTILE};${address};студент`]));
    await page.getByRole('button', { name: 'Create 1 account' }).and(page.locator(':enabled')).click();
    await page.getByText('The accounts have been created.').waitFor();
    await page.getByRole('button', { name: 'Give a one-time password' }).click();
    await page.locator('code').waitFor();
    await expectSoundHere(opened, 'en');
    await page.context().close();
  });
});
