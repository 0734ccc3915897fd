/** The kinds of documents, each with what it is made from. */
import { type AgreementContent, agreement } from './agreement.ts';
import { type AmendmentContent, amendment } from './amendment.ts';
import type { DocumentOptions } from './document-options.ts';
import { type LetterContent, letter } from './letter.ts';
import { type ProtocolContent, protocol } from './protocol/protocol.ts';
import { type RankingContent, ranking } from './ranking.ts';
import { type PdfPaper, render } from './render.ts';
import type { Words } from './words.ts';

/** What can be printed. */
export type Printable =
  | ({ readonly kind: 'protocol' } & ProtocolContent)
  | ({ readonly kind: 'agreement' } & AgreementContent)
  | ({ readonly kind: 'amendment' } & AmendmentContent)
  | ({ readonly kind: 'ranking' } & RankingContent)
  | ({ readonly kind: 'letter' } & LetterContent);

function paperOf(document: Printable, words: Words, date: string): PdfPaper {
  switch (document.kind) {
    case 'protocol':
      return protocol(document, words, date);
    case 'agreement':
      return agreement(document, words, date);
    case 'amendment':
      return amendment(document, words, date);
    case 'ranking':
      return ranking(document, words, date);
    case 'letter':
      return letter(document, words, date);
  }
}

export const printDocument = (document: Printable, options: DocumentOptions): Promise<Uint8Array> =>
  render((words) => paperOf(document, words, options.date), options);
