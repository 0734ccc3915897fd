/** The administrator: an account made and let in, an institute, mail, the audit proved, what is kept how long, jobs, and how the installation does. */
import { expect, it } from 'vitest';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const LANGUAGES = ['kk', 'ru', 'en'] as const;

describePages('the administrator', (office) => {
  it.each(LANGUAGES)('makes an account and lets it in with at most 9 actions, in %s', async (language) => {
    const view = { ...PLAIN, language } as const;
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'administrator', view);
    const { act, count } = countActions();
    await act(page.goto('/'));
    await page.waitForURL(/\/admin$/);
    await page.getByText(say('admin.grows')).waitFor();
    await expectSoundAllOver(opened, view);
    await act(page.getByRole('link', { name: say('frame.accounts'), exact: true }).click());
    await page.getByText('adviser@concord.example').waitFor();
    await expectSoundAllOver(opened, view);
    await act(page.getByRole('link', { name: say('admin.new-account') }).click());
    const name = `<b>Invented</b> ${language}`;
    await act(page.getByLabel(say('admin.column-name'), { exact: true }).fill(name));
    await act(page.getByLabel(say('admin.column-email'), { exact: true }).fill(`new-${language}@concord.example`));
    await act(page.getByRole('button', { name: say('admin.add-role') }).click());
    await act(page.getByRole('button', { name: say('admin.create-account') }).click());
    await page.getByRole('heading', { level: 1, name }).waitFor();
    await act(page.getByRole('button', { name: say('admin.one-time') }).click());
    await page.getByText(/^[a-z0-9]{5}(-[a-z0-9]{5}){3}$/).waitFor();
    expect(count.actions).toBeLessThanOrEqual(9);
    await page.getByRole('button', { name: say('admin.look-erasure') }).click();
    await page.getByText(say('admin.goes-now')).waitFor();
    await expectSoundAllOver(opened, view);
    await page.context().close();
  });

  it.each(LANGUAGES)('keeps institutes, and proves the audit, in %s', async (language) => {
    const view = { ...PLAIN, language } as const;
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'administrator', view);
    await page.goto('/admin/institutes');
    await page.getByLabel(say('admin.column-code'), { exact: true }).fill(`NEW-${language}`);
    await page.getByLabel(say('admin.name-in', { language: 'English' })).fill('New institute (invented)');
    await page.getByRole('button', { name: say('admin.save-institute') }).click();
    await page.getByText(`NEW-${language}`, { exact: true }).waitFor();
    await expectSoundAllOver(opened, view);
    await page.goto('/admin/audit');
    await page.getByText('institute.create').first().waitFor();
    await page.getByRole('button', { name: say('admin.prove'), exact: true }).click();
    await page.getByText(/^\d+:[0-9a-f]{64}$/).waitFor({ timeout: 60_000 });
    await expectSoundAllOver(opened, view);
    const saved = page.waitForEvent('download');
    await page.getByRole('button', { name: say('admin.export-audit') }).click();
    expect((await saved).suggestedFilename()).toBe('audit.csv');
    await page.context().close();
  });

  it.each(LANGUAGES)('sees mail, retention, jobs and settings, in %s', async (language) => {
    const view = { ...PLAIN, language } as const;
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'administrator', view);
    await page.goto('/admin/mail');
    await page.getByRole('radiogroup').waitFor();
    await expectSoundAllOver(opened, view);
    await page.goto('/admin/retention');
    await page.getByRole('table').waitFor();
    await expectSoundAllOver(opened, view);
    await page.goto('/admin/jobs');
    await page.getByRole('heading', { level: 1, name: say('frame.jobs') }).waitFor();
    await expectSoundAllOver(opened, view);
    await page.goto('/admin/installation');
    await page.getByText('HOME_TIME_ZONE', { exact: true }).first().waitFor();
    await page.getByText('Asia/Almaty').first().waitFor();
    await page.getByText(say('admin.no-backup')).waitFor();
    await expectSoundAllOver(opened, view);
    await page.context().close();
  });

  it.each(LANGUAGES)(
    'lets everybody read the rules, the help, notices and the own account, in %s',
    async (language) => {
      const view = { ...PLAIN, language } as const;
      const say = sentencesOf(view);
      const opened = await openPage(office, view);
      const { page } = opened;
      await enterAs(opened, 'student', view);
      await page.goto('/help');
      await page.getByLabel(say('help.find')).fill('no such word');
      await page.getByText(say('help.none')).waitFor();
      await page.getByLabel(say('help.find')).fill('');
      await page.getByText(say('help.step-student-1')).waitFor();
      await expectSoundAllOver(opened, view);
      await page.goto('/rules');
      await page.getByText('aupet-2024 1', { exact: true }).waitFor();
      await expectSoundAllOver(opened, view);
      await page.getByRole('link', { name: say('rules.kind-subjects'), exact: true }).click();
      await page.getByLabel(say('rules.find')).fill('power electronics');
      await page
        .getByText(/0713|0714/)
        .first()
        .waitFor();
      await expectSoundAllOver(opened, view);
      await page.goto('/notices');
      await page.getByRole('heading', { level: 1, name: say('account.notices') }).waitFor();
      await expectSoundAllOver(opened, view);
      await page.goto('/account');
      await page.getByText(say('account.session-this')).waitFor();
      await page.getByLabel(say('account.token-name')).fill('nightly reading');
      await page.getByRole('button', { name: say('account.token-make') }).click();
      await page.getByText(/^concord_/).waitFor();
      await expectSoundAllOver(opened, view);
      await page.context().close();
    },
  );
});
