/** The individual curriculum, the form of change, the commission's protocol and the letters, read back from their PDFs. */
import { describe, expect, it } from 'vitest';
import { memoise, REASON_AREAS, type UiLanguage } from '../../../src/domain/index.ts';
import { TEXTS } from '../../installed.ts';
import { figureIn, pagesOf, squeeze, textOf } from './pdf-text.ts';
import { agreementOf, amendmentOf, LETTERS, makePlan, print, rankingOf } from './samples.ts';

const LANGUAGES: readonly UiLanguage[] = ['kk', 'ru', 'en'];
const word = (code: keyof typeof REASON_AREAS.documents, language: UiLanguage): string =>
  squeeze(TEXTS.say({ code, values: {} }, language));

const printed = new Map<string, Promise<Uint8Array>>();
const DOCUMENTS = { agreement: agreementOf(), amendment: amendmentOf(), ranking: rankingOf(), ...LETTERS };
type Name = keyof typeof DOCUMENTS;
const NAMES = Object.keys(DOCUMENTS) as Name[];
const textIn = async (name: Name, language: UiLanguage): Promise<string> =>
  textOf(await memoise(printed, `${name} ${language}`, () => print(DOCUMENTS[name], language)));

const STORED_DAY = /\d{4}-\d{2}-\d{2}/;

/** What is called so in every language, and what the samples give in Latin. */
const SAME_IN_ALL =
  /^(?:ECTS|GPA|LP|DE|EN|aupet-2024|B07101|b\d|[A-F][+-]?|[A-Z]{2,4}-?\d+|c0ffee\w*|Lindenwerder|Hochschule|Elektrische|Maschinen|I|II|Labor|Electrical|Machines|Power|Electronics|and|Grids|Wirtschaftsethik|Deutsch|[ABC][12])$/;

describe.each(['kk', 'ru'] as const)('in %s', (language) => {
  it.each(NAMES)('%s has no English word', async (name) => {
    const pdf = await memoise(printed, `${name} ${language}`, () => print(DOCUMENTS[name], language));
    const { extractText, getDocumentProxy } = await import('unpdf');
    const { text } = await extractText(await getDocumentProxy(pdf.slice()), { mergePages: true });
    const words = (text.match(/[A-Za-z][\w./+-]*/g) ?? []).map((one) => one.replace(/[./-]+$/, ''));
    expect([...new Set(words)].filter((one) => !SAME_IN_ALL.test(one))).toEqual([]);
  });
});

describe.each(LANGUAGES)('in %s', (language) => {
  it.each(NAMES)('%s writes no day as it is stored', async (name) => {
    expect(await textIn(name, language)).not.toMatch(STORED_DAY);
  });
});

describe.each(LANGUAGES)('the individual curriculum in %s', (language) => {
  it('has both lists, the link, totals in both units, conditions and three signatures', async () => {
    const text = await textIn('agreement', language);
    for (const part of ['ELM3205', 'PEL3207', 'EPG3209', 'SAF3301', 'ET-2310', 'ET-2311', 'ET-3110', 'b1', 'b2', 'b3'])
      expect(text).toContain(part);
    for (const part of [
      figureIn('25.5', language),
      `${figureIn('20.5', language)} LP`,
      'Синхронды машиналар',
      'RPA3304',
    ])
      expect(text).toContain(squeeze(part));
    for (const role of ['print-student', 'print-director', 'print-host-responsible'] as const)
      expect(text).toContain(word(role, language));
  });

  it('puts a title that the curriculum lacks in this language into brackets, and says so', async () => {
    const text = await textIn('agreement', language);
    expect(text.includes(squeeze('[Охрана труда]'))).toBe(language !== 'ru');
    expect(text.includes(word('print-title-missing', language))).toBe(language !== 'ru');
  });
});

describe.each(LANGUAGES)('the form of change in %s', (language) => {
  it('says what goes out and comes in, why, and what moves in the totals', async () => {
    const text = await textIn('amendment', language);
    const [out, into] = [word('amendment-out', language), word('amendment-in', language)].map((one) =>
      text.indexOf(one),
    );
    expect(text.indexOf('ET-3110')).toBeGreaterThan(out ?? -1);
    expect(text.indexOf('ET-3110')).toBeLessThan(into ?? -1);
    expect(text.indexOf('ET-3120')).toBeGreaterThan(into ?? -1);
    for (const part of ['−5', '+5', 'b1, b3, b4']) expect(text).toContain(squeeze(part));
  });
});

describe.each(LANGUAGES)('the protocol of the commission in %s', (language) => {
  it('has points, the cut line, the reserve list, those without figures, and lines for the members', async () => {
    const text = await textIn('ranking', language);
    for (const part of [
      ...['91.25', '87.00', '71.00'].map((one) => figureIn(one, language)),
      'Әлия Мұратқызы',
      '20241003',
    ])
      expect(text).toContain(squeeze(part));
    // A level of language has a name: nobody reads a 4.
    expect(text).toContain('B2');
    const cut = { code: 'ranking-cut-line' as const, values: { places: 2, points: '87.00' } };
    expect(text).toContain(squeeze(TEXTS.say(cut, language)));
    for (const role of ['print-chair', 'print-secretary'] as const) expect(text).toContain(word(role, language));
    // Somebody waits for a decision.
    expect(text).toContain(word('print-draft', language));
  });
});

