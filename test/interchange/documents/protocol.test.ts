import { getDocumentProxy, getMeta } from 'unpdf';
import { describe, expect, it } from 'vitest';
import {
  isReason,
  memoise,
  REASON_AREAS,
  type Reason,
  type Recognition,
  reason,
  type UiLanguage,
} from '../../../src/domain/index.ts';
import { TEXTS } from '../../installed.ts';
import { figureIn, pagesOf, squeeze, textOf } from './pdf-text.ts';
import {
  emptyRecognition,
  longRecognition,
  openRecognition,
  sampleRecognition,
  writeProtocol,
} from './protocol-sample.ts';

const LANGUAGES: readonly UiLanguage[] = ['kk', 'ru', 'en'];
const DATE = '2025-02-10';

const printed = new Map<string, Promise<Uint8Array>>();
/** Printed once, however many tests read it. */
const write = (recognition: Recognition, language: UiLanguage = 'en'): Promise<Uint8Array> =>
  memoise(printed, `${language} ${JSON.stringify(recognition)}`, () =>
    writeProtocol(recognition, { language, date: DATE }),
  );

const FIXED = Object.entries(REASON_AREAS.documents).flatMap(([code, values]) => (values.length === 0 ? [code] : []));
/** Words of other documents, and of a protocol that this sample is not. */
const OF_OTHERS =
  /^(?!print-|protocol-)|-(?:institute|failed|superseded|secretary|host-responsible|total|cycle|language|semester|term)$/;
type Word = keyof typeof REASON_AREAS.documents;
const word = (code: Word, language: UiLanguage = 'en'): string => TEXTS.say({ code, values: {} }, language);
const ruleName = (rule: string, language: UiLanguage): string =>
  TEXTS.say(reason('rule-name', { rule: rule.replaceAll('.', '-') }), language);
const said = (what: Reason | string, language: UiLanguage): string =>
  isReason(what) ? TEXTS.say(what, language) : what;

/** The sample with another title and reason of its first transcript row, and another title of its first home course. */
function withText(text: string): Recognition {
  const sample = sampleRecognition();
  const rows = sample.rows.map((row, index) => (index === 0 ? { ...row, title: text } : row));
  const credited = sample.credited.map((course, index) =>
    index === 0 ? { ...course, homeTitles: { en: text } } : course,
  );
  const difference = sample.difference.map((course) => ({
    ...course,
    reason: reason('not-covered-by-plan', { why: text }),
  }));
  return { ...sample, rows, credited, difference };
}

const occurrences = (text: string, part: string): number => text.split(part).length - 1;

