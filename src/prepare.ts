/** What the build makes beforehand with the program itself. */
import { loadProcessRules, loadRules, loadSentences, loadSubjects, openStore, writeBuiltRules } from './app/index.ts';
import { uiLanguageSchema } from './domain/index.ts';

/** Files of the build by name, from the folder of the rules. @throws Error when the rules can not be used. */
export const prepareRules = (folder: string): Readonly<Record<string, string>> => ({
  'rules.json': writeBuiltRules(loadRules(folder)),
  'process.json': writeBuiltRules(loadProcessRules(folder)),
  ...Object.fromEntries(
    uiLanguageSchema.options.map((language) => [
      `texts-${language}.json`,
      JSON.stringify(loadSentences(folder, language)),
    ]),
  ),
});

/** What universities teach, read in all languages: some seconds of work. */
export const prepareSubjects = (folder: string): Uint8Array => loadSubjects(folder).encode();

/** An empty database with all tables, in a new folder. */
export async function prepareDatabase(folder: string): Promise<void> {
  const store = await openStore({ kind: 'pglite', folder });
  await store.close();
}
