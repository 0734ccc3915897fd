import { UnstyledButton } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { answerOf, api } from '../api.ts';
import { useLanguage, useSay } from '../language.tsx';
import { chooseLanguage, LANGUAGES, type Language } from '../language-choice.ts';
import { ME, type Me } from '../session.ts';
import styles from './frame.module.css';

export const NAMES: Readonly<Record<Language, readonly [short: string, whole: string]>> = {
  en: ['EN', 'English'],
  ru: ['РУ', 'Русский'],
  kk: ['ҚАЗ', 'Қазақша'],
};

/** What a language calls itself, where the pages know it. */
export const nativeName = (code: string): string | undefined =>
  LANGUAGES.some((one) => one === code) ? NAMES[code as Language][1] : undefined;

export const shortName = (code: string): string | undefined =>
  LANGUAGES.some((one) => one === code) ? NAMES[code as Language][0] : undefined;

/** Those of the pages in their order, then the others. */
export const placeOf = (code: string): number => {
  const at = LANGUAGES.indexOf(code as Language);
  return at < 0 ? LANGUAGES.length : at;
};

/** Chooses a language of the pages; the choice is kept with the account of whoever is signed in, whose mail then comes in it too. */
export function useLanguageChoice(): (one: Language) => void {
  const queries = useQueryClient();
  return (one) => {
    chooseLanguage(one);
    const me = queries.getQueryData<Me | null>(ME);
    if (!me || me.language === one) return;
    void answerOf(api.me.$patch({ json: { language: one }, header: { 'if-match': `"${me.revision}"` } }))
      .then((changed) => queries.setQueryData(ME, changed))
      // The pages have the language all the same.
      .catch(() => queries.invalidateQueries({ queryKey: ME }));
  };
}

export function LanguageSwitch() {
  const say = useSay();
  const language = useLanguage();
  const choose = useLanguageChoice();
  return (
    <fieldset className={styles.languages}>
      <legend className="unseen">{say('frame.language')}</legend>
      {LANGUAGES.map((one) => (
        <UnstyledButton key={one} lang={one} aria-pressed={one === language} onClick={() => choose(one)}>
          {NAMES[one][0]}
          <span className="unseen"> {NAMES[one][1]}</span>
        </UnstyledButton>
      ))}
    </fieldset>
  );
}