describe('the protocol', () => {
  it.each(LANGUAGES)('carries every table word of its language (%s)', async (language) => {
    const full = await textOf(await write(sampleRecognition(), language));
    const empty = await textOf(await write(emptyRecognition(), language));
    const open = await textOf(await write(openRecognition(), language));
    const unprintable = await textOf(await write(withText('電路分析'), language));
    const printed = FIXED.filter((code): code is Word => !OF_OTHERS.test(code));
    const missing = printed.filter(
      (code) => !`${full}${empty}${open}${unprintable}`.includes(squeeze(word(code, language))),
    );
    expect(missing).toEqual([]);
    for (const value of [
      reason('row-outcome', { outcome: 'needs-person' }),
      reason('bundle-status', { status: 'credited' }),
      reason('protocol-pending', { count: 1 }),
    ])
      expect(full).toContain(squeeze(said(value, language)));
  });

  it('counts questions, of which one may be about several rows', async () => {
    const sample = sampleRecognition();
    const row = sample.rows.find(({ outcome }) => outcome === 'needs-person');
    if (!row) throw new Error('the sample has a row for a person');
    const rows = [...sample.rows, { ...row, line: 40 }, { ...row, line: 41 }];
    const lines = [row.line, 40, 41];
    const question = { kind: 'attempts' as const, asks: lines, lines, bundle: null, reason: row.reason };
    const text = await textOf(await write({ ...sample, rows, open: 1, questions: [question] }));
    expect(text).toContain(squeeze(said(reason('protocol-pending', { count: 1 }), 'en')));
  });

  it.each(LANGUAGES)('carries every figure, code, title and reason of the recognition (%s)', async (language) => {
    const sample = sampleRecognition();
    const text = await textOf(await write(sample, language));
    const { home, host, policy, rows, credited, additional, difference, gpa } = sample;
    const steps = [...credited, ...additional, gpa].flatMap(({ derivation }) => derivation);
    const expected = [
      ...[home.institution, home.programme ?? '', host.institution, sample.student ?? ''],
      ...[policy.id, policy.version, policy.source],
      ...rows.flatMap(({ code, title }) => [code, title]),
      ...credited.flatMap(({ homeCode, homeTitles }) => [homeCode, ...Object.values(homeTitles)]),
      ...difference.flatMap(({ homeCode, homeTitles, reason: why }) => [
        homeCode,
        ...Object.values(homeTitles),
        said(why, language),
      ]),
      // "Not applied" is said in the language of the protocol, once for all the methods before the one that counts.
      ...steps.flatMap(({ rule, reason: why, output, source }) =>
        output === null
          ? [
              ruleName(rule, language),
              said(isReason(why.values.why) ? why.values.why : '', language),
              said(source, language),
            ]
          : [
              ruleName(rule, language),
              said(why, language),
              figureIn(said(output, language), language),
              said(source, language),
            ],
      ),
      ...['3.33', '3.67', '3.00', '3.25', '88'].map((figure) => figureIn(figure, language)),
      ...[`${figureIn('7.5', language)} ects`, 'A-', 'B+', '1.7 (de)', 'bestanden (de)', 'Free electives'],
      ...rows
        .filter(({ outcome }) => outcome === 'failed' || outcome === 'needs-person')
        .map((row) => said(row.reason, language)),
      ...sample.notes.map((note) => said(note, language)),
    ];
    expect(expected.filter((part) => !text.includes(squeeze(part)))).toEqual([]);
  });

  it('prints a traditional grade in its own language, in whichever the recognition has it', async () => {
    const [kk, ru, en] = await Promise.all(
      LANGUAGES.map(async (language) => (await pagesOf(await write(sampleRecognition(), language)))[0] ?? ''),
    );
    expect(kk).toContain(squeeze('өте жақсы'));
    expect(ru).toContain('отлично');
    expect(en).toContain('excellent');
    expect(kk).not.toMatch(/отлично|хорошо|good/);
    expect(en).not.toMatch(/отлично|хорошо|жақсы/);
  });

  it('prints the originals of a bundle of two home courses once, for both', async () => {
    const [first = ''] = await pagesOf(await write(sampleRecognition()));
    expect(['PE3301', 'PEL3302', 'LE-400', 'LE-401'].map((code) => occurrences(first, code))).toEqual([1, 1, 1, 1]);
  });

  it('says that it is not final only while something waits for a person', async () => {
    const sample = sampleRecognition();
    const settled = {
      ...sample,
      rows: sample.rows.filter(({ outcome }) => outcome !== 'needs-person'),
      bundles: sample.bundles.filter(({ status }) => status !== 'needs-person'),
    };
    const warning = squeeze('is a draft and must not be signed');
    expect(await textOf(await write(sample))).toContain(warning);
    expect(await textOf(await write(settled))).not.toContain(warning);
  });

  it('puts the methods that did not apply into one row before the one that did', async () => {
    const sample = sampleRecognition();
    const tried = (rule: string) => ({
      rule,
      reason: reason('not-applied', { why: reason('ladder-host-unnamed') }),
      inputs: {},
      output: null,
      source: 'policy',
    });
    const [first, ...rest] = sample.credited;
    if (!first) throw new Error('the sample has no credited course');
    const derivation = [tried('grade.same-scale'), tried('grade.national-table'), ...first.derivation.slice(-1)];
    const text = await textOf(await write({ ...sample, credited: [{ ...first, derivation }, ...rest] }));
    expect(text).toContain(
      squeeze('same scale: the host institution is not named; national table: the host institution is not named'),
    );
  });

  it('is landscape A4, and every page carries the student and "page of pages"', async () => {
    const pdf = await write(sampleRecognition());
    const pages = await pagesOf(pdf);
    const document = await getDocumentProxy(pdf.slice());
    const { width, height } = (await document.getPage(1)).getViewport({ scale: 1 });
    expect([Math.round(width), Math.round(height)]).toEqual([842, 595]);
    expect(pages.length).toBe(document.numPages);
    pages.forEach((page, index) => {
      expect(page).toContain('S-2024-0117');
      expect(page).toContain(`Page${index + 1}of${pages.length}`);
    });
  });
});

describe('the same recognition', () => {
  it.each(LANGUAGES)('gives the same bytes on the same date (%s)', async (language) => {
    const [first, second] = await Promise.all([
      write(sampleRecognition(), language),
      writeProtocol(sampleRecognition(), { language, date: DATE }),
    ]);
    expect(Buffer.from(first).equals(second)).toBe(true);
  });

  it('has the date of the protocol as its creation date, and no other', async () => {
    const pdf = await write(sampleRecognition());
    const { info } = await getMeta(await getDocumentProxy(pdf.slice()));
    expect(info.CreationDate).toBe('D:20250210000000Z');
    expect(info).not.toHaveProperty('ModDate');
  });

  it.each(['2025-02-30', '10.02.2025', '', '2025-02-10T00:00:00Z'])('refuses the date "%s"', async (date) => {
    await expect(writeProtocol(sampleRecognition(), { language: 'ru', date })).rejects.toThrow(RangeError);
  });
});

