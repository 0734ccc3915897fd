import { describe, expect, it } from 'vitest';
import { decode } from '../../src/interchange/decode.ts';
import { TEXTS } from '../installed.ts';
import { bytesIn, bytesOf, utf16, windows1251 } from './files.ts';

const RUSSIAN = 'код;название\nМА101;Математический анализ — «часть 1»\nФИ2;Физика и её приложения\n';
const KAZAKH = 'коды,атауы\nҚТ1,Қазақстан тарихы\nӘ2,Электр өткізгіштігі, үй\n';
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('decode tells encodings apart by their bytes', () => {
  it.each([
    ['UTF-8', utf8(KAZAKH), KAZAKH, 'utf-8'],
    ['UTF-8 with a mark', bytesOf([0xef, 0xbb, 0xbf], [...utf8(KAZAKH)]), KAZAKH, 'utf-8'],
    ['plain ASCII', utf8('code,title\nA,B\n'), 'code,title\nA,B\n', 'utf-8'],
    ['UTF-16 LE with a mark', bytesOf([0xff, 0xfe], [...utf16(KAZAKH, 'le')]), KAZAKH, 'utf-16le'],
    ['UTF-16 BE with a mark', bytesOf([0xfe, 0xff], [...utf16(KAZAKH, 'be')]), KAZAKH, 'utf-16be'],
    ['UTF-16 LE without a mark', utf16(RUSSIAN, 'le'), RUSSIAN, 'utf-16le'],
    ['UTF-16 BE without a mark', utf16(RUSSIAN, 'be'), RUSSIAN, 'utf-16be'],
    ['Latin UTF-16 without a mark', utf16('code;title\nA1;Über Öl', 'le'), 'code;title\nA1;Über Öl', 'utf-16le'],
    ['Windows-1251', windows1251(RUSSIAN), RUSSIAN, 'windows-1251'],
    [
      'Windows-1252',
      bytesOf('code;title\nE1;Gr\xf6\xdfen f\xfcr \xdcbertr\xe4ger\n'),
      'code;title\nE1;Größen für Überträger\n',
      'windows-1252',
    ],
    [
      'a Windows-1252 apostrophe',
      bytesOf('code,title\nA1,Maxwell\x92s equations\n'),
      'code,title\nA1,Maxwell’s equations\n',
      'windows-1252',
    ],
    [
      'Windows-1250, Polish',
      bytesOf('Kod;Nazwa;J\xeazyk;Tre\x9cci\nEL-31;Maszyny;polski;wzmacniacze\n'),
      'Kod;Nazwa;Język;Treści\nEL-31;Maszyny;polski;wzmacniacze\n',
      'windows-1250',
    ],
    [
      'ISO 8859-2, Czech',
      bytesOf('k\xf3d;n\xe1zev;jazyk\nEL1;Elektrick\xe9 stroje a p\xf8\xedstroje, \xb9kola\n'),
      'kód;název;jazyk\nEL1;Elektrické stroje a přístroje, škola\n',
      'iso-8859-2',
    ],
    [
      'Windows-1254, Turkish',
      bytesOf('Ders Kodu;Ders Ad\xfd\nEL1;Elektrik M\xfchendisli\xf0ine Giri\xfe\n'),
      'Ders Kodu;Ders Adı\nEL1;Elektrik Mühendisliğine Giriş\n',
      'windows-1254',
    ],
    [
      'Windows-1257, Lithuanian',
      bytesOf('Kodas;Dalyko pavadinimas\nEL1;Elektros ma\xf0inos ir j\xf8 valdymas, energijos \xe1renginiai\n'),
      'Kodas;Dalyko pavadinimas\nEL1;Elektros mašinos ir jų valdymas, energijos įrenginiai\n',
      'windows-1257',
    ],
    [
      'Windows-1252, French',
      bytesOf('code;intitul\xe9\nE1;M\xe9thodes num\xe9riques, syst\xe8mes \xe0 \x9cuvre\n'),
      'code;intitulé\nE1;Méthodes numériques, systèmes à œuvre\n',
      'windows-1252',
    ],
    [
      'Windows-1252, Spanish',
      bytesOf('c\xf3digo;asignatura\nE1;Dise\xf1o de sistemas de potencia, quinta versi\xf3n\n'),
      'código;asignatura\nE1;Diseño de sistemas de potencia, quinta versión\n',
      'windows-1252',
    ],
    [
      'KOI8-R',
      bytesOf('kod;', [0xed, 0xc1, 0xd4, 0xc5, 0xcd, 0xc1, 0xd4, 0xc9, 0xcb, 0xc1]),
      'kod;Математика',
      'koi8-r',
    ],
    [
      'CP866',
      bytesOf('kod;', [0x8c, 0xa0, 0xe2, 0xa5, 0xac, 0xa0, 0xe2, 0xa8, 0xaa, 0xa0]),
      'kod;Математика',
      'ibm866',
    ],
    ['GB 18030', bytesOf('kod,', [0xb5, 0xe7, 0xbb, 0xfa, 0xd1, 0xa7]), 'kod,电机学', 'gb18030'],
    ['EUC-KR', bytesOf('kod,', [0xc0, 0xfc, 0xb1, 0xe2, 0xb1, 0xe2, 0xb1, 0xe2]), 'kod,전기기기', 'euc-kr'],
    ['Big5', bytesOf('kod,', [0xb9, 0x71, 0xbe, 0xf7, 0xa8, 0x74, 0xb2, 0xce, 0xbe, 0xc7]), 'kod,電機系統學', 'big5'],
    ['Chinese UTF-16 LE without a mark', utf16('课程,学分\n电机学,4\n', 'le'), '课程,学分\n电机学,4\n', 'utf-16le'],
  ])('%s', (_, bytes, text, encoding) => {
    expect(decode(bytes)).toEqual({ text, encoding, damaged: false });
  });

  it('a UTF-8 file with a broken byte is damaged UTF-8, not Windows-1251', () => {
    const bytes = utf8(RUSSIAN);
    const broken = Uint8Array.from([...bytes.slice(0, -3), 0xd0, ...bytes.slice(-1)]);
    expect(decode(broken)).toMatchObject({ encoding: 'utf-8', damaged: true });
  });

  it('a UTF-16 file that ends in half a unit is damaged', () => {
    expect(decode(utf16(RUSSIAN, 'le').slice(0, -1))).toMatchObject({ encoding: 'utf-16le', damaged: true });
  });
});

