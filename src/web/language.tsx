import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useSyncExternalStore } from 'react';
import { createIntl, RawIntlProvider, useIntl } from 'react-intl';
import { Starting } from './frame/starting.tsx';
import { currentLanguage, type Language, onLanguage } from './language-choice.ts';
import { loadTexts, useTexts } from './texts.ts';

/** Browsers bring no Kazakh: its numbers are written as the Russian ones, and its nouns keep the singular after every number. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru', kk: 'ru' };

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

/** Nothing is shown before the first language is there; later ones take the place of the old when they are. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const queries = useQueryClient();
  const loaded = useTexts();
  useEffect(() => {
    void loadTexts().then(() => {
      if (language !== currentLanguage()) return;
      document.documentElement.lang = language;
      // What the server says is said in the new language too.
      void queries.invalidateQueries();
    });
  }, [language, queries]);
  if (!loaded) return <Starting />;
  const intl = createIntl({ locale: LOCALES[loaded.language], messages: { ...loaded.messages } });
  return <RawIntlProvider value={intl}>{children}</RawIntlProvider>;
}

/** A sentence of the pages by its id, with its values. */
export function useSay(): (id: string, values?: Readonly<Record<string, string | number>>) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}

/** Several things in a row, joined as the reader's language does. */
export function useListing(): (items: readonly string[]) => string {
  const say = useSay();
  return (items) => {
    const [last = '', ...before] = [...items].reverse();
    return before.length === 0 ? last : say('frame.listing', { before: before.reverse().join(', '), last });
  };
}
