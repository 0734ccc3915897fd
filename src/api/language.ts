/** The language of an answer. */
import type { Context } from 'hono';
import { accepts } from 'hono/accepts';
import { type UiLanguage, uiLanguageSchema, withTexts } from '../domain/index.ts';
import { environmentOf } from './environment.ts';

const SPOKEN: readonly string[] = uiLanguageSchema.options;

/** The first of the languages that the request accepts; else that of the account; else English. */
export function languageOf(c: Context): UiLanguage {
  const own: UiLanguage = c.get('language') ?? 'en';
  const asked = accepts(c, {
    header: 'Accept-Language',
    supports: [...SPOKEN],
    default: own,
    match: (accepted) =>
      [...accepted]
        .sort((a, b) => b.q - a.q)
        .map(({ type }) => type.split('-')[0]?.toLowerCase() ?? '')
        .find((language) => SPOKEN.includes(language)) ?? own,
  });
  return uiLanguageSchema.parse(asked);
}

/** What is answered, with the sentence of each reason beside its code and values. */
export function said(c: Context, value: unknown): object {
  const language = languageOf(c);
  c.header('content-language', language);
  c.header('vary', 'accept-language', { append: true });
  return withTexts(value, environmentOf(c).service.context().texts, language) as object;
}
