/** Which encoding of single bytes a text is in, beside Windows-1251: told by the letters that its language would have. */

export type LatinEncoding = 'windows-1252' | 'windows-1250' | 'iso-8859-2' | 'windows-1254' | 'windows-1257';

/** Languages with their encodings, their letters beyond ASCII and the ASCII letters that they hardly use. Where two fit alike, the earlier one counts. */
const ALPHABETS: readonly (readonly [encodings: readonly LatinEncoding[], letters: string, rare: string])[] = [
  [['windows-1252'], 'äöüß', ''],
  [['windows-1252'], 'àâæçéèêëîïôœùûü', 'kw'],
  [['windows-1252'], 'áéíóúüñ', 'kw'],
  [['windows-1252'], 'àèéìòù', 'jkwxy'],
  [['windows-1252'], 'ãáàâçéêíóôõúü', 'kwy'],
  [['windows-1252'], 'åäöæøéü', 'qwz'],
  [['windows-1250', 'iso-8859-2'], 'ąćęłńóśźż', 'qvx'],
  [['windows-1250', 'iso-8859-2'], 'áčďéěíňóřšťúůýž', 'qwx'],
  [['windows-1250', 'iso-8859-2'], 'áäčďéíĺľňóôŕšťúýž', 'qwx'],
  [['windows-1250', 'iso-8859-2'], 'áéíóöőúüű', 'qwx'],
  [['windows-1250', 'iso-8859-2'], 'čćđšž', 'qwxy'],
  [['windows-1250', 'iso-8859-2'], 'ăâîşţ', 'kwy'],
  [['windows-1254'], 'çğıöşüâîû', 'qwx'],
  [['windows-1257'], 'ąčęėįšųūž', 'qwx'],
  [['windows-1257'], 'āčēģīķļņšūž', 'qwxy'],
  [['windows-1257'], 'äöõüšž', 'cqwxy'],
];
/** Signs of any language. */
const SIGNS = new Set('–—‘’‚“”„«»…•°§²³½¼¾±×·€\u00a0\u00ad№ºª¿¡©®™');
/** So many letters decide; a longer text says nothing new. */
const SAMPLE = 64 * 1024;

/** The encoding whose language has most of the letters. */
export function latinEncoding(bytes: Uint8Array): LatinEncoding {
  const sample = bytes.subarray(0, SAMPLE);
  const texts = new Map<LatinEncoding, string>();
  let best: { encoding: LatinEncoding; score: number } = { encoding: 'windows-1252', score: Number.NEGATIVE_INFINITY };
  for (const [encodings, letters, rare] of ALPHABETS)
    for (const encoding of encodings) {
      const text = texts.get(encoding) ?? decodeLatin(encoding, sample).toLowerCase();
      texts.set(encoding, text);
      const score = letterScore(text, new Set(letters), new Set(rare));
      if (score > best.score) best = { encoding, score };
    }
  return best.encoding;
}

/** Letters of the language less three times what it does not have; letters that it hardly uses speak against it as a share. */
function letterScore(text: string, letters: ReadonlySet<string>, rare: ReadonlySet<string>): number {
  let [own, foreign, ascii, unusual] = [0, 0, 0, 0];
  for (const sign of text) {
    if (sign >= 'a' && sign <= 'z') {
      ascii += 1;
      if (rare.has(sign)) unusual += 1;
    } else if (sign > '\u007f') {
      if (letters.has(sign)) own += 1;
      else if (!SIGNS.has(sign)) foreign += 1;
    }
  }
  return own - 3 * foreign - ((10 * unusual) / Math.max(1, ascii)) * (own + foreign);
}

/** Of mail and of DOS: their letters are where Windows-1251 has its capitals and other signs. */
export type OldCyrillicEncoding = 'koi8-r' | 'ibm866';

/** The one in which the text is words of small Cyrillic letters; null when it is in neither. */
export function oldCyrillicEncoding(bytes: Uint8Array): OldCyrillicEncoding | null {
  const sample = bytes.subarray(0, SAMPLE);
  for (const encoding of ['koi8-r', 'ibm866'] as const) {
    const beyond = [...new TextDecoder(encoding).decode(sample)].filter((sign) => sign > '\u007f' && !SIGNS.has(sign));
    const small = beyond.filter((sign) => /[а-яё]/.test(sign)).length;
    const common = beyond.filter((sign) => /[оеаинтсрвлкмдпу]/.test(sign)).length;
    const capitals = beyond.filter((sign) => /[А-ЯЁ]/.test(sign)).length;
    if (small + capitals > beyond.length * 0.95 && small > capitals && common > small * 0.6) return encoding;
  }
  return null;
}

export function decodeLatin(encoding: LatinEncoding, bytes: Uint8Array): string {
  const text = new TextDecoder(encoding).decode(bytes);
  if (encoding !== 'windows-1252') return text;
  // Node 20 decodes 0x80 to 0x9f of Windows-1252 as Latin-1.
  const signs = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
  return text.replace(/[\u0080-\u009f]/g, (sign) => signs[sign.charCodeAt(0) - 0x80] ?? sign);
}