describe('a recognition of 60 courses', () => {
  it('keeps every course and repeats the table header on each page of the table', async () => {
    const pages = await pagesOf(await write(longRecognition(60), 'ru'));
    const annex = pages.findIndex((page) => page.includes(squeeze(word('protocol-annex-bundles', 'ru'))));
    const body = pages.slice(0, annex);
    const inTable = body.filter((page) => /Пән\d+:/.test(page));
    expect(inTable.length).toBeGreaterThan(1);
    expect(inTable.filter((page) => !page.includes(squeeze(word('print-host-original', 'ru'))))).toEqual([]);
    const numbers = body.flatMap((page) => [...page.matchAll(/Пән(\d+):/g)].map(([, number]) => Number(number)));
    expect(numbers).toEqual(Array.from({ length: 60 }, (_, index) => index + 1));
  });

  it.each([16, 17, 18, 19, 20, 21, 22])(
    'leaves no section title alone at the foot of a page (%i courses)',
    async (count) => {
      const sections = ['credited', 'additional', 'not-credited', 'difference', 'totals'] as const;
      const titles = sections.map((name) => squeeze(word(name === 'totals' ? 'print-totals' : `protocol-${name}`)));
      const pages = await pagesOf(await write(longRecognition(count)));
      const foot = squeeze(word('protocol-title')) + squeeze(word('print-not-stated'));
      const beforeFoot = pages.map((page) => page.replaceAll('·', '').split(foot)[0] ?? '');
      expect(beforeFoot.filter((page) => titles.some((title) => page.endsWith(title)))).toEqual([]);
    },
  );
});

describe('an empty recognition', () => {
  it.each(LANGUAGES)('says "none" for each part and computes no average (%s)', async (language) => {
    const text = await textOf(await write(emptyRecognition(), language));
    expect(occurrences(text, squeeze(word('print-none', language)))).toBe(6);
    expect(text).toContain(squeeze(word('protocol-gpa', language) + word('print-not-computed', language)));
  });
});

describe('hostile text', () => {
  it('loses no word of a title and a reason of 3,000 words', async () => {
    const words = Array.from({ length: 3000 }, (_, index) => `w${index}w`);
    const text = await textOf(await write(withText(words.join(' '))));
    expect(words.filter((word) => occurrences(text, word) < 3)).toEqual([]);
  });

  it('keeps captions and feet short, so that a long title or pseudonym does not push out what follows', async () => {
    const long = 'Ұзақ '.repeat(3000);
    const steps = (text: string) => occurrences(text, squeeze('linear formula'));
    const usual = await textOf(await write(sampleRecognition()));
    const pages = await pagesOf(await write({ ...withText(long), student: long }));
    expect(steps(pages.join(''))).toBe(steps(usual));
    pages.forEach((page, index) => {
      expect(page).toContain(`Page${index + 1}of${pages.length}`);
    });
  });

  it('breaks a word of 3,000 letters without losing one', async () => {
    const text = await textOf(await write(withText('Ң'.repeat(3000))));
    expect(occurrences(text, 'Ң')).toBeGreaterThanOrEqual(9000);
  });

  it('shows control characters as such and drops marks that would reorder the line', async () => {
    const text = await textOf(await write(withText('Safe\u0000\u0007 \u202Eesrever\u202C \u200Fend\u2066\u2069')));
    expect(text).toContain(squeeze('Safe\uFFFD\uFFFD esrever end'));
    expect(text).not.toMatch(/\p{Cf}/u);
  });

  it('says what the replacement character means, and only when it stands there', async () => {
    const legend = squeeze(word('print-unprintable'));
    expect(await textOf(await write(withText('電路分析')))).toContain(legend);
    expect(await textOf(await write(withText('Электр тізбектері')))).not.toContain(legend);
  });

  it('does not read markup, file names or addresses out of text', async () => {
    const text = '<b>bold</b> {{x}} data:image/png;base64,AAAA https://example.invalid/a.png /etc/hostname';
    expect(await textOf(await write(withText(text)))).toContain(squeeze(text));
  });
});

it('calls its sources by their names in the language', async () => {
  const recognition = sampleRecognition();
  const { source } = recognition.policy;
  const names = { title: { en: 'Policy' }, sources: { [source]: { en: source, kk: 'Кредиттерді ауыстыру ережесі' } } };
  const text = await textOf(await writeProtocol(recognition, { language: 'kk', date: '2027-03-01' }, names));
  expect(text).toContain(squeeze('[1] Кредиттерді ауыстыру ережесі'));
});
