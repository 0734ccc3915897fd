/** What somebody wrote without saying in which language: the language of a text that names none is told by its letters. */
export const languageWritten = (text: string): string =>
  /[әғқңөұүһі]/i.test(text) ? 'kk' : /[а-яё]/i.test(text) ? 'ru' : 'en';

/** As the office wrote it. */
export function Written({ children }: { readonly children: string }) {
  return (
    <span className="quoted" lang={languageWritten(children)}>
      {children}
    </span>
  );
}
