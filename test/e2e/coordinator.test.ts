/** The coordinator's and the commission's day: from a file of calls to published ones, from papers to a ranking that is carried out, and appeals. */
import { beforeAll, describe, expect, it } from 'vitest';
import { inventedPaper } from '../../src/app/demonstration/papers.ts';
import { type Client, clientOf, instituteOf, makeStudents, type Student } from './cases.ts';
import { choose, optionsOf } from './choose.ts';
import { describePages, enterAs, expectSoundAllOver, openPage, PLAIN } from './office.ts';
import { countActions, sentencesOf } from './sentences.ts';

const LANGUAGES = ['kk', 'ru', 'en'] as const;
const HOSTILE = '<img src=x onerror="document.title=1">';
const DAMAGED = Buffer.from('%PDF-1.7 invented');
const YEAR = new Date().getFullYear() + 1;

interface Stored {
  readonly id: string;
  readonly revision: number;
  readonly state: string;
}

const CALL = {
  university: 'Salt Lake Harbour University (invented)',
  city: 'Salt Lake Harbour',
  country: 'Norway',
  specialty: 'Electric power engineering',
  requirements: 'English B2',
  tuitionPayment: 'waived',
  costs: 'about 900 EUR a month',
  quantity: 1,
  grantPlaces: 1,
  catalogueLinks: [],
  deadline: `${YEAR}-06-30`,
  kind: 'external',
  stay: { start: `${YEAR}-09-01`, end: `${YEAR + 1}-01-31` },
  languages: [],
};

const factsOf = (gpa: string, studyForm = 'full-time') => ({
  studyForm,
  yearOfStudy: 2,
  programmeYears: 4,
  gpa,
  grades: { excellent: 12, good: 6, satisfactory: 0, unsatisfactory: 0 },
  creditsEarned: '120',
  languages: [{ language: 'en', level: 'B2', validUntil: null }],
  birthDate: '2006-03-01',
});

