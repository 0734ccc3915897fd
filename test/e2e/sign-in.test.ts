import { expect, it } from 'vitest';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { sentencesOf } from './sentences.ts';

describePages('signing in', (office) => {
  it.each(['en', 'ru', 'kk'] as const)('is sound in %s, also where a pair was refused', async (language) => {
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    await opened.page.goto('/sign-in');
    await opened.page.getByRole('heading', { level: 1 }).waitFor();
    await expectSoundAllOver(opened, view);
    await opened.page.getByLabel(say('sign-in.email')).fill('nobody@concord.example');
    await opened.page.getByLabel(say('sign-in.password'), { exact: true }).fill('not the password');
    await opened.page.getByRole('button', { name: say('sign-in.sign-in'), exact: true }).click();
    await opened.page.getByRole('alert').waitFor();
    await expectSoundAllOver(opened, view);
    await opened.page.context().close();
  });

  it('sends less than 260 kB of scripts before somebody can sign in', async () => {
    const { page } = await openPage(office, PLAIN);
    const bytes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script') bytes.push(request.sizes().then((sizes) => sizes.responseBodySize));
    });
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Start as Adviser' }).waitFor();
    const sent = (await Promise.all(bytes)).reduce((sum, size) => sum + size, 0);
    expect(sent).toBeGreaterThan(50_000);
    expect(sent).toBeLessThan(260_000);
    await page.context().close();
  });

  it('leads back to the page that was asked for, and says what is wrong with a pair that does not fit', async () => {
    const { page } = await openPage(office, PLAIN);
    await page.goto('/account');
    await page.waitForURL(/sign-in/);
    await page.getByLabel('E-mail').fill('adviser@concord.example');
    await page.getByLabel('Password', { exact: true }).fill('not the password');
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('alert').waitFor();
    await page.getByRole('button', { name: 'Start as Adviser' }).click();
    await page.waitForURL((url) => url.pathname === '/account');
    await page.getByRole('heading', { level: 1, name: 'My account' }).waitFor();
    await page.context().close();
  });

  it('takes the newer build where the server was upgraded while the page stood open', async () => {
    const { page } = await openPage(office, PLAIN);
    await page.goto('/sign-in');
    let isUpgraded = false;
    // The old page's code is gone, and the server's page names other code.
    await page.route(/\/assets\/courses-.*\.js$/, (route) =>
      isUpgraded ? route.continue() : route.fulfill({ status: 404, body: '' }),
    );
    await page.route(
      (url) => url.pathname === '/',
      (route) => {
        if (route.request().resourceType() !== 'fetch') return route.continue();
        isUpgraded = true;
        return route.fulfill({
          contentType: 'text/html',
          body: '<script type="module" src="/assets/newer.js"></script>',
        });
      },
    );
    await page.getByRole('button', { name: 'Start as Adviser' }).click();
    await page.getByRole('searchbox').waitFor();
    expect(isUpgraded).toBe(true);
    await page.context().close();
  });

  it('changes its language in place, and keeps it with the account', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'registrar', PLAIN);
    const { page } = opened;
    await page.goto('/account');
    await page.getByLabel('Name').fill('typed, not saved');
    await page.getByRole('button', { name: 'Қазақша' }).click();
    await page.getByRole('heading', { name: 'Менің тіркелгім' }).waitFor();
    expect(await page.getByLabel('Аты-жөні').inputValue()).toBe('typed, not saved');
    await expect.poll(() => page.evaluate(async () => (await (await fetch('/api/v1/me')).json()).language)).toBe('kk');
    await page.context().close();
  });

  it('runs no script and loads nothing that is not its own', async () => {
    const { page } = await openPage(office, PLAIN);
    const answer = await page.goto('/sign-in');
    const policy = answer?.headers()['content-security-policy'] ?? '';
    expect(policy).toMatch(/script-src 'self';/);
    expect(policy).not.toMatch(/unsafe/);
    const loaded = (): Promise<string[]> =>
      page.evaluate(() => [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family));
    await expect.poll(loaded, { timeout: 20_000 }).toContain('Inter Variable');
    await page.context().close();
  });

  it('asks over the page when the session has ended, and keeps what was typed', async () => {
    const opened = await openPage(office, PLAIN);
    await enterAs(opened, 'coordinator', PLAIN);
    const { page } = opened;
    await page.goto('/account');
    await page.getByLabel('Name').fill('kept while signed out');
    await page.context().clearCookies();
    await page.getByRole('button', { name: 'Save the name' }).click();
    await page.getByRole('dialog').waitFor();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('kept while signed out');
    await page.context().close();
  });
});
