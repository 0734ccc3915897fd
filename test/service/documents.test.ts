/** Papers over HTTP: what is asked, what is handed in, what the office says of it. */
import { describe, expect, it } from 'vitest';
import { checkFile, MAX_DOCUMENT_BYTES, shownName } from '../../src/app/coordinator/check-file.ts';
import type { ChecklistItem, Document } from '../../src/domain/index.ts';
import { codesOf, makeApplication, makeCall } from '../store/samples.ts';
import { type Harness, onEveryService } from './harness.ts';

const PDF = new TextEncoder().encode(
  '%PDF-1.7\n1 0 obj << /Type /Catalog >> endobj\ntrailer << /Root 1 0 R >>\n%%EOF\n',
);
const PNG = Uint8Array.from([
  0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 1, 0, 0, 0, 1, 8, 6,
  0, 0, 0, 0x1f, 0x15, 0xc4, 0x89, 0, 0, 0, 0, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
]);

function actions({ api, request, signedIn, person, store }: Harness) {
  const begin = async () => {
    const call = await makeCall(store, { languages: [] });
    const { application, student } = await makeApplication(store, { call });
    const cookie = await signedIn(student);
    const { cookie: office } = await person('coordinator');
    const base = `/api/v1/applications/${application.id}`;
    const upload = (
      type: string,
      { name = 'scan.pdf', content = PDF, fields = {}, key, as = cookie }: Partial<Sent> = {},
    ): Promise<Response> => {
      const form = new FormData();
      form.set('file', new File([new Uint8Array(content)], name, { type: 'text/html' }));
      for (const [field, value] of Object.entries(fields)) form.set(field, value);
      const headers = {
        cookie: as,
        'sec-fetch-site': 'same-origin',
        ...(key !== undefined && { 'idempotency-key': key }),
      };
      const url = `${base}/documents/${type}/files`;
      return Promise.resolve(api.request(url, { method: 'POST', headers, body: form }, CONNECTION));
    };
    const handIn = async (type: string, sent: Partial<Sent> = {}): Promise<Document> => {
      const answer = await upload(type, sent);
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      return (await answer.json()) as Document;
    };
    const check = ({ id, revision }: Document, verb: string, body: object = {}) =>
      request('POST', `/api/v1/documents/${id}/${verb}`, {
        cookie: office,
        body,
        headers: { 'if-match': `"${revision}"` },
      });
    const item = async (type: string) => {
      const answer = await request('GET', `${base}/checklist`, { cookie });
      const { items } = (await answer.json()) as { items: ChecklistItem[] };
      return items.find((one) => one.type === type);
    };
    return { application, student, cookie, office, upload, handIn, check, item, base };
  };
  return { begin };
}

interface Sent {
  readonly name: string;
  readonly content: Uint8Array;
  readonly fields: Readonly<Record<string, string>>;
  readonly key: string;
  readonly as: string;
}

const CONNECTION = { incoming: { socket: { remoteAddress: '192.0.2.1' } } };

