/** A newcomer on an empty installation: from the one-time password to a proposed plan of two files of their own. */
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../installed.ts';
import { describePages, expectSoundAllOver, openPage, PLAIN, type View } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const FIXTURES = path.join(ROOT, 'fixtures');
const PASSWORD = 'a first password of an invented office';

/** Two files a language, as offices send them: names of columns, forms and what they leave unsaid differ. */
const FILES = {
  kk: ['files/forms/oqu_zhospary_kk.xlsx', 'files/forms/katalog_ru.csv'],
  ru: ['home/curriculum_software.csv', 'hosts/beloozersk_ru.csv'],
  en: ['files/forms/programme_en.docx', 'files/forms/modulliste_de.xlsx'],
} as const satisfies Readonly<Record<View['language'], readonly [curriculum: string, catalogue: string]>>;

for (const language of ['kk', 'ru', 'en'] as const)
  describePages(
    `an empty installation, in ${language}`,
    (office) => {
      it('explains itself, and comes to a plan of two files in at most 18 actions and three minutes', async () => {
        const view = { ...PLAIN, language } as const;
        const say = sentencesOf(view);
        const opened = await openPage(office, view);
        const { page } = opened;
        const [, email = '', once = ''] = /as (\S+) with the one-time password (\S+)/.exec(office.printed) ?? [];
        const begun = performance.now();
        const { act, count } = countActions();
        await act(page.goto('/'));
        await page.getByText(say('sign-in.first-run')).waitFor();
        await expectSoundAllOver(opened, view);
        await act(page.getByRole('button', { name: say('sign-in.own-sign-in') }).click());
        await act(page.keyboard.type(email));
        await act(page.getByLabel(say('sign-in.password'), { exact: true }).fill(once));
        await act(page.keyboard.press('Enter'));
        await act(page.getByLabel(say('sign-in.new-password'), { exact: true }).fill(PASSWORD));
        await act(page.keyboard.press('Enter'));
        await page.waitForURL(/welcome/);
        await expectSoundAllOver(opened, view);
        await act(page.getByRole('button', { name: say('welcome.become') }).click());
        const [curriculum, catalogue] = FILES[language];
        const choose = (kind: 'curriculum' | 'catalogue', name: string) =>
          page
            .getByLabel(say(`welcome.${kind}`), { exact: true })
            .locator('input[type=file]')
            .setInputFiles(path.join(FIXTURES, name));
        await act(choose('curriculum', curriculum));
        await act(choose('catalogue', catalogue));
        await page.getByText(say('welcome.look-closer')).nth(1).waitFor();
        await expectSoundAllOver(opened, view);
        // What a file leaves unsaid is asked beside it.
        for (const kind of ['curriculum', 'catalogue'] as const) {
          const side = page.getByLabel(say(`welcome.${kind}`), { exact: true });
          const answer = side.getByRole('button', { name: say('welcome.answer'), exact: true });
          if ((await answer.count()) === 0) continue;
          for (const [field, said] of Object.entries({ institution: `${kind} (invented)`, academicYear: '2026/27' })) {
            const asked = side.getByLabel(say(`welcome.${field}`), { exact: true });
            if (await asked.count()) await act(asked.fill(said));
          }
          await act(answer.click());
        }
        await page.getByRole('group', { name: say('welcome.semesters') }).waitFor();
        await expectSoundAllOver(opened, view);
        await page.getByText(say('welcome.choose-semester')).waitFor();
        // Whoever looks closer at a file comes back to both.
        await page.getByText(say('welcome.look-closer')).first().click();
        await page.waitForURL(/import/);
        await page.goBack();
        await page.getByText(say('welcome.choose-semester')).waitFor();
        await act(
          page
            .getByRole('group', { name: say('welcome.semesters') })
            .getByRole('button')
            .first()
            .click(),
        );
        await act(page.getByRole('button', { name: say('welcome.propose') }).click());
        await page.waitForURL(/plans\/board/);
        await page.getByText(say('board.best'), { exact: true }).first().waitFor();
        const seconds = (performance.now() - begun) / 1000;
        console.info(`${language}: ${count.actions} actions, ${seconds.toFixed(0)} s`);
        expect(count.actions).toBeLessThanOrEqual(18);
        expect(seconds).toBeLessThan(180);
        expect(opened.faults).toEqual([]);
        await page.context().close();
      });
    },
    { empty: true },
  );