describePages('the office of mobility', (office) => {
  let students: Student[];
  let coordinator: Client;
  beforeAll(async () => {
    const institute = await instituteOf(office.url);
    students = await makeStudents(office.url, { names: ['Aliya K.', 'Berik S.', HOSTILE], institute });
    coordinator = await clientOf(office.url, 'coordinator');
  });

  const publish = async (): Promise<Stored> => {
    const made = await coordinator<Stored>('POST', '/calls', CALL);
    return coordinator('POST', `/calls/${made.id}/publish`, undefined, made.revision);
  };

  const apply = async ({ ask }: Student, call: Stored, facts = factsOf('3.5')): Promise<Stored> => {
    const made = await ask<Stored>('POST', '/applications', { call: call.id, funding: 'either', facts });
    return ask('POST', `/applications/${made.id}/submit`, {}, made.revision);
  };

  /** Three eligible applicants of a call with one place; the last has no points yet. */
  async function competition(): Promise<{ readonly call: Stored; readonly applications: readonly Stored[] }> {
    const commission = await clientOf(office.url, 'commission');
    const call = await publish();
    const applications: Stored[] = [];
    for (const [at, student] of students.entries()) {
      const sent = await apply(student, call, factsOf(`3.${4 + at}`));
      const found = await coordinator<Stored>('POST', `/applications/${sent.id}/find-eligible`, {}, sent.revision);
      const points = { points: { motivation: `${70 + at}` } };
      const isLast = at === students.length - 1;
      applications.push(
        isLast ? found : await commission('POST', `/applications/${found.id}/points`, points, found.revision),
      );
    }
    return { call, applications };
  }

  async function handIn({ ask }: Student, { id }: Stored, paper = inventedPaper('A paper, invented')): Promise<void> {
    const form = new FormData();
    form.append(
      'file',
      new File([Buffer.from(paper)], 'application.pdf', {
        type: 'application/pdf',
      }),
    );
    await ask('POST', `/applications/${id}/documents/application/files`, form);
  }

  /** A refused application with an appeal that the coordinator has admitted. */
  async function appealed(): Promise<Stored> {
    const [student] = students as [Student];
    const call = await publish();
    const sent = await apply(student, call, factsOf('3.5', 'part-time'));
    const route = `/applications/${sent.id}`;
    await coordinator('POST', `${route}/find-ineligible`, { reason: 'study-form' }, sent.revision);
    const draft = { ground: 'procedural-error', text: `I was not heard. ${HOSTILE}` };
    const lodged = await student.ask<Stored>('POST', `${route}/appeals`, draft);
    return coordinator('POST', `/appeals/${lodged.id}/admit`, {}, lodged.revision);
  }

  describe('is sound on every screen', () => {
    let screens: readonly (readonly [role: string, address: string, landmark: string])[];
    beforeAll(async () => {
      const { call, applications } = await competition();
      const [first] = applications as [Stored];
      await handIn(students[0] as Student, first);
      const appeal = await appealed();
      const terms = { country: 'Norway', kind: 'external', number: '17', tuitionWaived: true, terms: '' };
      const valid = { validFrom: '2024-01-01', validTo: null, quota: 4 };
      await coordinator('POST', '/agreements', { institution: CALL.university, ...terms, ...valid });
      screens = [
        ['coordinator', '/queue', 'section h2'],
        ['coordinator', '/calls', 'tbody tr'],
        ['coordinator', `/calls/${call.id}`, 'dl'],
        ['coordinator', '/calls/new', 'form button[type=submit]'],
        ['coordinator', '/applications', 'tbody tr'],
        ['coordinator', `/applications/${first.id}`, 'section button'],
        ['coordinator', '/papers', 'tbody tr'],
        ['coordinator', '/agreements', 'tbody tr'],
        ['commission', '/rankings', 'tbody tr'],
        ['commission', `/calls/${call.id}/ranking`, 'tbody tr'],
        ['commission', '/appeals', 'tbody tr'],
        ['commission', `/appeals/${appeal.id}`, 'aside button'],
      ];
    });

    it.each(LANGUAGES)(
      'in %s, hostile names as text',
      async (language) => {
        const view = { ...PLAIN, language };
        let entered = '';
        const opened = await openPage(office, view);
        const { page } = opened;
        for (const [role, address, landmark] of screens) {
          if (role !== entered) await enterAs(opened, role, view);
          entered = role;
          await page.goto(address);
          await page.locator(`main ${landmark}`).first().waitFor();
          await expectSoundAllOver(opened, { language });
          expect(await page.locator('img[src=x]').count()).toBe(0);
        }
        await page.context().close();
      },
      400_000,
    );
  });

  it.each(LANGUAGES)('goes from a file of calls to published ones in at most six actions, in %s', async (language) => {
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'coordinator', view);
    await page.goto('/');
    const university = `Harbour of ${language} (invented)`;
    const header =
      'University,City,Country,Specialty,Requirements,Tuition payment,Costs,Quantity,Catalogue links,Deadline';
    const row = (name: string, last: string) => `${name},Harbour,Norway,Power,English B2,waived,900 EUR,2,,${last}`;
    // The second is over: it is read, and stays a draft with the reason.
    const csv = [header, row(university, `${YEAR}-05-15`), row(`${university} past`, '2024-05-15')].join('\n');
    const way = countActions();
    await way.act(page.getByRole('link', { name: say('frame.office-calls') }).click());
    const chooser = page.waitForEvent('filechooser');
    await way.act(page.getByRole('button', { name: say('office-calls.import') }).click());
    const file = { name: 'calls.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) };
    await way.act((await chooser).setFiles(file));
    await way.act(page.getByRole('button', { name: say('office-calls.publish-new', { count: 2 }) }).click());
    await page.getByText(say('office-calls.taken', { taken: 2, published: 1 })).waitFor();
    await page.getByText(say('office-calls.stay-drafts', { count: 1 })).waitFor();
    expect(way.count.actions).toBeLessThanOrEqual(6);
    expect(opened.faults).toEqual([]);
    await page.context().close();
    const { items } = await coordinator<{ items: { university: string; state: string }[] }>('GET', '/calls?limit=200');
    const stateOf = (name: string) => items.find((one) => one.university === name)?.state;
    expect([stateOf(university), stateOf(`${university} past`)]).toEqual(['open', 'draft']);
  });

  it.each(LANGUAGES)('goes from a ranking to places in at most five actions, in %s', async (language) => {
    const { call, applications } = await competition();
    const view = { ...PLAIN, language };
    const say = sentencesOf(view);
    const opened = await openPage(office, view);
    const { page } = opened;
    await enterAs(opened, 'commission', view);
    await page.goto('/rankings');
    const way = countActions();
    await way.act(page.locator(`a[href="/calls/${call.id}/ranking"]`).click());
    await way.act(page.getByRole('textbox', { name: HOSTILE }).fill(language === 'en' ? '92.5' : '92,5'));
    await way.act(page.getByRole('button', { name: say('ranking.save-and-rank') }).click());
    await page.getByText(say('ranking.not-undone')).waitFor();
    await page.getByText(say('ranking.cut', { count: 1 })).waitFor();
    await way.act(page.getByRole('button', { name: say('ranking.carry-out', { count: 3 }) }).click());
    await page.getByText(say('ranking.carried-out', { count: 3 })).waitFor();
    expect(way.count.actions).toBeLessThanOrEqual(5);
    const protocol = await page.getByRole('link', { name: say('ranking.protocol') }).getAttribute('href');
    const printed = await page.request.get(protocol ?? '');
    expect([printed.status(), printed.headers()['content-type']]).toEqual([200, 'application/pdf']);
    expect(opened.faults).toEqual([]);
    await page.context().close();
    const states = await Promise.all(applications.map(({ id }) => coordinator<Stored>('GET', `/applications/${id}`)));
    expect(states.map(({ state }) => state)).toEqual(['reserved', 'reserved', 'awarded']);
  });

  it('checks a paper beside what is asked, and returns the next with a reason', async () => {
    const call = await publish();
    const [first, second] = students as [Student, Student];
    const sent: string[] = [];
    for (const student of [first, second]) {
      const application = await apply(student, call);
      await handIn(student, application, student === second ? DAMAGED : undefined);
      sent.push(`a[href="/applications/${application.id}?paper=application"]`);
    }
    const [accepted, returned] = sent as [string, string];
    const say = sentencesOf(PLAIN);
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'coordinator', PLAIN);
    await page.goto('/papers');
    await page.locator(accepted).click();
    await page.getByText(say('applications.asked')).waitFor();
    await page.getByRole('button', { name: say('applications.accept'), exact: true }).click();
    await page.getByRole('button', { name: say('applications.paper-present') }).waitFor();
    await page.getByRole('button', { name: say('applications.do-find-eligible') }).click();
    await page.getByText(say('applications.is-eligible'), { exact: true }).first().waitFor();
    await page.goto('/papers');
    let send = () => {};
    const isSent = new Promise<void>((done) => {
      send = done;
    });
    await page.route('**/files/*', async (route) => {
      await isSent;
      await route.continue();
    });
    await page.locator(returned).click();
    await page.getByRole('button', { name: say('applications.return'), exact: true }).click();
    const reasons = page.getByRole('combobox', { name: say('applications.why-return') });
    await reasons.click();
    const takesFocus = page.evaluate(
      () => new Promise<void>((done) => window.addEventListener('blur', () => setTimeout(done, 100), { once: true })),
    );
    // The browser's own reader takes the focus to say that it cannot open the paper, which must not close what is open.
    send();
    await takesFocus;
    await (await optionsOf(reasons)).first().click();
    await page.getByRole('button', { name: say('applications.return'), exact: true }).click();
    await page.getByRole('button', { name: say('applications.paper-returned') }).waitFor();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('leaves the keyboard with whoever gives a reason, whatever the paper beside it does', async () => {
    const [student] = students as [Student];
    const application = await apply(student, await publish());
    await handIn(student, application);
    const say = sentencesOf(PLAIN);
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'coordinator', PLAIN);
    // As the browser's own reader does, late, with a file that is damaged or locked.
    const grasping =
      '<input autofocus><script>setInterval(() => document.querySelector("input").focus(), 100)</script>';
    await page.route('**/files/*?show=true', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000));
      await route.fulfill({ contentType: 'text/html', body: grasping });
    });
    await page.goto(`/applications/${application.id}?paper=application`);
    await page.getByRole('button', { name: say('applications.return'), exact: true }).click();
    const reasons = page.getByRole('combobox', { name: say('applications.why-return') });
    await reasons.click();
    await page.frameLocator('iframe').locator('input').waitFor();
    await page.waitForTimeout(500);
    const options = await optionsOf(reasons);
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => reasons.inputValue()).not.toBe('');
    expect(await options.count()).toBe(0);
    // Who goes into the paper stays there.
    await page.frameLocator('iframe').locator('input').click();
    await page.keyboard.type('found');
    expect(await page.frameLocator('iframe').locator('input').inputValue()).toBe('found');
    await page.context().close();
  });

  it('answers an appeal, and takes the answer back before anybody is told', async () => {
    const appeal = await appealed();
    const say = sentencesOf(PLAIN);
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'commission', PLAIN);
    await page.goto('/appeals');
    await page.locator(`a[href="/appeals/${appeal.id}"]`).click();
    await page.getByText('I was not heard.').waitFor();
    await choose(page.getByRole('combobox', { name: say('appeals.reason') }));
    await page.getByRole('button', { name: say('appeals.do-uphold') }).click();
    await page.getByText(say('appeals.take-back-while')).waitFor();
    await page.getByText(say('appeals.is-upheld'), { exact: true }).waitFor();
    await page.getByRole('button', { name: say('appeals.do-undo') }).click();
    await page.getByText(say('appeals.is-admitted'), { exact: true }).waitFor();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });

  it('writes a call and publishes it', async () => {
    const say = sentencesOf(PLAIN);
    const opened = await openPage(office, PLAIN);
    const { page } = opened;
    await enterAs(opened, 'coordinator', PLAIN);
    await page.goto('/calls');
    await page.getByRole('link', { name: say('office-calls.new') }).click();
    await page
      .getByRole('textbox', { name: say('office-calls.field-university'), exact: true })
      .fill('Written by hand (invented)');
    await page.getByRole('textbox', { name: say('office-calls.field-quantity'), exact: true }).fill('3');
    await page.getByLabel(say('office-calls.field-deadline')).fill(`${YEAR}-04-15`);
    await page.getByRole('button', { name: say('office-calls.save') }).click();
    await page.getByText(say('office-calls.what-draft')).waitFor();
    await page.getByRole('button', { name: say('office-calls.publish') }).click();
    await page.getByText(say('office-calls.what-open')).waitFor();
    expect(opened.faults).toEqual([]);
    await page.context().close();
  });
});
