/** Of what language a short text is: by its script, by letters and small words, by the header above it. */
import { detectLanguage } from '../domain/index.ts';

/**
 * The language found in a text. Where nothing in it tells and only its script speaks for English or Russian, the language of the header does.
 */
export function languageOfText(text: string, printedIn: string | null): string {
  const found = detectLanguage(text) ?? 'en';
  if (printedIn === null || printedIn === found || !fitsScript(text.slice(0, 200), printedIn)) return found;
  const isEnglish = /\b(?:and|the|of|for|with|introduction|engineering|systems?)\b/i.test(text);
  return found === 'ru' || (found === 'en' && !isEnglish) ? printedIn : found;
}

/** Whether most letters of a text are of the script in which the language is written; a text without Latin and Cyrillic letters fits any. */
export function fitsScript(text: string, language: string): boolean {
  // "Matlab应用" is Chinese, whatever the Latin letters are of.
  if (/\p{Script=Han}|\p{Script=Hangul}|\p{Script=Katakana}/u.test(text)) return ['zh', 'ja', 'ko'].includes(language);
  const cyrillicLanguages = ['ru', 'kk', 'uk', 'be', 'bg', 'ky', 'tg', 'mn', 'sr', 'mk', 'tt', 'ba'];
  const otherScripts = ['zh', 'ja', 'ko', 'ar', 'fa', 'he', 'hi', 'th', 'ka', 'hy', 'el', 'ur', 'bn', 'ta'];
  let [latin, cyrillic] = [0, 0];
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit >= 0x400 && unit <= 0x52f) cyrillic += 1;
    else if ((unit | 0x20) >= 0x61 && (unit | 0x20) <= 0x7a) latin += 1;
  }
  if (cyrillic + latin === 0) return true;
  return !otherScripts.includes(language) && cyrillicLanguages.includes(language) === cyrillic >= latin;
}

/** Letters, small words and endings that titles of one language have and those of the others hardly do. */
const LANGUAGE_MARKS: Readonly<Record<string, RegExp>> = {
  en: marksOf({
    words: 'and|the|of|for|with|to|on|by|introduction',
    endings: 'ics|ing|ogy|ity|phy|try|ory|ysis|ture|ures|ance|ence|ems|cal|ages|als|ced',
  }),
  de: marksOf({
    letters: 'äöüß',
    words: 'und|der|die|das|von|für|mit|im|zur|zum|des|den',
    endings: 'ung|ungen|lehre|technik|schaft|schaften|ik|kunde|heit|keit|recht|chemie',
  }),
  pl: marksOf({ letters: 'ąćęłńśźż', words: 'i|w|z|dla|oraz', endings: 'yka|yki|czna|czne|czny|nych|anie|enie' }),
  cs: marksOf({ letters: 'ěřů', words: 'v|ve|pro', endings: 'ování|ství|cké|ická' }),
  tr: marksOf({ letters: 'ğışİ', words: 've|ile|için', endings: 'bilim|bilimi|leri|ları' }),
  lt: marksOf({ letters: 'ėįųū', words: 'ir', endings: 'imas|ybė|inė' }),
  fr: marksOf({ letters: 'èêàœ', words: 'du|des|les|et|aux|pour', endings: 'ique|iques' }),
  es: marksOf({ letters: 'ñ', words: 'y|los|las|del|para', endings: 'ción|ería|ística' }),
  it: marksOf({ words: 'di|della|delle|dei|e|per', endings: 'zione|zioni|ità' }),
  uz: marksOf({ letters: 'ʻ', words: 'va|uchun', endings: 'lari' }),
};

function marksOf({
  letters = '',
  words,
  endings,
}: {
  readonly letters?: string;
  readonly words: string;
  readonly endings: string;
}): RegExp {
  const whole = String.raw`(?<!\p{L})(?:${words})(?!\p{L})|(?<=\p{L}{2})(?:${endings})(?!\p{L})`;
  return new RegExp(letters === '' ? whole : `[${letters}]|${whole}`, 'giu');
}

/** The language whose marks a text of Latin letters has most of; null where none or two have. Surer than `detectLanguage`, which always names one. */
export function markedLanguage(text: string): string | null {
  const sample = text.slice(0, 500);
  const counts = Object.entries(LANGUAGE_MARKS)
    .map(([language, marks]) => ({ language, count: sample.match(marks)?.length ?? 0 }))
    .sort((a, b) => b.count - a.count);
  const [first, second] = counts;
  return first && first.count > (second?.count ?? 0) ? first.language : null;
}
