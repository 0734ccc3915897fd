/** What the server says of a reason, with the title of a course in it marked as in its own language. */
import { sentenceOf } from './sentence.ts';

/** By its letters: a title in a reason does not say what it is written in. */
const languageOf = (text: string): string => (/[әғқңөұүһі]/i.test(text) ? 'kk' : /[а-яё]/i.test(text) ? 'ru' : 'en');

export function Told({ reason }: { readonly reason: object }) {
  const text = sentenceOf(reason) ?? '';
  const { values } = reason as { readonly values?: { readonly title?: unknown } };
  const title = typeof values?.title === 'string' ? values.title : '';
  const at = title === '' ? -1 : text.indexOf(title);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <span className="quoted" lang={languageOf(title)}>
        {title}
      </span>
      {text.slice(at + title.length)}
    </>
  );
}
