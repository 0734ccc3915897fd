/** What the pages say, by the id of a sentence: so that a flow is walked by its words in every language. */
import { IntlMessageFormat } from 'intl-messageformat';
import { readPageTexts } from '../../scripts/build/page-texts.mjs';
import type { View } from './office.ts';

/** As the browser says it: Kazakh nouns keep the singular, which Russian rules of number find in `other`. */
export const sentencesOf = ({ language }: Pick<View, 'language'>) => {
  const texts: Readonly<Record<string, string>> = readPageTexts(language);
  return (id: string, values: Readonly<Record<string, string | number>> = {}): string =>
    String(new IntlMessageFormat(texts[id] ?? id, language === 'en' ? 'en-GB' : 'ru').format(values));
};

/** Counts what a person does: every click, key and choice is one. */
export function countActions() {
  const count = { actions: 0 };
  return {
    count,
    act: async (doing: Promise<unknown>): Promise<void> => {
      count.actions += 1;
      await doing;
    },
  };
}
