import fc from 'fast-check';
import { openSync } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { REASON_AREAS, uiLanguageSchema } from '../../src/domain/index.ts';
import { brief, FONT_FILES, printable } from '../../src/interchange/protocol/fonts.ts';
import { TEXTS } from '../installed.ts';

const KAZAKH = 'ӘҒҚҢӨҰҮҺІәғқңөұүһі';
const RUSSIAN = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя';
const LATIN = 'ÄÖÜäöüßéèçñøåąćęłńóśźżčďěňřšťůžğışőűœæ';
const SIGNS = '€₸−→×÷≤≥±≈№§«»„“”‘’–—…·\uFFFD';

describe('the fonts of the protocol', () => {
  it.each(Object.entries(FONT_FILES))('have a glyph for every letter that the documents need (%s)', (_, file) => {
    const font = openSync(file);
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} is a collection of fonts`);
    const codes = Object.keys(REASON_AREAS.documents) as (keyof typeof REASON_AREAS.documents)[];
    const words = uiLanguageSchema.options
      .flatMap((language) =>
        codes
          .filter((code) => REASON_AREAS.documents[code].length === 0)
          .map((code) => TEXTS.say({ code, values: {} }, language)),
      )
      .join('');
    const missing = Array.from(KAZAKH + RUSSIAN + LATIN + SIGNS + words).filter(
      (char) => !font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0),
    );
    expect(missing).toEqual([]);
  });
});

describe('printable', () => {
  it('leaves Kazakh, Russian and Latin letters and signs as they are', () => {
    expect(printable(KAZAKH + RUSSIAN + LATIN + SIGNS)).toBe(KAZAKH + RUSSIAN + LATIN + SIGNS);
  });

  it('composes decomposed letters and folds white space', () => {
    expect(printable('  и\u0306\t\n\u00A0a\u0308 ')).toBe('й ä');
  });

  it('replaces what has no glyph, one mark per character', () => {
    expect(printable('電路 \u{1F984} \uD800')).toBe('\uFFFD\uFFFD \uFFFD \uFFFD');
  });

  it('gives one line without control and format characters, and changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const once = printable(text);
        expect(once).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\u2028\u2029]/u);
        expect(printable(once)).toBe(once);
      }),
    );
  });
});

describe('brief', () => {
  it('leaves a text that fits, and ends a longer one with an ellipsis', () => {
    expect(brief('Электр', 6)).toBe('Электр');
    expect(brief('Электроника', 6)).toBe('Элект…');
  });
});
