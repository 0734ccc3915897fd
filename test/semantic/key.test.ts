import { describe, expect, it } from 'vitest';
import { embedderConfigSchema } from '../../src/semantic/index.ts';
import { embedderOf, type Reply, sendJson, sendStatus, sendVectors, startServer } from './embeddings-server.ts';

const KEY = 'sk-Very-Secret-0123456789';

describe('the key', () => {
  it('is sent as a bearer token', async () => {
    const { url, seen } = await startServer(sendVectors);
    await embedderOf(url, { apiKey: KEY }).embed(['a']);
    expect(seen.map(({ authorization }) => authorization)).toEqual([`Bearer ${KEY}`]);
  });

  it.each<[string, Reply]>([
    ['refused', sendJson({ error: { message: `Incorrect API key provided: ${KEY}` } }, 401)],
    ['repeated in an error', sendJson({ error: { message: `Request of ${KEY} failed` } }, 400)],
    ['repeated in lower case', sendJson({ error: `Request of ${KEY.toLowerCase()} failed` }, 500)],
    ['repeated behind a long text', sendJson({ message: `${'-'.repeat(70)}${KEY}` }, 422)],
    ['repeated in an address', sendStatus(307, { location: `http://${KEY}.example/` })],
    ['repeated in an answer', sendJson({ data: KEY })],
    ['repeated in an embedding', sendJson({ data: [{ index: 0, embedding: KEY }] })],
    ['sent to a server that hangs up', (response) => response.destroy()],
  ])('never stands in a problem, not even in part, when %s', async (_, reply) => {
    const { url } = await startServer(reply);
    const result = await embedderOf(url, { apiKey: KEY }).embed(['a']);
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result).toLowerCase()).not.toContain('sk-very');
  });

  it('must fit into a header, and is not quoted where it does not', () => {
    const parsed = embedderConfigSchema.safeParse({ baseUrl: 'http://127.0.0.1', model: 'm', apiKey: `${KEY}\n` });
    expect(parsed.success).toBe(false);
    expect(JSON.stringify(parsed.error)).not.toContain(KEY);
  });
});

describe('the configuration', () => {
  it('has defaults for all but the address and the model', () => {
    expect(embedderConfigSchema.parse({ baseUrl: 'https://embeddings.example/v1', model: ' bge-m3 ' })).toEqual({
      baseUrl: 'https://embeddings.example/v1',
      model: 'bge-m3',
      batchSize: 64,
      timeoutMilliseconds: 10_000,
      attempts: 3,
      maxCharacters: 6_000,
      maxAnswerBytes: 33_554_432,
    });
    expect(embedderConfigSchema.safeParse({}).error?.issues.map(({ path }) => path)).toEqual([['baseUrl'], ['model']]);
  });

  it.each([
    'file:///etc/passwd',
    'ftp://embeddings.example',
    'embeddings.example',
    'https://user:password@embeddings.example',
    'https://embeddings.example/?key=1',
    'https://embeddings.example/#a',
    '',
  ])('refuses the address %j', (baseUrl) => {
    const parsed = embedderConfigSchema.safeParse({ baseUrl, model: 'm' });
    expect(parsed.error?.issues.map(({ path }) => path)).toEqual([['baseUrl']]);
  });
});
