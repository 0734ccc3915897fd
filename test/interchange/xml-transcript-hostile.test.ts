/** Hostile XML: a clear problem at once, never a throw, nothing expanded, fetched or run out of memory. */
import { describe, expect, it, vi } from 'vitest';
import { problemSchema, type Result } from '../../src/domain/index.ts';
import { readTranscript } from '../../src/interchange/index.ts';
import { bytesOf, file, inEnglish, places, utf16, windows1251 } from './files.ts';
import { course, elmo, read, rowsOf } from './xml-transcript-files.ts';

// Tens of megabytes beside other work take their time; a hang is what this limit is for.
vi.setConfig({ testTimeout: 60_000 });

const MEGA = 1024 * 1024;
const good = course({ code: 'A', title: 'Circuits', grade: '3', ects: '5' });
const inside = (content: string) => `<elmo><report>${content}${good}</report></elmo>`;

const ENTITIES = 'abcdefghij'.split('').map((name, index) => {
  const value = index === 0 ? 'lol' : `&${'abcdefghij'[index - 1]};`.repeat(10);
  return `<!ENTITY ${name} "${value}">`;
});

function expectRefused(result: Result<unknown>, code: string): void {
  expect(result.ok).toBe(false);
  for (const problem of result.problems) expect(problemSchema.safeParse(problem).success).toBe(true);
  expect(result.problems.map((problem) => problem.code)).toContain(code);
}

describe('is refused with a clear problem', () => {
  it.each([
    ['a billion laughs', `<!DOCTYPE elmo [${ENTITIES.join('')}]>${inside('<issuer><title>&j;</title></issuer>')}`],
    [
      'an external entity',
      `<!DOCTYPE elmo [<!ENTITY x SYSTEM "file:///etc/passwd">]>${inside('<issuer><title>&x;</title></issuer>')}`,
    ],
    ['an external document type', `<!DOCTYPE elmo SYSTEM "http://elmo.example/x.dtd">${inside('')}`],
    [
      'millions of entities, after a comment',
      `<?xml version="1.0"?><!-- --> <!DOCTYPE x [${'<!ENTITY a "x">'.repeat(MEGA)}]><x/>`,
    ],
    ['a document type inside the root', inside('<!DOCTYPE x []>')],
    ['an entity that nobody declares', inside('<issuer><title>&nbsp;</title></issuer>')],
    ['a bare ampersand', inside('<issuer><title>R & D</title></issuer>')],
    ['a wrong end tag', '<elmo><report></elmo></report>'],
    ['a file cut off', elmo(good).slice(0, -30)],
    ['two roots', `${inside('')}<elmo/>`],
    ['text after the root', `${inside('')}junk`],
    ['an attribute twice', inside('<issuer a="1" a="2"/>')],
    ['an attribute without quotes', inside('<issuer a=1/>')],
    ['a control character', inside('<issuer>\u0001</issuer>')],
    ['a character that is none', inside('<issuer>&#x110000;</issuer>')],
    ['elements nested too deep', `${'<elmo>'.repeat(200_000)}${'</elmo>'.repeat(200_000)}`],
    ['open elements without end', '<elmo>'.repeat(2 * MEGA)],
    ['brackets alone', '<'.repeat(MEGA)],
    ['comments that never end', '<elmo><!--'.repeat(MEGA)],
    ['an instruction that never ends', `<elmo><?${'x '.repeat(MEGA)}`],
    ['a prefix without a name', '<:/>'],
    ['a web page', '<!DOCTYPE html><html><body><p>502 Bad Gateway<br></body></html>'],
    ['a web page in good XML', '<html><body/></html>'],
    ['XML of another kind', '<?xml version="1.0"?><invoice><total>5</total></invoice>'],
    ['a root that is passed over elsewhere', '<Signature><elmo/></Signature>'],
    ['an EWP answer of another kind', '<omobility-las-get-response><la/></omobility-las-get-response>'],
  ])('%s', (_, text) => {
    expectRefused(read(text), 'file-malformed');
  });

  it.each([
    ['50 MB of text', () => inside(`<issuer><title>${'x'.repeat(50 * MEGA)}</title></issuer>`), 'file-too-large'],
    [
      '15 MB of text in one element',
      () => inside(`<issuer><title>${'x'.repeat(15 * MEGA)}</title></issuer>`),
      'cell-too-long',
    ],
    ['text in many pieces', () => inside(`<issuer>${'<![CDATA[xx]]>'.repeat(MEGA)}</issuer>`), 'cell-too-long'],
    ['a long attribute', () => inside(`<issuer a="${'x'.repeat(12 * MEGA)}"/>`), 'cell-too-long'],
    ['millions of elements', () => inside('<x/>'.repeat(3 * MEGA)), 'file-too-large'],
    [
      'a million attributes',
      () => inside(`<x ${Array.from({ length: MEGA }, (_, at) => `a${at}=""`).join(' ')}/>`),
      'file-too-large',
    ],
  ])('%s', (_, text, code) => {
    expectRefused(read(text()), code);
  });

  it('the place is the line in the file, counted from its first byte', () => {
    const text = `\n\n${elmo(good).replace('</learner>', '</lerner>')}`;
    const [problem] = inEnglish(read(text).problems);
    expect([problem?.line, problem?.message]).toEqual([5, 'the XML is not well-formed: unexpected close tag']);
  });

  it('a problem does not repeat the text around the fault, which may name the student', () => {
    const result = read('<elmo><learner><givenNames>Ada & Musterova</givenNames></learner></elmo>');
    expectRefused(result, 'file-malformed');
    expect(JSON.stringify(result)).not.toContain('Musterova');
  });
});

