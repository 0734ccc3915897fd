import { useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useState, useSyncExternalStore } from 'react';
import { createIntl, RawIntlProvider, useIntl } from 'react-intl';
import { currentLanguage, type Language, onLanguage } from './language-choice.ts';

type Messages = Readonly<Record<string, string>>;

/** The sentences of the pages, each language a file of its own that is loaded when somebody reads it. */
const LOADERS: Readonly<Record<Language, () => Promise<{ messages: Messages }>>> = {
  en: () => import('virtual:page-texts/en'),
  ru: () => import('virtual:page-texts/ru'),
  kk: () => import('virtual:page-texts/kk'),
};

/** Browsers bring no Kazakh: its numbers are written as the Russian ones, and its nouns keep the singular after every number. */
const LOCALES: Readonly<Record<Language, string>> = { en: 'en-GB', ru: 'ru', kk: 'ru' };

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage);
}

/** Nothing is shown before the first language is there; later ones take the place of the old when they are. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const language = useLanguage();
  const queries = useQueryClient();
  const [loaded, setLoaded] = useState<{ readonly language: Language; readonly messages: Messages } | null>(null);
  useEffect(() => {
    let wanted = true;
    void LOADERS[language]().then(({ messages }) => {
      if (!wanted) return;
      document.documentElement.lang = language;
      setLoaded({ language, messages });
      // What the server says is said in the new language too.
      void queries.invalidateQueries();
    });
    return () => {
      wanted = false;
    };
  }, [language, queries]);
  if (!loaded) return null;
  const intl = createIntl({ locale: LOCALES[loaded.language], messages: { ...loaded.messages } });
  return <RawIntlProvider value={intl}>{children}</RawIntlProvider>;
}

/** A sentence of the pages by its id, with its values. */
export function useSay(): (id: string, values?: Readonly<Record<string, string | number>>) => string {
  const intl = useIntl();
  return (id, values) => intl.formatMessage({ id }, values);
}
