/** The student: from the open calls without an account to an application handed in; then plan, papers and results of those who are further. */
import { expect, it } from 'vitest';
import { choose } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, type Opened, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const LANGUAGES = ['kk', 'ru', 'en'] as const;
const PHONE = { width: 390, height: 844 };

describePages('the way of a student to an application', (office) => {
  it.each(LANGUAGES)('takes at most 15 actions on a phone, in %s', async (language) => {
    const view = { ...PLAIN, language, width: 390 } as const;
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    const soundHere = async (): Promise<void> => {
      await expectSoundAllOver(opened, { language });
      await page.setViewportSize(PHONE);
    };
    const way = countActions();
    const choose = (label: string, value: string) =>
      way.act(page.getByLabel(label, { exact: true }).selectOption(value));
    const type = (label: string, text: string) => way.act(page.getByLabel(label, { exact: true }).fill(text));
    await way.act(page.goto('/calls'));
    await page.locator('a[data-row]').first().waitFor();
    await soundHere();
    await way.act(page.locator('a[data-row]').first().click());
    await choose(say('calls.study-form'), 'full-time');
    await choose(say('calls.year'), '2');
    await choose(say('calls.years'), '4');
    await type(say('calls.gpa'), language === 'en' ? '3.4' : '3,4');
    await choose(say('calls.level', { language: say('courses.language-en') }), 'C1');
    for (const [grade, number] of Object.entries({
      excellent: '14',
      good: '8',
      satisfactory: '0',
      unsatisfactory: '0',
    }))
      await type(say(`calls.${grade}`), number);
    await page.getByText(say('calls.answer-yes')).waitFor();
    await soundHere();
    await way.act(page.getByRole('link', { name: say('calls.apply') }).click());
    await page
      .getByRole('button', { name: say('sign-in.start-as', { role: say('frame.role-student') }), exact: true })
      .click();
    await way.act(page.getByRole('button', { name: say('calls.apply') }).click());
    await page.getByText(say('student.state-draft')).waitFor();
    await page.getByText(say('calls.answer-yes')).waitFor();
    await soundHere();
    await way.act(page.getByRole('button', { name: say('student.hand-in') }).click());
    await page.getByText(say('student.state-submitted')).waitFor();
    expect(way.count.actions).toBeLessThanOrEqual(15);
    // The next language is walked by the same invented student, who applies for a call once.
    await page.getByRole('button', { name: say('student.withdraw'), exact: true }).click();
    await page.getByText(say('student.withdraw-sure')).waitFor();
    await page.getByRole('button', { name: say('student.withdraw'), exact: true }).click();
    await page.getByText(say('student.state-withdrawn')).waitFor();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});

describePages(
  'a student whose case has come further',
  (office) => {
    const enterAt = async (opened: Opened, stage: string, language: (typeof LANGUAGES)[number]): Promise<void> => {
      await enterAs(opened, 'student', { ...PLAIN, language });
      await opened.page.evaluate(
        (at) =>
          fetch('/api/v1/sign-in/demonstration', {
            method: 'POST',
            body: JSON.stringify({ role: 'student', stage: at }),
            headers: { 'content-type': 'application/json' },
          }),
        stage,
      );
    };

    it.each(LANGUAGES)('finds what is wanted, the plan and the papers sound, in %s', async (language) => {
      const say = sentencesOf({ language });
      const opened = await openPage(office, { ...PLAIN, language });
      await enterAt(opened, 'asked', language);
      const { page } = opened;
      for (const [address, landmark] of [
        ['/home', say('student.do-question-go')],
        ['/plan', say('student.your-answer')],
        ['/papers', say('student.upload-what')],
      ] as const) {
        await page.goto(address);
        await page.getByText(landmark).first().waitFor();
        await expectSoundAllOver(opened, { language });
      }
      await page.context().close();
    });

    it('answers the question of the directorate from the first page', async () => {
      const say = sentencesOf(PLAIN);
      const opened = await openPage(office, PLAIN);
      await enterAt(opened, 'asked', 'en');
      const { page } = opened;
      await page.goto('/home');
      await page.getByRole('link', { name: say('student.do-question-go') }).click();
      const field = page.getByLabel(say('student.your-answer')).first();
      await field.fill('Six laboratory works of four hours.');
      await page.getByRole('button', { name: say('student.send-answers', { count: 1 }) }).click();
      await page.getByText(say('student.plan-submitted')).waitFor();
      expect(opened.faults).toEqual([]);
      await page.context().close();
    });

    it.each(LANGUAGES)('reads the results with how each came about, in %s', async (language) => {
      const say = sentencesOf({ language });
      const opened = await openPage(office, { ...PLAIN, language });
      await enterAt(opened, 'issued', language);
      const { page } = opened;
      await page.goto('/results');
      await page.getByText(say('student.how')).first().click();
      await expectSoundAllOver(opened, { language });
      await page.context().close();
    });

    it('appeals against a result, and is told that the commission answers', async () => {
      const say = sentencesOf(PLAIN);
      const opened = await openPage(office, PLAIN);
      await enterAt(opened, 'issued', 'en');
      const { page } = opened;
      await page.goto('/results');
      await page.getByRole('button', { name: say('student.appeal'), exact: true }).click();
      await choose(page.getByRole('combobox', { name: say('student.appeal-ground') }));
      await page.getByRole('textbox', { name: say('student.appeal-text') }).fill('The grade of one course is another.');
      await page.getByRole('button', { name: say('student.appeal-send') }).click();
      await page.getByText(say('student.appealed')).waitFor();
      expect(opened.faults).toEqual([]);
      await page.context().close();
    });
  },
  { year: true },
);