describe('decode refuses what is no text', () => {
  it.each([
    ['a workbook', bytesOf('PK\x03\x04 and so on'), 'file-not-readable', /Excel workbook/],
    ['an old workbook', bytesOf([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'file-not-readable', /old Excel/],
    ['a PDF', bytesOf('%PDF-1.7\n'), 'file-not-readable', /PDF/],
    ['UTF-32', bytesOf([0xff, 0xfe, 0, 0, 0x41, 0, 0, 0]), 'file-not-readable', /UTF-32/],
    ['zeros', new Uint8Array(64), 'file-not-readable', /binary/],
  ])('%s', (_, bytes, code, reason) => {
    const decoded = decode(bytes);
    if (!('reason' in decoded)) throw new Error('it was decoded');
    expect(decoded.code).toBe(code);
    expect(TEXTS.say(decoded.reason, 'en')).toMatch(reason);
  });
});

describe('whatever the encoding, a text that it can hold is read as it is', () => {
  const SAMPLES: readonly (readonly [string, string])[] = [
    ['gb18030', '课程编号,课程名称,学分\nEE1,电机学与电力拖动,4\nEE2,自动控制原理,3.5\n'],
    ['euc-kr', '학수번호,교과목명,학점\nEE1,전기기기와 구동,3\nEE2,자동제어 원리,3\n'],
    ['big5', '課程代碼,課程名稱,學分\nEE1,電機機械與驅動系統,4\nEE2,自動控制原理,3\n'],
    ['koi8-r', 'код;название;кредиты\nEE1;Электрические машины;5\n'],
    ['ibm866', 'код;название;кредиты\nEE1;Электрические машины;5\n'],
  ];

  it.each(SAMPLES)('%s', (encoding, text) => {
    const decoded = decode(bytesIn(encoding, text));
    expect(decoded).toMatchObject({ text, encoding, damaged: false });
  });
});
