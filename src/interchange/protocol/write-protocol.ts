/** The door of the protocol. The PDF library behind it takes a third of a second to load, so only a caller that prints loads it. */
import type { Recognition, Texts, UiLanguage } from '../../domain/index.ts';

export interface ProtocolOptions {
  readonly language: UiLanguage;
  /** The sentences of the installation. */
  readonly texts: Texts;
  /** Day of the protocol, `YYYY-MM-DD`; also the creation date inside the file, so that a re-run gives the same bytes. */
  readonly date: string;
}

/**
 * The protocol of a recognition as PDF, landscape A4: particulars, credited courses beside their originals, additional
 * achievements, rows not credited, academic difference, totals, signature lines, and the derivations as annexes.
 * The same recognition, language and date give the same bytes.
 * @throws RangeError when `date` is no date: that is a mistake of the program, not of its input.
 */
export async function writeProtocol(recognition: Recognition, options: ProtocolOptions): Promise<Uint8Array> {
  const { renderProtocol } = await import('./render-protocol.ts');
  return renderProtocol(recognition, options);
}
