import fc from 'fast-check';
import { openSync } from 'fontkit';
import { describe, expect, it } from 'vitest';
import { REASON_AREAS, uiLanguageSchema } from '../../../src/domain/index.ts';
import { brief, FONTS, print, printable } from '../../../src/interchange/documents/fonts.ts';
import { TEXTS } from '../../installed.ts';

const KAZAKH = 'ӘҒҚҢӨҰҮҺІәғқңөұүһі';
const RUSSIAN = 'АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя';
const LATIN = 'ÄÖÜäöüßéèçñøåąćęłńóśźżčďěňřšťůžğışőűœæ';
const SIGNS = '€₸−→×÷≤≥±≈№§«»„“”‘’–—…·\uFFFD';

describe('the fonts of documents', () => {
  const signsIn = (file: string) => {
    const font = openSync(file);
    if (!('hasGlyphForCodePoint' in font)) throw new Error(`${file} is a collection of fonts`);
    return (text: string) => Array.from(text).filter((char) => !font.hasGlyphForCodePoint(char.codePointAt(0) ?? 0));
  };

  it.each(Object.values({ ...FONTS.Sans, ...FONTS.Serif }))('have every letter of the three languages (%s)', (file) => {
    expect(signsIn(file)(KAZAKH + RUSSIAN + LATIN)).toEqual([]);
  });

  it('have a glyph for everything that documents say, in one of them', () => {
    const codes = Object.keys(REASON_AREAS.documents) as (keyof typeof REASON_AREAS.documents)[];
    const words = uiLanguageSchema.options
      .flatMap((language) =>
        codes
          .filter((code) => REASON_AREAS.documents[code].length === 0)
          .map((code) => TEXTS.say({ code, values: {} }, language)),
      )
      .join('');
    const [own, wide] = [signsIn(FONTS.Sans.normal)(SIGNS + words), signsIn(FONTS.Wide.normal)(SIGNS + words)];
    expect(own.filter((char) => wide.includes(char))).toEqual([]);
  });

  it('draw each sign in a font that has it', () => {
    expect(print('а → б').text).toEqual(['а ', { text: '→', font: 'Wide' }, ' б']);
    expect(print('Қазақ', { bold: true })).toEqual({ text: 'Қазақ', bold: true });
  });
});

describe('printable', () => {
  it('leaves Kazakh, Russian and Latin letters and signs as they are', () => {
    expect(printable(KAZAKH + RUSSIAN + LATIN + SIGNS)).toBe(KAZAKH + RUSSIAN + LATIN + SIGNS);
  });

  it('composes decomposed letters and folds white space', () => {
    expect(printable('  и\u0306\t\n\u00A0a\u0308 ')).toBe('й ä');
    expect(printable('50\u00A0% и  100 \u00A0%')).toBe('50\u00A0% и 100 %');
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
