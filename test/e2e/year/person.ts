/** The people of the year: who sits at which desk, in the own language, and the few things that a hand does on a page. */
import type { Locator } from 'playwright-core';
import { choose as chooseIn } from '../choose.ts';
import { type Office, type Opened, openPage, PLAIN, type View } from '../office.ts';
import { sentencesOf } from '../sentences.ts';

/** Each with the language of the people who work there. */
const LANGUAGES = {
  student: 'kk',
  coordinator: 'ru',
  commission: 'ru',
  directorate: 'ru',
  adviser: 'en',
  registrar: 'en',
  administrator: 'kk',
} as const satisfies Readonly<Record<string, View['language']>>;
export type Desk = keyof typeof LANGUAGES;

export interface Person extends Opened {
  readonly language: View['language'];
  readonly say: ReturnType<typeof sentencesOf>;
}

/** By the button of the first page, as anybody tries the demonstration. */
export async function enter(office: Office, desk: Desk): Promise<Person> {
  const view: View = { ...PLAIN, language: LANGUAGES[desk] };
  const person = { ...(await openPage(office, view)), language: view.language, say: sentencesOf(view) };
  // A year is long, and a machine may be busy with others.
  person.page.setDefaultTimeout(90_000);
  await person.page.goto('/sign-in');
  await press(person, 'sign-in.start-as', { role: person.say(`frame.role-${desk}`) });
  await person.page.waitForURL(({ pathname }) => pathname !== '/sign-in');
  return person;
}

/** A button by its words, once it can be pressed; its key may stand behind them. */
export const press = ({ page, say }: Person, text: string, values = {}): Promise<void> =>
  page
    .getByRole('button', { name: new RegExp(`^${say(text, values).replaceAll(/[()?.]/g, '.')}( |$)`) })
    .and(page.locator(':enabled'))
    .first()
    .click();

/** A place of the sidebar, or a link by its words. */
export const follow = ({ page, say }: Person, text: string): Promise<void> =>
  page
    .getByRole('link', { name: say(text), exact: true })
    .first()
    .click();

export const reads = ({ page, say }: Person, text: string, values = {}): Promise<void> =>
  page.getByText(say(text, values)).and(page.locator(':visible')).first().waitFor({ timeout: 60_000 });

/** One of the choices of a field, by its words or the first. */
export const choose = ({ page, say }: Person, field: string, choice?: RegExp | string): Promise<void> =>
  chooseIn(page.getByRole('combobox', { name: say(field) }), choice);

/** Hands over a file where a click opens the machine's own window for it. */
export async function give({ page }: Person, opener: Locator, file: HandedFile): Promise<void> {
  const chooser = page.waitForEvent('filechooser');
  await opener.click();
  await (await chooser).setFiles(file);
}

export interface HandedFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}
export const csvFile = (name: string, text: string): HandedFile => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(text),
});
