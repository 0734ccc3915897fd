/** From a place to an agreed plan that was changed during the stay. */
import { choose, csvFile, follow, give, type HandedFile, type Person, press, reads } from './person.ts';
import { HOST, NAME, PAPER } from './place.ts';

const NUMBER = 'Y-2041';

/** The record of the student, then the best of three plans of the semesters that come next. */
export async function makePlan(adviser: Person): Promise<void> {
  const { page, say } = adviser;
  await follow(adviser, 'frame.students');
  await page.getByRole('link', { name: NAME, exact: true }).click();
  await press(adviser, 'students.edit-record');
  const record = page.getByRole('form', { name: say('students.record') });
  await record.getByLabel(say('students.number')).fill(NUMBER);
  await record.getByLabel(say('students.curriculum')).selectOption({ label: '6B071 Electric Power Engineering' });
  await record.getByLabel(say('students.semester')).selectOption('4');
  await press(adviser, 'students.save-record');
  await page.getByText(NUMBER).waitFor();
  await follow(adviser, 'students.plan');
  await choose(adviser, 'board.host', HOST);
  const plans = page.getByRole('complementary', { name: say('board.plans') }).locator('button[aria-pressed]');
  await plans.nth(2).waitFor({ timeout: 120_000 });
  await plans.nth(1).click();
  await page.locator('button[aria-pressed=true]', { hasText: say('board.plan', { number: 2 }) }).waitFor();
  await plans.first().click();
  await press(adviser, 'board.hand-over');
  await reads(adviser, 'board.handed-over', { name: NAME });
}

/** With the syllabus of one course, which the student got from the host. */
export async function submitPlan(student: Person): Promise<void> {
  const { page, say } = student;
  await follow(student, 'frame.plan');
  await give(student, page.getByRole('button', { name: new RegExp(`^${say('student.syllabus')}: `) }).first(), PAPER);
  await page.getByRole('link', { name: PAPER.name }).waitFor();
  await press(student, 'student.submit-plan');
  await reads(student, 'student.plan-submitted');
}

/** What the student handed in is read as the description of its course, because the adviser asks for it. */
export async function readSyllabus(adviser: Person): Promise<void> {
  await adviser.page.goto('/plans');
  await adviser.page.getByRole('link', { name: NAME }).first().click();
  await press(adviser, 'plans.syllabus-read');
  await reads(adviser, 'plans.syllabus-what');
}

/** A plan or a change, bundle by bundle from the weakest on; the last decision sends them all. */
export async function approve({ page, say, ...rest }: Person): Promise<void> {
  await follow({ page, say, ...rest }, 'frame.queue');
  await page.getByRole('link', { name: NAME }).first().click();
  const choice = page.getByRole('radio', { name: new RegExp(`^${say('review.choice-approve')}`) }).first();
  // A change that only takes out has no bundle to judge.
  const whole = page.getByRole('button', { name: say('review.agree') });
  await choice.or(whole).first().waitFor();
  if (await whole.isVisible()) {
    // Why, in the reader's words.
    await page.getByText('Дисциплина недоступна').waitFor();
    await whole.click();
  }
  for (let isLast = !(await choice.isVisible()); !isLast; ) {
    const before = await page.locator('[aria-current=true]').textContent();
    await choice.click();
    isLast = await page.getByText(say('review.what-is-sent')).isVisible();
    await page.keyboard.press('Control+Enter');
    if (!isLast)
      await page.waitForFunction((text) => document.querySelector('[aria-current=true]')?.textContent !== text, before);
  }
  await page.waitForURL(({ pathname }) => pathname === '/queue');
}

/** Sent to the host and agreed by it; with papers and plan complete the stay begins. */
export async function agreeWithHost(coordinator: Person): Promise<void> {
  const { page } = coordinator;
  await follow(coordinator, 'frame.plans');
  await page.getByRole('link', { name: NAME }).first().click();
  await press(coordinator, 'plans.send-to-host');
  await press(coordinator, 'plans.host-agrees');
  await reads(coordinator, 'plans.is-frozen');
  await follow(coordinator, 'frame.applications');
  await page.getByRole('link', { name: NAME }).first().click();
  await press(coordinator, 'applications.do-depart');
  await reads(coordinator, 'applications.is-away');
}

/** A course falls away at the host: the student proposes the plan that keeps most of it. */
export async function proposeChange(student: Person): Promise<void> {
  const { page } = student;
  await follow(student, 'frame.plan');
  await follow(student, 'plans.propose-change');
  await page.getByRole('checkbox').first().check();
  await press(student, 'plans.change-find');
  await press(student, 'plans.change-propose');
  await page.waitForURL(({ pathname }) => pathname === '/plan');
}

export async function agreeOnChange({ page, say, ...rest }: Person): Promise<void> {
  await follow({ page, say, ...rest }, 'frame.plans');
  await page.getByRole('link', { name: NAME }).first().click();
  const changes = page.getByRole('region', { name: say('plans.changes') });
  await changes.getByRole('button', { name: say('plans.host-agrees') }).click();
  await changes.getByText(say('plans.change-agreed')).waitFor();
}

/** What the host certifies, written by the agreed plan that the coordinator has open: of one course fewer credits than planned. */
export async function writeTranscript({ page }: Person): Promise<HandedFile> {
  const rows = page.locator('table').first().locator('tbody td:nth-child(2) .row');
  await rows.first().waitFor();
  const courses = await rows.evaluateAll((found) =>
    found.map((row) => [...row.children].map((part) => part.getAttribute('title') ?? part.textContent ?? '')),
  );
  const header = 'student;institution;code;title;credits;credit_system;grade;grade_scale';
  const lines = courses.map(([code, title], at) =>
    [NUMBER, HOST, code, title, at === 0 ? '5' : '7.5', 'ECTS', ['A', 'B', 'C'][at % 3], 'ects_old'].join(';'),
  );
  return csvFile(`${NUMBER}.csv`, [header, ...lines].join('\n'));
}
