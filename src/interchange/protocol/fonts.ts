/** DejaVu Sans Condensed (Bitstream Vera licence): Latin, Cyrillic with all Kazakh letters, Greek, arrows and mathematical signs. */
import { createRequire } from 'node:module';
import { openSync } from 'fontkit';

const require = createRequire(import.meta.url);

/** Paths of the two font files that the protocol embeds (as subsets). */
export const FONT_FILES = {
  normal: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  bold: require.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
};

const REPLACEMENT = '\uFFFD';

let drawable: ReadonlySet<number> | undefined;

/** The code points that every font file draws; read at the first protocol, kept for the next. */
function drawableCodePoints(): ReadonlySet<number> {
  drawable ??= new Set(codePointsOf(FONT_FILES.normal).filter(isIn(codePointsOf(FONT_FILES.bold))));
  return drawable;
}

function codePointsOf(file: string): number[] {
  const font = openSync(file);
  return 'characterSet' in font ? font.characterSet : [];
}

function isIn(codePoints: readonly number[]): (codePoint: number) => boolean {
  const set = new Set(codePoints);
  return (codePoint) => set.has(codePoint);
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
  return Array.from(visible, (char) => (known.has(char.codePointAt(0) ?? 0) ? char : REPLACEMENT)).join('');
}

/** {@link printable}, and at most `length` characters: for captions and feet, which must fit where they stand. */
export function brief(text: string, length: number): string {
  const characters = Array.from(printable(text));
  return characters.length > length ? `${characters.slice(0, length - 1).join('')}…` : characters.join('');
}