describe('is harmless', () => {
  it('an attached document of many megabytes, a signature and descriptions are passed over', () => {
    const attachment = `<attachment><content>data:application/pdf;base64,${'JVBE'.repeat(3 * MEGA)}</content></attachment>`;
    const html = '<descriptionHtml>&lt;script&gt;</descriptionHtml><Signature><X509Data>MIIB</X509Data></Signature>';
    expect(rowsOf(inside(attachment + html))).toMatchObject([{ code: 'A' }]);
  });

  it('names of JavaScript are names like others', () => {
    const odd = '<__proto__ __proto__="x" constructor="y"><toString/></__proto__>';
    expect(rowsOf(inside(odd), { schemes: { ['__proto__']: 'x' } })).toMatchObject([{ code: 'A', scale: null }]);
    expect(Object.keys(Object.prototype)).toEqual([]);
  });

  it('prefixes and namespaces make no difference', () => {
    const prefixed = elmo(good)
      .replaceAll(/<(\/?)(?=[a-z])/gi, '<$1ns0:')
      .replace('xmlns=', 'xmlns:ns0=');
    expect(rowsOf(prefixed)).toEqual(rowsOf(elmo(good)));
  });

  it('comments and instructions between the elements are passed over', () => {
    expect(rowsOf(inside('<!-- <elmo> --><?php echo 1 ?>'))).toMatchObject([{ code: 'A' }]);
  });
});

describe('encodings', () => {
  const titled = (encoding: string) =>
    elmo(course({ code: 'A', title: 'Электротехника', grade: '3' }))
      .replace('UTF-8', encoding)
      .replaceAll('ä', 'a');
  const titles = (bytes: Uint8Array) => {
    const result = readTranscript({ name: 'transcript.xml', bytes }, { scale: 'ru' });
    return result.ok
      ? [Object.values(result.value.value.rows[0]?.titles ?? {})[0], ...places(result.problems)]
      : places(result.problems);
  };

  it.each([
    ['UTF-8', file(titled('UTF-8')).bytes],
    ['UTF-8 with a mark and space before it', file(`\ufeff \n${titled('utf-8')}`).bytes],
    ['UTF-16 with a mark', utf16(`\ufeff${titled('UTF-16')}`, 'le')],
    ['UTF-16 without a mark, in the other order', utf16(titled('UTF-16BE'), 'be')],
    ['Windows-1251 that says so', windows1251(titled('windows-1251'))],
  ])('%s is read', (_, bytes) => {
    expect(titles(bytes)).toEqual(['Электротехника']);
  });

  it.each([
    ['UTF-8 that says Windows-1251', file(titled('windows-1251')).bytes],
    ['UTF-16 that says UTF-8', utf16(`\ufeff${titled('UTF-8')}`, 'le')],
  ])('%s is read by its bytes, with a warning', (_, bytes) => {
    expect(titles(bytes)).toEqual(['Электротехника', 'file-encoding 1']);
  });

  it.each([
    ['Windows-1251 that says UTF-8', windows1251(titled('UTF-8'))],
    ['Windows-1251 that says nothing', windows1251(titled('UTF-8').replace(' encoding="UTF-8"', ''))],
    ['Windows-1251 that says UTF-16', windows1251(titled('UTF-16'))],
    ['an encoding that does not exist', windows1251(titled('utf-7'))],
    ['broken UTF-8', bytesOf('<elmo><!-- ', [0xd0, 0xad, 0xd0, 0xad, 0xff], ' --></elmo>')],
  ])('%s is refused', (_, bytes) => {
    expect(titles(bytes)).toEqual(['file-encoding 1']);
  });

  it('UTF-32 and binary data behind a bracket are not read', () => {
    const utf32 = bytesOf([0xff, 0xfe, 0, 0], ...[...'<elmo/>'].map((sign) => [sign.charCodeAt(0), 0, 0, 0]));
    expect(titles(utf32)).toEqual(['file-not-readable']);
    expect(
      titles(
        bytesOf(
          '<',
          Array.from({ length: 400 }, (_, at) => at % 7),
        ),
      ),
    ).toEqual(['file-not-readable']);
  });
});
