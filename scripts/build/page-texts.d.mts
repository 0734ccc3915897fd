/** The sentences of a language by id, for tests that walk the pages by their words. */
export function readPageTexts(language: string): Readonly<Record<string, string>>;
