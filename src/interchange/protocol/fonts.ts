/** DejaVu Sans Condensed (Bitstream Vera licence): Latin, Cyrillic with all Kazakh letters, Greek, arrows and mathematical signs. */
import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

/** Paths of the two font files that the protocol embeds (as subsets). */
export const FONT_FILES = {
  normal: createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: createRequire(import.meta.url).resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

let drawable: ReadonlySet<number> | undefined;

/**
 * The code points that both font files draw; read at the first protocol, kept for the next. pdfmake draws with fontkit itself and has no word
 * for a character that its font lacks: it prints an empty box.
 */
function drawableCodePoints(): ReadonlySet<number> {
  if (drawable) return drawable;
  const [normal = [], bold = []] = Object.values(FONT_FILES).map((file) => {
    const font = openSync(file);
    return 'characterSet' in font ? font.characterSet : [];
  });
  const inBold = new Set(bold);
  drawable = new Set(normal.filter((codePoint) => inBold.has(codePoint)));
  return drawable;
}

/**
 * Text fit to be printed: white space folded to single spaces, invisible format characters (such as right-to-left overrides,
 * which could show a figure in another order than it has) left out, and what the font cannot draw replaced by U+FFFD.
 */
export function printable(text: string): string {
  const known = drawableCodePoints();
  const visible = text
    .normalize('NFC')
    .replace(/\s+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  return Array.from(visible, (char) => (known.has(char.codePointAt(0) ?? 0) ? char : '\uFFFD')).join('');
}

/** {@link printable}, and at most `length` characters: for captions and feet, which must fit where they stand. */
export function brief(text: string, length: number): string {
  const characters = Array.from(printable(text));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
}
