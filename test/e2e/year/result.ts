/** From the transcript to recognised results, the appeal against them, and the month in figures. */
import { choose, follow, give, type HandedFile, type Person, press, reads } from './person.ts';
import { NAME } from './place.ts';

/** What the month came to: the plan of the year is among what was decided on. */
export async function readReport(directorate: Person): Promise<void> {
  const { page, say } = directorate;
  await page.goto('/report');
  const figure = page.locator('dt, dd, span, p', { hasText: say('report.figure-plans') }).first();
  await figure.waitFor();
}

/** The file is dropped, what differs is answered, and the registrar signs for a second look. */
export async function recognise({ page, say, ...rest }: Person, file: HandedFile): Promise<void> {
  const registrar = { page, say, ...rest };
  await follow(registrar, 'frame.transcripts');
  await give(registrar, page.getByRole('button', { name: say('transcripts.choose') }).first(), file);
  await page.getByRole('link', { name: file.name }).click({ timeout: 60_000 });
  const questions = page.getByRole('region', { name: say('recognitions.questions') });
  const first = (await questions.getByRole('button').first().textContent()) ?? '';
  const open = questions.getByRole('button', { name: first, exact: true });
  for (let left = await open.count(); left > 0; left -= 1) {
    await open.first().click();
    await open.nth(left - 1).waitFor({ state: 'detached' });
  }
  await press(registrar, 'recognitions.do-sign-flagged');
  await reads(registrar, 'recognitions.another-person');
}

export async function countersign(directorate: Person): Promise<void> {
  await follow(directorate, 'frame.queue');
  await directorate.page.getByRole('link', { name: NAME }).first().click();
  await press(directorate, 'recognitions.do-countersign');
  await reads(directorate, 'recognitions.state-confirmed');
}

export async function issue(registrar: Person): Promise<void> {
  await press(registrar, 'recognitions.do-issue');
  await reads(registrar, 'recognitions.state-issued');
}

/** What another policy would have made of it: read, and nothing is written. */
export async function comparePolicies(registrar: Person): Promise<void> {
  const { page } = registrar;
  await page.goto('/rules/effects');
  await press(registrar, 'rules.effects-run');
  await reads(registrar, 'rules.effects-found', { changed: 1, compared: 1 });
  await page.getByText(registrar.say('rules.effects-why'), { exact: true }).first().click();
}

export async function appeal(student: Person): Promise<void> {
  const { page, say } = student;
  await follow(student, 'frame.results');
  await press(student, 'student.appeal');
  await choose(student, 'student.appeal-ground');
  await page.getByRole('textbox', { name: say('student.appeal-text') }).fill('Кредиттер саны басқа.');
  await press(student, 'student.appeal-send');
  await reads(student, 'student.appealed');
}

export async function admit(coordinator: Person): Promise<void> {
  await follow(coordinator, 'frame.appeals');
  await coordinator.page.getByRole('link', { name: NAME }).first().click();
  await press(coordinator, 'appeals.do-admit');
  await reads(coordinator, 'appeals.is-admitted');
}

export async function dismiss(commission: Person): Promise<void> {
  await follow(commission, 'frame.appeals');
  await commission.page.getByRole('link', { name: NAME }).first().click();
  // The commission reads what the appeal is about, and the plan behind it.
  await follow(commission, 'appeals.against-recognition');
  await follow(commission, 'recognitions.its-plan');
  await reads(commission, 'plans.events');
  await commission.page.goBack();
  await commission.page.goBack();
  await choose(commission, 'appeals.reason');
  await press(commission, 'appeals.do-dismiss');
  await reads(commission, 'appeals.is-dismissed');
}

export async function proveAudit(administrator: Person): Promise<void> {
  await follow(administrator, 'frame.audit');
  await press(administrator, 'admin.prove');
  await administrator.page.getByText(/^\d+:[0-9a-f]{64}$/).waitFor({ timeout: 60_000 });
}