it.each(LANGUAGES)('cuts no word of a criterion that is longer than its column (%s)', async (language) => {
  const sample = rankingOf();
  if (sample.kind !== 'ranking') throw new Error('the sample is a ranking');
  const long = 'Мотивационноесопроводительное';
  const [first, ...others] = sample.criteria;
  if (!first) throw new Error('the sample has criteria');
  const title = { kk: long, ru: long, en: long };
  const criteria = [{ ...first, title }, ...others];
  const pdf = await print({ ...sample, criteria }, language);
  const { extractTextItems, getDocumentProxy } = await import('unpdf');
  const { items } = await extractTextItems(await getDocumentProxy(pdf.slice()));
  expect(items.flat().filter(({ str }) => str === long).length).toBeGreaterThan(1);
});

it('is a draft no longer when everybody is decided on', async () => {
  const open = rankingOf();
  if (open.kind !== 'ranking') throw new Error('the sample is a ranking');
  const settled = rankingOf(open.lines.filter(({ isDecided }) => isDecided));
  expect(await textOf(await print(settled, 'en'))).not.toContain('DRAFT');
});

describe.each(LANGUAGES)('a letter of refusal in %s', (language) => {
  it('names the reason, the last day of an appeal, and its grounds', async () => {
    const text = await textIn('decline', language);
    const day = { kk: '2026 жылғы 14 қыркүйек', ru: '14 сентября 2026 г.', en: '14 September 2026' }[language];
    const ground = { kk: 'Рәсім бұзылды', ru: 'Нарушение процедуры', en: 'The procedure was not followed' }[language];
    for (const part of [day, ground, { kk: 'Орын жоқ', ru: 'Нет свободных мест', en: 'No place is left' }[language]])
      expect(text).toContain(squeeze(part));
    expect(await textIn('award', language)).not.toContain(word('letter-appeal', language));
  });
});

/** A plan of many bundles with long titles. */
function longPlan(count: number, title: string) {
  const { bundles } = makePlan();
  const [first] = bundles;
  if (!first) throw new Error('the plan has a bundle');
  const many = Array.from({ length: count }, (_, at) => ({
    ...first,
    id: `b${at + 1}`,
    home: first.home.map((course) => ({ ...course, code: `K-${at + 1}`, titles: { ru: title } })),
    host: first.host.map((course, part) => ({ ...course, code: `H-${at + 1}-${part + 1}`, titles: { de: title } })),
  }));
  return makePlan({ bundles: JSON.parse(JSON.stringify(many)) });
}

describe('long and hostile content', () => {
  it('tears no bundle over two pages, and leaves signatures beside the totals', async () => {
    const pages = await pagesOf(await print(agreementOf(longPlan(40, 'Ұзын атау '.repeat(8))), 'kk'));
    for (let at = 1; at <= 40; at += 1) {
      const on = (code: string): number => pages.findIndex((page) => page.includes(code));
      expect(on(`H-${at}-1`), `bundle ${at}`).toBe(on(`H-${at}-2`));
    }
    const last = pages.findLast((page) => page.includes(word('print-host-responsible', 'kk')));
    expect(last).toContain(word('agreement-total-host', 'kk'));
    pages.forEach((page, index) => {
      expect(page).toContain(`${pages.length}беттің${index + 1}-беті`);
    });
  });

  it('keeps titles of 300 letters and what tries to be something else', async () => {
    const title = `${'Электр'.repeat(48)} <b>x</b> \u202Eesrever {{y}}`;
    const text = await textOf(await print(agreementOf(longPlan(3, title)), 'ru'));
    expect(text).toContain(squeeze('<b>x</b> esrever {{y}}'));
    expect(text).not.toMatch(/\p{Cf}/u);
  });

  it('gives the same bytes again', async () => {
    const [one, other] = [await print(amendmentOf(), 'kk'), await print(amendmentOf(), 'kk')];
    expect(Buffer.from(one).equals(other)).toBe(true);
  });
});

it('every fixed word of these documents is printed by one of them', async () => {
  const texts = (await Promise.all(NAMES.map((name) => textIn(name, 'kk')))).join('');
  const fixed = Object.entries(REASON_AREAS.documents).flatMap(([code, values]) =>
    values.length === 0 && /^(?:agreement|amendment|ranking|letter)-/.test(code) ? [code] : [],
  );
  const missing = fixed.filter((code) => !texts.includes(word(code as keyof typeof REASON_AREAS.documents, 'kk')));
  expect(missing).toEqual(['letter-period-open']);
});
