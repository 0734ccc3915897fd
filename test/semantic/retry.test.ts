import { describe, expect, it } from 'vitest';
import { reason } from '../../src/domain/index.ts';
import { createEmbedder, embedderConfigSchema } from '../../src/semantic/index.ts';
import { TEXTS } from '../installed.ts';
import {
  embedderOf,
  type Reply,
  sendJson,
  sendStatus,
  sendVectors,
  startServer,
  stayMute,
} from './embeddings-server.ts';

const hangUp: Reply = (response) => response.destroy();
const hangUpInTheMiddle: Reply = (response) => {
  response.writeHead(200, { 'content-length': '1000' });
  response.write('{"data": [', () => response.destroy());
};

describe('a request is tried again', () => {
  it.each([408, 429, 500, 502, 503, 504])('after status %i', async (status) => {
    const { url, seen } = await startServer(sendStatus(status), sendVectors);
    const embedder = embedderOf(url);
    expect(await embedder.embed(['a', 'bb'])).toMatchObject({ ok: true, value: { requested: 2 }, problems: [] });
    expect(seen.map(({ body }) => body.input)).toEqual([
      ['a', 'bb'],
      ['a', 'bb'],
    ]);
    expect(embedder.waits).toEqual([500]);
  });

  it.each([
    ['before the answer', hangUp],
    ['in the middle of it', hangUpInTheMiddle],
  ])('when the server hangs up %s', async (_, reply) => {
    const { url } = await startServer(reply, sendVectors);
    expect((await embedderOf(url).embed(['a'])).ok).toBe(true);
  });

  it('when the time is up', async () => {
    const { url, seen } = await startServer(stayMute, sendVectors);
    expect((await embedderOf(url, { timeoutMilliseconds: 100 }).embed(['a'])).ok).toBe(true);
    expect(seen.length).toBe(2);
  });

  it('with waits that double up to 8 s, and only as often as configured', async () => {
    const { url, seen } = await startServer(sendStatus(500));
    const embedder = embedderOf(url, { attempts: 7 });
    const result = await embedder.embed(['a']);
    expect(embedder.waits).toEqual([500, 1_000, 2_000, 4_000, 8_000, 8_000]);
    expect(seen.length).toBe(7);
    expect(result).toMatchObject({
      ok: false,
      problems: [{ code: 'service-unavailable', reason: reason('semantic-status-server', { status: 500 }) }],
    });
  });
});

describe('a server that says when', () => {
  it.each([429, 503])('by status %i is asked again then', async (status) => {
    const { url } = await startServer(sendStatus(status, { 'retry-after': '7' }), sendVectors);
    const embedder = embedderOf(url);
    expect((await embedder.embed(['a'])).ok).toBe(true);
    expect(embedder.waits).toEqual([7_000]);
  });

  it('may name a date; one that has passed means at once', async () => {
    const { url } = await startServer(sendStatus(503, { 'retry-after': 'Wed, 21 Oct 2015 07:28:00 GMT' }), sendVectors);
    const embedder = embedderOf(url);
    expect((await embedder.embed(['a'])).ok).toBe(true);
    expect(embedder.waits).toEqual([0]);
  });

  it.each(['soon', '-5', '1.5'])('%j is not understood and backed off from', async (header) => {
    const { url } = await startServer(sendStatus(429, { 'retry-after': header }), sendVectors);
    const embedder = embedderOf(url);
    expect((await embedder.embed(['a'])).ok).toBe(true);
    expect(embedder.waits).toEqual([500]);
  });

  it('in more than a minute is not waited for, nor asked earlier', async () => {
    const { url, seen } = await startServer(sendStatus(429, { 'retry-after': '3600' }));
    const embedder = embedderOf(url);
    const { problems } = await embedder.embed(['a']);
    expect(problems[0]?.reason && TEXTS.say(problems[0].reason, 'en')).toBe(
      'the server answers with status 429, and it asks to wait 3600 s',
    );
    expect([embedder.waits, seen.length]).toEqual([[], 1]);
  });
});

describe('a request is not tried again', () => {
  it.each([
    [400, 'Check the model'],
    [401, 'CONCORD_EMBEDDINGS_KEY'],
    [403, 'CONCORD_EMBEDDINGS_KEY'],
    [404, 'CONCORD_EMBEDDINGS_MODEL'],
    [413, 'smaller batches'],
  ])('after status %i, which will stay', async (status, remedy) => {
    const { url, seen } = await startServer(sendStatus(status));
    const { problems } = await embedderOf(url).embed(['a']);
    expect(problems).toMatchObject([{ code: 'service-unavailable' }]);
    expect(problems[0]?.reason && TEXTS.remedy(problems[0].reason, 'en')).toContain(remedy);
    expect(seen.length).toBe(1);
  });

  it.each([{ error: { message: 'no such model' } }, { error: 'no such model' }, { message: 'no such model' }])(
    'and the server is quoted: %j',
    async (body) => {
      const { url } = await startServer(sendJson(body, 404));
      expect((await embedderOf(url).embed(['a'])).problems[0]?.value).toBe('no such model');
    },
  );
});

describe('time-out and abort', () => {
  it('a server that stays mute is named as such', async () => {
    const { url, seen } = await startServer(stayMute);
    const { problems } = await embedderOf(url, { timeoutMilliseconds: 50, attempts: 2 }).embed(['a']);
    expect(problems).toMatchObject([{ code: 'service-unavailable', reason: reason('semantic-timeout') }]);
    expect(seen.length).toBe(2);
  });

  it('the time counts for the body too', async () => {
    const { url } = await startServer((response) => response.writeHead(200).write('{'));
    const { problems } = await embedderOf(url, { timeoutMilliseconds: 50, attempts: 1 }).embed(['a']);
    expect(problems[0]?.reason?.code).toBe('semantic-timeout');
  });

  it('a server that is not there is named as such', async () => {
    const { problems } = await embedderOf('http://127.0.0.1:9', { attempts: 1 }).embed(['a']);
    expect(problems[0]?.reason?.code).toBe('semantic-network');
  });

  it('an abort ends the request and is not tried again', async () => {
    const controller = new AbortController();
    const { url, seen } = await startServer(() => controller.abort());
    const { ok, problems } = await embedderOf(url, { timeoutMilliseconds: 600_000 }).embed(['a'], controller.signal);
    expect(ok).toBe(false);
    expect(problems[0]?.reason?.code).toBe('semantic-aborted');
    expect(seen.length).toBe(1);
  });

  // The real wait, so that a minute of it would be this test's time-out.
  it('an abort ends the wait between two tries', async () => {
    const controller = new AbortController();
    const { url, seen } = await startServer((response, request) => {
      sendStatus(503, { 'retry-after': '60' })(response, request);
      response.on('close', () => setTimeout(() => controller.abort(), 50));
    });
    const embedder = createEmbedder(embedderConfigSchema.parse({ baseUrl: url, model: 'm' }));
    const { problems } = await embedder.embed(['a'], controller.signal);
    expect(problems[0]?.reason?.code).toBe('semantic-aborted');
    expect(seen.length).toBe(1);
  }, 30_000);

  it('nothing is sent when it was aborted before', async () => {
    const { url, seen } = await startServer(sendVectors);
    expect((await embedderOf(url).embed(['a'], AbortSignal.abort())).ok).toBe(false);
    expect(seen).toEqual([]);
  });
});
