import { languageWritten } from './calls-query.ts';

/** As the office wrote it. */
export function Written({ children }: { readonly children: string }) {
  return (
    <span className="quoted" lang={languageWritten(children)}>
      {children}
    </span>
  );
}
