/** What the server has said of a reason (`text`) or of a problem (`message`) in the reader's language; its types know the code alone. */
export const sentenceOf = (said: object | null | undefined): string | null => {
  const { text, message } = (said ?? {}) as { readonly text?: string; readonly message?: string };
  return text ?? message ?? null;
};

/** A word of a sentence as a heading. */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** What to do about a problem, where there is something to do. */
export const remedyOf = (said: object): string | undefined =>
  (said as { readonly remedy?: string }).remedy || undefined;
