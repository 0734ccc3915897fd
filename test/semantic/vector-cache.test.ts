import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { reason } from '../../src/domain/index.ts';
import { embedded, embedderOf, sendDimensions, sendStatus, sendVectors, startServer } from './embeddings-server.ts';

function makeFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'concord-vectors-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  return folder;
}

const filesOf = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));

/** A folder with the vectors of these texts. */
async function filledFolder(texts: readonly string[]): Promise<string> {
  const cacheFolder = makeFolder();
  const { url } = await startServer(sendVectors);
  await embedded(embedderOf(url, { cacheFolder }), texts);
  return cacheFolder;
}

describe('the cache', () => {
  it('answers known texts without a request, number by number as the server did', async () => {
    const cacheFolder = path.join(makeFolder(), 'new', 'folder');
    const { url, seen } = await startServer(sendVectors);
    const fresh = await embedded(embedderOf(url, { cacheFolder }), ['a', 'bb']);
    const again = await embedded(embedderOf(url, { cacheFolder }), ['bb', 'a']);
    expect(again).toEqual({
      vectors: fresh.vectors.toReversed(),
      model: 'test-model',
      cached: 2,
      requested: 0,
    });
    expect(seen.length).toBe(1);
  });

  it('lets only unknown texts be requested', async () => {
    const cacheFolder = await filledFolder(['a', 'bb']);
    const { url, seen } = await startServer(sendVectors);
    const value = await embedded(embedderOf(url, { cacheFolder }), ['a', 'ccc', 'bb']);
    expect(seen.map(({ body }) => body.input)).toEqual([['ccc']]);
    expect(value).toMatchObject({ cached: 2, requested: 1 });
  });

  it('holds one file per vector and no drafts', async () => {
    const files = filesOf(await filledFolder(['a', 'bb', 'a']));
    expect(files.map((file) => path.basename(file))).toEqual([
      expect.stringMatching(/^[0-9a-f]{64}\.f32$/),
      expect.stringMatching(/^[0-9a-f]{64}\.f32$/),
    ]);
  });

  it('belongs to one model', async () => {
    const cacheFolder = await filledFolder(['a']);
    const { url } = await startServer(sendVectors);
    expect(await embedded(embedderOf(url, { cacheFolder, model: 'other' }), ['a'])).toMatchObject({ requested: 1 });
  });

  it.each<[string, (bytes: Buffer) => Buffer]>([
    ['empty', () => Buffer.alloc(0)],
    ['cut off', (bytes) => bytes.subarray(0, -1)],
    ['cut off after a number', (bytes) => bytes.subarray(0, -4)],
    ['without numbers', (bytes) => bytes.subarray(0, 32)],
    ['longer than written', (bytes) => Buffer.concat([bytes, Buffer.alloc(4)])],
    ['changed in one bit', (bytes) => Buffer.from(bytes.map((byte, i) => (i === bytes.length - 2 ? byte ^ 1 : byte)))],
    ['something else', () => Buffer.from('This is a text file of a person who looked for a free place.')],
  ])('asks again for a file that is %s, and repairs it', async (_, damage) => {
    const cacheFolder = await filledFolder(['a']);
    const [file = ''] = filesOf(cacheFolder);
    const whole = readFileSync(file);
    writeFileSync(file, damage(whole));
    const { url } = await startServer(sendVectors);
    const value = await embedded(embedderOf(url, { cacheFolder }), ['a']);
    expect(value).toMatchObject({ cached: 0, requested: 1 });
    expect([...(value.vectors[0] ?? [])]).toEqual([1, 0]);
    expect(readFileSync(file)).toEqual(whole);
  });

  it('keeps what was answered before a run failed', async () => {
    const cacheFolder = makeFolder();
    const { url, seen } = await startServer(sendVectors, sendStatus(400), sendVectors);
    const embedder = embedderOf(url, { cacheFolder, batchSize: 2 });
    const texts = ['a', 'bb', 'ccc'];
    expect((await embedder.embed(texts)).ok).toBe(false);
    expect(await embedded(embedder, texts)).toMatchObject({ cached: 2, requested: 1 });
    expect(seen.map(({ body }) => body.input)).toEqual([['a', 'bb'], ['ccc'], ['ccc']]);
  });

  it('does not take in vectors of another dimension than it holds', async () => {
    const cacheFolder = await filledFolder(['a']);
    const { url } = await startServer(sendDimensions(3));
    const { ok, problems } = await embedderOf(url, { cacheFolder }).embed(['a', 'bb']);
    expect(ok).toBe(false);
    expect(problems[0]).toMatchObject({
      code: 'service-unavailable',
      reason: reason('semantic-dimensions-differ'),
    });
    expect(filesOf(cacheFolder).length).toBe(1);
  });

  it('says so when it holds vectors of two dimensions', async () => {
    const cacheFolder = await filledFolder(['a']);
    const { url } = await startServer(sendDimensions(3));
    expect((await embedderOf(url, { cacheFolder }).embed(['bb'])).ok).toBe(true);
    expect((await embedderOf(url, { cacheFolder }).embed(['a', 'bb'])).problems[0]?.reason?.code).toBe(
      'semantic-dimensions-differ',
    );
  });

  it('that can not be written costs a warning, not the vectors', async () => {
    const cacheFolder = path.join(makeFolder(), 'file');
    writeFileSync(cacheFolder, 'in the way of the folder');
    const { url } = await startServer(sendVectors);
    const result = await embedderOf(url, { cacheFolder, batchSize: 1 }).embed(['a', 'bb']);
    expect(result).toMatchObject({
      ok: true,
      value: { requested: 2 },
      problems: [{ code: 'service-unavailable', severity: 'warning', reason: reason('semantic-cache-unwritable') }],
    });
  });
});
