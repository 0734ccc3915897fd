/** Ctrl K: places, people with their plan, and courses are found by typing, and opened by keys alone. */
import { expect, it } from 'vitest';
import { instituteOf, makeStudents } from './cases.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { sentencesOf } from './sentences.ts';

describePages('finding by Ctrl K', (office) => {
  it.each(['kk', 'ru', 'en'] as const)('leads to a person and to a course by keys alone, in %s', async (language) => {
    const institute = await instituteOf(office.url);
    const name = `Zhanar of ${language} & <b>co</b>`;
    const [student] = await makeStudents(office.url, { names: [name], institute });
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'adviser', view);
    await page.goto('/students');
    await page.getByRole('searchbox').waitFor();
    const find = async (text: string): Promise<void> => {
      await page.keyboard.press('Control+k');
      await page.locator('input:focus[data-autofocus]').waitFor();
      await page.keyboard.type(text);
    };
    await find(`zhanar of ${language}`);
    const person = page.getByRole('option', { name });
    await person.waitFor();
    await expectSoundAllOver(opened, view);
    await page.keyboard.press('Enter');
    await page.waitForURL(({ pathname }) => pathname === `/students/${student?.id}`);
    await page.getByRole('heading', { level: 1, name }).waitFor();

    await find('FEP3110');
    const courses = page.getByRole('group', { name: say('frame.courses') });
    await courses.getByRole('option').first().waitFor();
    const title = await courses.getByRole('option').first().locator('span').first().textContent();
    for (let step = 0; step < 20; step += 1) {
      const chosen = await page.getByRole('option', { selected: true }).first().textContent();
      if (chosen?.includes('FEP3110')) break;
      await page.keyboard.press('ArrowDown');
    }
    await page.keyboard.press('Enter');
    await page.waitForURL(
      ({ pathname, searchParams }) => pathname === '/courses' && searchParams.get('q') === 'FEP3110',
    );
    await page
      .getByRole('option', { name: title ?? '' })
      .first()
      .waitFor();

    await find('zzzzqqqq');
    await page.getByText(say('frame.found-nothing')).waitFor();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('asks the server for nothing that the role does not work on', async () => {
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'commission', PLAIN);
    await page.goto('/queue');
    await page.getByRole('heading', { level: 1 }).waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.keyboard.press('Control+k');
    await page.locator('input:focus[data-autofocus]').waitFor();
    await page.keyboard.type('app');
    await page.getByRole('option', { name: sentencesOf(PLAIN)('frame.appeals') }).waitFor();
    await page.waitForTimeout(600);
    expect(asked.filter((route) => /students|courses/.test(route))).toEqual([]);
    await page.context().close();
  });
});
