/**
 * PT Serif and PT Sans (SIL Open Font Licence): drawn for the languages of documents in Cyrillic, with all Kazakh letters and figures of
 * one width. What they lack, such as arrows and Greek, is drawn in DejaVu Sans Condensed (Bitstream Vera licence).
 */
import { createRequire } from 'node:module';
import { openSync } from 'fontkit';
import type { Content, Size, Style } from 'pdfmake';

const { resolve } = createRequire(import.meta.url);
const pt = (family: 'pt-sans' | 'pt-serif', face: string) =>
  resolve(`@expo-google-fonts/${family}/${face}/PT${family === 'pt-sans' ? 'Sans' : 'Serif'}_${face}.ttf`);
const dejavu = (face: string) => resolve(`dejavu-fonts-ttf/ttf/DejaVuSansCondensed${face}.ttf`);

/** Paths of the font files that documents embed (as subsets): `Wide` for what the other two do not draw. */
export const FONTS = {
  Sans: { normal: pt('pt-sans', '400Regular'), bold: pt('pt-sans', '700Bold') },
  Serif: { normal: pt('pt-serif', '400Regular'), bold: pt('pt-serif', '700Bold') },
  Wide: { normal: dejavu(''), bold: dejavu('-Bold') },
};

/** Code points that every one of the files draws. */
function drawnBy(files: readonly string[]): Set<number> {
  const [first = [], ...others] = files.map((file) => {
    const font = openSync(file);
    return 'characterSet' in font ? font.characterSet : [];
  });
  const rest = others.map((set) => new Set(set));
  return new Set(first.filter((codePoint) => rest.every((set) => set.has(codePoint))));
}

let drawable: { readonly own: ReadonlySet<number>; readonly wide: ReadonlySet<number> } | undefined;

/**
 * Read at the first document, kept for the next. pdfmake draws with fontkit itself and has no word for a character that its font lacks: it
 * prints an empty box.
 */
function drawableCodePoints() {
  drawable ??= {
    own: drawnBy([FONTS.Sans, FONTS.Serif].flatMap(({ normal, bold }) => [normal, bold])),
    wide: drawnBy(Object.values(FONTS.Wide)),
  };
  return drawable;
}

/**
 * Text fit to be printed: white space folded to single spaces (but for the one that keeps per cent with its figure), invisible format
 * characters (such as right-to-left overrides, which could show a figure in another order than it has) left out, and what no font can draw
 * replaced by U+FFFD.
 */
export function printable(text: string): string {
  const { own, wide } = drawableCodePoints();
  const visible = text
    .normalize('NFC')
    .replace(/(?!\u00a0%)\s+/gu, ' ')
    .replace(/\p{Cf}/gu, '')
    .trim();
  return Array.from(visible, (char) => {
    const codePoint = char.codePointAt(0) ?? 0;
    return own.has(codePoint) || wide.has(codePoint) ? char : '\uFFFD';
  }).join('');
}

/** {@link printable}, and at most `length` characters: for heads and feet, which must fit where they stand. */
export function brief(text: string, length: number): string {
  const characters = Array.from(printable(text));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
}

/** How a text looks, and where it stands. */
type TextStyle = Style & { readonly width?: Size; readonly style?: string; readonly id?: string };
type PrintedText = TextStyle & { text: string | Content[] };

/** A text as content: {@link printable}, each part in a font that draws it. */
export function print(text: string, style: TextStyle = {}): PrintedText {
  const { own } = drawableCodePoints();
  const parts: { text: string; isWide: boolean }[] = [];
  for (const char of printable(text)) {
    const isWide = !own.has(char.codePointAt(0) ?? 0);
    const last = parts.at(-1);
    if (last?.isWide === isWide) last.text += char;
    else parts.push({ text: char, isWide });
  }
  if (parts.every(({ isWide }) => !isWide)) return { ...style, text: parts.map((part) => part.text).join('') };
  const inFonts = parts.map((part): Content => (part.isWide ? { text: part.text, font: 'Wide' } : part.text));
  return { ...style, text: inFonts };
}
