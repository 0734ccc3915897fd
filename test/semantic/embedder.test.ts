import { describe, expect, it } from 'vitest';
import { cosine } from '../../src/semantic/index.ts';
import { embedded, embedderOf, sendJson, sendVectors, startServer, vectorOf } from './embeddings-server.ts';

const TEXTS = ['a', 'bb', 'ccc', 'dddd', 'eeeee'];

/** Each vector is the one of its text, at length 1. */
function expectVectors(vectors: readonly Float32Array[], texts: readonly string[]): void {
  expect(vectors.length).toBe(texts.length);
  texts.forEach((text, i) => {
    expect(cosine(vectors[i] ?? new Float32Array(2), Float32Array.from(vectorOf(text)))).toBeCloseTo(1, 6);
    expect(Math.hypot(...(vectors[i] ?? []))).toBeCloseTo(1, 6);
  });
}

describe('the embedder', () => {
  it('gives each text its vector, at length 1, in the order of the texts', async () => {
    const { url, seen } = await startServer(sendVectors);
    const value = await embedded(embedderOf(url), TEXTS);
    expectVectors(value.vectors, TEXTS);
    expect(value).toMatchObject({ model: 'test-model', cached: 0, requested: 5 });
    expect(seen).toEqual([
      { url: '/v1/embeddings', authorization: undefined, body: { model: 'test-model', input: TEXTS } },
    ]);
  });

  it('sends no more texts in a request than a batch holds', async () => {
    const { url, seen } = await startServer(sendVectors);
    const { vectors } = await embedded(embedderOf(url, { batchSize: 2 }), TEXTS);
    expect(seen.map(({ body }) => body.input)).toEqual([['a', 'bb'], ['ccc', 'dddd'], ['eeeee']]);
    expectVectors(vectors, TEXTS);
  });

  it('asks once for a text that stands twice', async () => {
    const { url, seen } = await startServer(sendVectors);
    const value = await embedded(embedderOf(url), ['a', 'bb', ' a ', 'a']);
    expect(seen.map(({ body }) => body.input)).toEqual([['a', 'bb']]);
    expect(value.requested).toBe(2);
    expectVectors(value.vectors, ['a', 'bb', 'a', 'a']);
  });

  it('does not send a blank text: its vector is zero and like nothing', async () => {
    const { url, seen } = await startServer(sendVectors);
    const { vectors } = await embedded(embedderOf(url), ['', 'a', ' \n']);
    expect(seen.map(({ body }) => body.input)).toEqual([['a']]);
    expect(vectors.map((vector) => [...vector])).toEqual([
      [0, 0],
      [1, 0],
      [0, 0],
    ]);
  });

  it('sends nothing where there is nothing to send', async () => {
    const { url, seen } = await startServer(sendVectors);
    expect(await embedded(embedderOf(url), [])).toEqual({ vectors: [], model: 'test-model', cached: 0, requested: 0 });
    expect(seen).toEqual([]);
  });

  it('cuts a long text at a word', async () => {
    const { url, seen } = await startServer(sendVectors);
    await embedded(embedderOf(url, { maxCharacters: 12 }), ['Electrical machines']);
    await embedded(embedderOf(url, { maxCharacters: 10 }), ['Electrical machines']);
    await embedded(embedderOf(url, { maxCharacters: 9 }), ['Electrical machines']);
    expect(seen.flatMap(({ body }) => body.input)).toEqual(['Electrical', 'Electrical', 'Electrica']);
  });

  it('sends well-formed text though a letter was cut in half', async () => {
    const { url, seen } = await startServer(sendVectors);
    await embedded(embedderOf(url, { maxCharacters: 3 }), ['\ud83d', 'ab😀']);
    expect(seen.flatMap(({ body }) => body.input)).toEqual(['\ufffd', 'ab']);
  });

  it('takes answers in any order', async () => {
    const { url } = await startServer((response, seen) => {
      const data = seen.body.input.map((text, index) => ({ index, embedding: vectorOf(text) }));
      sendJson({ data: data.toReversed() })(response, seen);
    });
    expectVectors((await embedded(embedderOf(url), TEXTS)).vectors, TEXTS);
  });

  it('takes base64 of 32-bit floats', async () => {
    const { url } = await startServer((response, seen) => {
      const encode = (text: string) => Buffer.from(Float32Array.from(vectorOf(text)).buffer).toString('base64');
      const data = seen.body.input.map((text, index) => ({ index, embedding: encode(text) }));
      sendJson({ data })(response, seen);
    });
    expectVectors((await embedded(embedderOf(url), TEXTS)).vectors, TEXTS);
  });

  it.each(['', '/', '/v1', '/v1/'])('finds the address of a server given as %j', async (ending) => {
    const { url, seen } = await startServer(sendVectors);
    await embedded(embedderOf(`${url}/gateway${ending}`), ['a']);
    expect(seen.map((request) => request.url)).toEqual(['/gateway/v1/embeddings']);
  });
});
