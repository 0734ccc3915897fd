/** How a document is written. */
import type { Texts, UiLanguage } from '../../domain/index.ts';

export interface DocumentOptions {
  readonly language: UiLanguage;
  /** The sentences of the installation. */
  readonly texts: Texts;
  /** Day of the document, `YYYY-MM-DD`; also the creation date inside the file, so that a re-run gives the same bytes. */
  readonly date: string;
}
