/** The language of the pages: that of the account, or what the browser was told last. */
export const LANGUAGES = ['en', 'ru', 'kk'] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = 'concord-language';
const isLanguage = (text: unknown): text is Language => LANGUAGES.some((one) => one === text);

function initial(): Language {
  const kept = globalThis.localStorage?.getItem(KEY);
  if (isLanguage(kept)) return kept;
  const wanted = (globalThis.navigator?.languages ?? []).map((tag) => tag.slice(0, 2));
  return wanted.find(isLanguage) ?? 'en';
}

let current: Language = initial();
const listeners = new Set<() => void>();

export const currentLanguage = (): Language => current;

export function chooseLanguage(language: Language): void {
  current = language;
  globalThis.localStorage?.setItem(KEY, language);
  for (const listener of listeners) listener();
}

export function onLanguage(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
