/** A transcript whose columns are unclear: what is unclear is asked on a page, the rows stand beside it as they are read, and the answer is remembered. */
import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const HOSTILE = '<img src=x onerror="document.title=1">';

/** Two columns may be the credits; nobody else's number stands above. */
const unclear = (institution: string, name: string) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(
    [
      `Institution: ${institution}`,
      `Student ID: T-${randomUUID().slice(0, 8)}`,
      'Code;Title;Credits;Credit hours;Grade',
      `EE301;Electric machines ${HOSTILE};6;3;B`,
      'EE302;Power electronics, converters, drives;5;4;A',
    ].join('\n'),
  ),
});

describePages('a transcript with unclear columns', (office) => {
  it.each(['en', 'ru', 'kk'] as const)('is asked about, read and remembered, in %s', async (language) => {
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'registrar', view);
    const institution = `Ostermoor ${randomUUID().slice(0, 8)}`;
    const [first, second] = [`first-${language}.csv`, `second-${language}.csv`];
    const look = (name: string) =>
      page
        .getByRole('row', { name: new RegExp(name) })
        .getByRole('link', { name: say('transcripts.columns') })
        .click();
    const way = countActions();
    await way.act(page.goto('/transcripts'));
    await way.act(page.locator('input[type=file]').setInputFiles(unclear(institution, first)));
    await way.act(look(first));
    await page.getByRole('heading', { name: say('transcripts.file-asks') }).waitFor();
    await expectSoundAllOver(opened, { language });
    await page.setViewportSize({ width: 1440, height: 900 });
    const rows = page.getByRole('region', { name: say('transcripts.file-rows') });
    await way.act(page.getByRole('button', { name: /^Credit hours/ }).click());
    await rows.getByRole('cell', { name: /^3(?: |$)/ }).waitFor();
    await page.getByRole('button', { name: /^Credit hours/ }).waitFor({ state: 'detached' });
    expect(way.count.actions).toBeLessThanOrEqual(4);
    expect(await page.locator('img').count()).toBe(0);

    // The same form of the same institution again: nothing is asked, and the day of the answer is told.
    await page.goto('/transcripts');
    await page.locator('input[type=file]').setInputFiles(unclear(institution, second));
    await look(second);
    await rows.getByRole('cell', { name: /^3(?: |$)/ }).waitFor();
    // The day is that of the university, whatever the day is here.
    const told =
      say('imports.remembered', { day: '#' })
        .split('#')
        .sort((a, b) => b.length - a.length)[0] ?? '';
    await page.getByText(told.trim()).waitFor();
    await expectSoundAllOver(opened, { language });
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});
