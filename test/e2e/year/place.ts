/** From a file of calls to a student who has a place and all papers. */
import { inventedPaper } from '../../../src/app/demonstration/papers.ts';
import { csvFile, follow, give, type Person, press, reads } from './person.ts';

const NEXT = new Date().getFullYear() + 1;
export const HOST = 'Fjordgate University of Technology (invented)';
/** Which tells the call of the year from the other one of the same university. */
const CITY = 'Yearhaven';
export const NAME = 'Invented student';

export const PAPER = {
  name: 'paper.pdf',
  mimeType: 'application/pdf',
  buffer: Buffer.from(inventedPaper('A paper of the year, invented')),
};

/** A file of calls becomes an open one. */
export async function publish(coordinator: Person): Promise<void> {
  const { page, say } = coordinator;
  await follow(coordinator, 'frame.office-calls');
  const head = 'University,City,Country,Specialty,Requirements,Tuition payment,Costs,Quantity,Catalogue links,Deadline';
  const row = `${HOST},${CITY},Norway,Power engineering,English B2,waived,900 EUR a month,1,,${NEXT}-05-15`;
  const opener = page.getByRole('button', { name: say('office-calls.import') });
  await give(coordinator, opener, csvFile('calls.csv', `${head}\n${row}`));
  await press(coordinator, 'office-calls.publish-new', { count: 1 });
  await reads(coordinator, 'office-calls.taken', { taken: 1, published: 1 });
  // What the file only says in words is told to the rules: which language is asked.
  await follow(coordinator, 'frame.office-calls');
  await page.locator('tr', { hasText: CITY }).getByRole('link', { name: HOST }).first().click();
  await follow(coordinator, 'office-calls.edit');
  await page.getByLabel(say('calls.language'), { exact: true }).selectOption('any');
  await press(coordinator, 'office-calls.add-language');
  await press(coordinator, 'office-calls.save');
  await reads(coordinator, 'office-calls.what-open');
}

/** Says what the call asks, applies and hands in; then the papers that are the student's to bring. */
export async function applyFor(student: Person): Promise<void> {
  const { page, say } = student;
  await follow(student, 'frame.calls');
  await page.locator('a[data-row]', { hasText: CITY }).click();
  const pick = (field: string, value: string) => page.getByLabel(say(field), { exact: true }).selectOption(value);
  const type = (field: string, text: string) => page.getByLabel(say(field), { exact: true }).fill(text);
  await pick('calls.study-form', 'full-time');
  await pick('calls.year', '2');
  await pick('calls.years', '4');
  await type('calls.gpa', '3,4');
  await page.getByLabel(say('calls.level', { language: say('courses.language-en') })).selectOption('C1');
  for (const [grade, count] of [
    ['excellent', '14'],
    ['good', '8'],
    ['satisfactory', '0'],
    ['unsatisfactory', '0'],
  ] as const)
    await type(`calls.${grade}`, count);
  // The file of the office names no days: they are asked.
  await type('calls.stay-start', `${NEXT}-09-01`);
  await type('calls.stay-end', `${NEXT + 1}-05-31`);
  await press(student, 'calls.apply');
  await reads(student, 'student.state-draft');
  await press(student, 'student.hand-in');
  await reads(student, 'student.state-submitted');
  await follow(student, 'frame.papers');
  const uploads = page.getByRole('button', { name: new RegExp(`^${say('student.upload')}: `) });
  await uploads.first().waitFor();
  for (let left = await uploads.count(); left > 0; left -= 1) {
    await give(student, uploads.first(), PAPER);
    await page.waitForFunction(
      ([name, count]) =>
        [...document.querySelectorAll('button')].filter((one) => one.ariaLabel?.startsWith(`${name}: `)).length < count,
      [say('student.upload'), left] as const,
    );
  }
}

/** Every paper beside what is asked, those of the office brought, and the conditions found to be met. */
export async function checkPapers(coordinator: Person): Promise<void> {
  const { page, say } = coordinator;
  await follow(coordinator, 'frame.applications');
  await page.getByRole('link', { name: NAME }).first().click();
  const desk = page.getByRole('region', { name: say('applications.papers') });
  const papers = desk.locator('button[data-row]');
  await papers.first().waitFor();
  const names = await papers.locator('.grow').allTextContents();
  for (const name of names) {
    await papers.filter({ hasText: name }).click();
    await desk.locator('b', { hasText: name }).waitFor();
    const accept = desk.getByRole('button', { name: say('applications.accept'), exact: true });
    if (!(await accept.isVisible()))
      await give(coordinator, desk.getByRole('button', { name: say('applications.bring') }), PAPER);
    await accept.click();
    await papers.filter({ hasText: name }).getByText(say('applications.paper-present')).waitFor();
  }
  await press(coordinator, 'applications.do-find-eligible');
  await reads(coordinator, 'applications.is-eligible');
}

/** The commission's points, the ranking, and what follows from it. */
export async function rank(commission: Person): Promise<void> {
  const { page } = commission;
  await follow(commission, 'frame.rankings');
  await page.getByRole('link', { name: HOST }).last().click();
  await page.getByRole('textbox', { name: NAME }).fill('92,5');
  await press(commission, 'ranking.save-and-rank');
  await press(commission, 'ranking.carry-out', { count: 1 });
  await reads(commission, 'ranking.carried-out', { count: 1 });
}

export async function takePlace(student: Person): Promise<void> {
  await follow(student, 'frame.home');
  await follow(student, 'student.do-awarded-go');
  await press(student, 'student.take-place');
  await reads(student, 'student.state-accepted');
}
