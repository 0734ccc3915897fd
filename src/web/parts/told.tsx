/** What the server says of a reason, with the title of a course in it marked as in its own language. */
import { sentenceOf } from './sentence.ts';
import { Written } from './written.tsx';

export function Told({ reason }: { readonly reason: object }) {
  const text = sentenceOf(reason) ?? '';
  const { values } = reason as { readonly values?: { readonly title?: unknown } };
  const title = typeof values?.title === 'string' ? values.title : '';
  const at = title === '' ? -1 : text.indexOf(title);
  if (at < 0) return text;
  return (
    <>
      {text.slice(0, at)}
      <Written>{title}</Written>
      {text.slice(at + title.length)}
    </>
  );
}
