/** The sentences of the pages in the reader's language: those of the sign-in at once, all others with the first screen behind it. */
import { useSyncExternalStore } from 'react';
import { currentLanguage, type Language } from './language-choice.ts';

type Messages = Readonly<Record<string, string>>;
type Loader = () => Promise<{ messages: Messages }>;

const FIRST: Readonly<Record<Language, Loader>> = {
  en: () => import('virtual:page-texts/en'),
  ru: () => import('virtual:page-texts/ru'),
  kk: () => import('virtual:page-texts/kk'),
};
const REST: Readonly<Record<Language, Loader>> = {
  en: () => import('virtual:page-texts/rest-en'),
  ru: () => import('virtual:page-texts/rest-ru'),
  kk: () => import('virtual:page-texts/rest-kk'),
};

interface LoadedTexts {
  readonly language: Language;
  readonly messages: Messages;
}

let shown: LoadedTexts | null = null;
let isWhole = false;
const readers = new Set<() => void>();

/** Loads the sentences of the present language and shows them, unless another was chosen meanwhile. */
export async function loadTexts(): Promise<void> {
  const language = currentLanguage();
  const loaders = isWhole ? [FIRST[language], REST[language]] : [FIRST[language]];
  const parts = await Promise.all(loaders.map((load) => load()));
  if (language !== currentLanguage()) return;
  shown = { language, messages: Object.assign({}, ...parts.map(({ messages }) => messages)) };
  for (const read of readers) read();
}

/** Before a screen behind the sign-in is shown. */
export async function loadAllTexts(): Promise<void> {
  if (isWhole) return;
  isWhole = true;
  try {
    await loadTexts();
  } catch (error) {
    // The next screen tries again.
    isWhole = false;
    throw error;
  }
}

const subscribe = (read: () => void): (() => void) => {
  readers.add(read);
  return () => readers.delete(read);
};

/** Null until the first are there. */
export const useTexts = (): LoadedTexts | null => useSyncExternalStore(subscribe, () => shown);