onEveryService('a document', (harness) => {
  it('is handed in as a file, kept in versions with its hash, and comes back byte for byte as a download', async () => {
    const { handIn, cookie, base } = await actions(harness()).begin();
    const first = await handIn('medical-certificate', { name: '..\\..\\etc/Справка "моя".exe' });
    expect(first).toMatchObject({
      state: 'uploaded',
      files: [{ version: 1, name: 'Справка моя.exe.pdf', mediaType: 'application/pdf', bytes: PDF.byteLength }],
    });
    const second = await handIn('medical-certificate', { name: 'photo.png', content: PNG });
    expect(second.files.map(({ version, mediaType }) => [version, mediaType])).toEqual([
      [1, 'application/pdf'],
      [2, 'image/png'],
    ]);
    const { request } = harness();
    const download = (version: number) => request('GET', `/api/v1/documents/${first.id}/files/${version}`, { cookie });
    const answer = await download(1);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(PDF);
    expect(Object.fromEntries(answer.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="_______ ___.exe.pdf"; filename*=UTF-8''${encodeURIComponent('Справка моя.exe.pdf')}`,
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'"),
      'cache-control': expect.stringContaining('private'),
    });
    expect(new Uint8Array(await (await download(2)).arrayBuffer())).toEqual(PNG);
    // Beside what is asked of it a PDF is shown, in a page of this server alone; a picture is never a page.
    const show = (version: number) =>
      request('GET', `/api/v1/documents/${first.id}/files/${version}?show=true`, { cookie });
    const [shown, picture] = [await show(1), await show(2)];
    expect(shown.headers.get('content-disposition')).toMatch(/^inline; /);
    expect(shown.headers.get('content-security-policy')).toContain("frame-ancestors 'self'");
    expect(picture.headers.get('content-disposition')).toMatch(/^attachment; /);
    expect(picture.headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect((await download(3)).status).toBe(404);
    const listed = await request('GET', `${base}/documents`, { cookie });
    expect(await listed.json()).toMatchObject({ items: [{ id: first.id, files: [{}, {}] }] });
    const stranger = await harness().person('student');
    expect((await request('GET', `/api/v1/documents/${first.id}/files/1`, { cookie: stranger.cookie })).status).toBe(
      403,
    );
  });

  it('is refused when its bytes are none of the types that are taken, whatever it is called', async () => {
    const { upload } = await actions(harness()).begin();
    const bytes = (text: string) => new TextEncoder().encode(text);
    const statuses = [
      await upload('transcript-copy', { name: 'page.pdf', content: bytes('<html><script>alert(1)</script></html>') }),
      await upload('transcript-copy', { content: bytes('<svg xmlns="http://www.w3.org/2000/svg"/>') }),
      await upload('transcript-copy', { content: bytes('MZ\u0090\u0000') }),
      await upload('transcript-copy', { content: new Uint8Array() }),
      await upload('transcript-copy', { content: new Uint8Array(1024 * 1024 + 1) }),
      await upload('no-such-document'),
      await upload('transcript-copy', { fields: { validUntil: 'soon' } }),
      await upload('transcript-copy', { fields: { state: 'accepted' } }),
    ].map(({ status }) => status);
    expect(statuses).toEqual([422, 422, 422, 422, 413, 400, 400, 400]);
  });

  it('is sent again safely with its key, and by another site not at all', async () => {
    const { handIn, upload, cookie, base } = await actions(harness()).begin();
    const form = new FormData();
    form.set('file', new File([PDF], 'scan.pdf'));
    const send = (headers: Record<string, string>) =>
      harness().api.request(`${base}/documents/application/files`, { method: 'POST', headers, body: form }, CONNECTION);
    expect((await send({ cookie, 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403);
    const boundary = 'x'.repeat(20);
    const body = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${new TextDecoder().decode(PDF)}\r\n--${boundary}--\r\n`;
    const once = () =>
      harness().api.request(
        `${base}/documents/application/files`,
        {
          method: 'POST',
          headers: {
            cookie,
            'sec-fetch-site': 'same-origin',
            'idempotency-key': `key-${base}`,
            'content-type': `multipart/form-data; boundary=${boundary}`,
          },
          body,
        },
        CONNECTION,
      );
    const answers = [await once(), await once()];
    expect(answers.map(({ status }) => status)).toEqual([201, 201]);
    expect(new Set(await Promise.all(answers.map((answer) => answer.text()))).size).toBe(1);
    expect((await handIn('application')).files).toHaveLength(2);
    expect((await upload('application', { key: 'spaces are no key' })).status).toBe(400);
  });

  it('is looked at: the checklist says what is missing, to check, returned, expired and present, and by when', async () => {
    const { handIn, check, item, cookie } = await actions(harness()).begin();
    expect(await item('medical-certificate')).toMatchObject({ status: 'missing', required: 'yes', due: '2027-08-01' });
    expect(await item('language-certificate')).toMatchObject({ status: 'not-needed', required: 'no', due: null });
    const handed = await handIn('medical-certificate', { fields: { issuedOn: '2027-06-01' } });
    expect(await item('medical-certificate')).toMatchObject({ status: 'to-check', validUntil: '2027-11-30' });
    const unsaid = await check(handed, 'return');
    expect(unsaid.status).toBe(400);
    const wrong = await check(handed, 'return', { reason: 'gpa-too-low' });
    expect(wrong.status).toBe(422);
    const returned = (await (await check(handed, 'return', { reason: 'not-legible' })).json()) as Document;
    expect(returned).toMatchObject({ state: 'returned', reason: 'not-legible' });
    // Somebody else has decided in the meantime.
    expect((await check(handed, 'accept')).status).toBe(409);
    expect(await item('medical-certificate')).toMatchObject({ status: 'returned' });
    const again = await handIn('medical-certificate', { fields: { issuedOn: '2027-06-01' } });
    expect(again).toMatchObject({ state: 'uploaded', reason: null });
    // The office reads another day of issue on it: too old when the stay begins.
    const early = (await (await check(again, 'accept', { issuedOn: '2026-10-01' })).json()) as Document;
    expect(await item('medical-certificate')).toMatchObject({ status: 'expires-too-soon', validUntil: '2027-03-31' });
    expect(early.state).toBe('accepted');
    const letters = await handIn('recommendation-letters');
    expect((await check(letters, 'accept')).status).toBe(200);
    expect(await item('recommendation-letters')).toMatchObject({ status: 'too-few' });
    const own = await harness().request('POST', `/api/v1/documents/${early.id}/accept`, {
      cookie,
      body: {},
      headers: { 'if-match': `"${early.revision}"` },
    });
    expect(own.status).toBe(403);
  });

  it('that has run out is not accepted; what is not asked of somebody is waived with a reason, or asked again', async () => {
    const { handIn, check, item } = await actions(harness()).begin();
    const old = await handIn('transcript-copy', { fields: { validUntil: '2026-10-31' } });
    expect((await check(old, 'accept')).status).toBe(422);
    expect(await item('transcript-copy')).toMatchObject({ status: 'expired' });
    const returned = (await (await check(old, 'return', { reason: 'document-too-old' })).json()) as Document;
    const waived = (await (await check(returned, 'waive', { reason: 'replaced-by-another' })).json()) as Document;
    expect(waived).toMatchObject({ state: 'waived', reason: 'replaced-by-another' });
    expect(await item('transcript-copy')).toMatchObject({ status: 'waived' });
    expect(await (await check(waived, 'require')).json()).toMatchObject({ state: 'missing', reason: null });
  });

  it('is not taken for an application that has ended, and only so many times', async () => {
    const { handIn, upload, cookie, application } = await actions(harness()).begin();
    await handIn('application');
    const { request } = harness();
    await request('POST', `/api/v1/applications/${application.id}/withdraw`, {
      cookie,
      headers: { 'if-match': `"${application.revision}"` },
    });
    expect((await upload('application')).status).toBe(409);
    const other = await actions(harness()).begin();
    for (let index = 0; index < 30; index += 1) await other.handIn('application');
    expect((await other.upload('application')).status).toBe(409);
  });
});

describe('what may be uploaded', () => {
  it('has at most 10 MiB', async () => {
    const content = new Uint8Array(MAX_DOCUMENT_BYTES + 1);
    content.set(PDF);
    expect(codesOf(await checkFile({ name: 'x.pdf', content }))).toBe('file-too-large');
    expect(codesOf(await checkFile({ name: 'x.pdf', content: content.subarray(1) }))).toBe('file-not-readable');
    expect(codesOf(await checkFile({ name: 'x.pdf', content: content.subarray(0, MAX_DOCUMENT_BYTES) }))).toBe('ok');
  });

  it.each([
    ['scan.pdf', 'scan.pdf'],
    ['SCAN.PDF', 'SCAN.PDF'],
    ['/etc/passwd', 'passwd.pdf'],
    ['..', 'document.pdf'],
    ['', 'document.pdf'],
    ['a\u0000b\r\nc.pdf', 'abc.pdf'],
    ['invoice\u202efdp.exe', 'invoicefdp.exe.pdf'],
    ['Анықтама.pdf', 'Анықтама.pdf'],
    ['x'.repeat(500), `${'x'.repeat(120)}.pdf`],
  ])('is called %j as %j', (name, shown) => {
    expect(shownName(name, ['.pdf'])).toBe(shown);
  });
});
