import { describe, expect, it } from 'vitest';
import { type Problem, reason } from '../../src/domain/index.ts';

import { TEXTS } from '../installed.ts';
import {
  embedderOf,
  type Reply,
  sendDimensions,
  sendJson,
  sendStatus,
  sendVectors,
  startServer,
} from './embeddings-server.ts';

/** The one problem of embedding two texts with a server that replies so; no answer of this kind is asked for twice. */
async function problemOf(reply: Reply, config: Parameters<typeof embedderOf>[1] = {}): Promise<Problem> {
  const { url, seen } = await startServer(reply);
  const result = await embedderOf(url, config).embed(['a', 'bb']);
  expect(result.ok).toBe(false);
  expect(seen.length).toBe(1);
  const [problem, ...more] = result.problems;
  if (problem === undefined || more.length > 0) throw new Error(`${result.problems.length} problems`);
  expect(problem).toMatchObject({ code: 'service-unavailable', severity: 'error', source: 'embeddings server' });
  expect(problem.reason && TEXTS.remedy(problem.reason, 'en')).toBeTruthy();
  return problem;
}

const embeddings = (first: unknown, second: unknown = [0, 1]): Reply =>
  sendJson({
    data: [
      { index: 0, embedding: first },
      { index: 1, embedding: second },
    ],
  });
const base64 = (...numbers: number[]) => Buffer.from(Float32Array.from(numbers).buffer).toString('base64');

describe('an answer that can not be used', () => {
  it.each<[string, Reply, string | undefined]>([
    ['no JSON', sendJson('<html>Welcome</html>'), undefined],
    ['half a JSON', sendJson('{"data": [{"index": 0, "embedding": [1, '), undefined],
    ['bare NaN, as Python prints it', sendJson('{"data": [{"index": 0, "embedding": [NaN, 1]}]}'), undefined],
    ['another form', sendJson({ embeddings: [[1, 0]] }), 'data'],
    ['no index', sendJson({ data: [{ embedding: [1, 0] }] }), 'data.0.index'],
    ['null in place of NaN', embeddings([null, 1]), 'data.0.embedding'],
    ['infinity', sendJson('{"data": [{"index": 0, "embedding": [1e999, 1]}]}'), 'data.0.embedding'],
    ['NaN in base64', embeddings([1, 0], base64(Number.NaN, 1)), 'data.1.embedding'],
    ['base64 that was cut off', embeddings(base64(1, 0).slice(0, 8)), 'data.0.embedding'],
    ['text that is no base64', embeddings('not a vector'), 'data.0.embedding'],
    ['an empty vector', embeddings([]), 'data.0.embedding'],
    ['a vector without a direction', embeddings([1, 0], [0, 0]), 'data.1.embedding'],
    ['different dimensions', sendDimensions(2, 3), 'data.1.embedding'],
    ['too few vectors', sendDimensions(2), 'data'],
    ['too many vectors', sendDimensions(2, 2, 2), 'data'],
  ])('%s', async (_, reply, column) => {
    expect((await problemOf(reply)).column).toBe(column);
  });

  it('an index that stands twice', async () => {
    const twice = [0, 0].map((index) => ({ index, embedding: [1, 0] }));
    expect((await problemOf(sendJson({ data: twice }))).reason).toEqual(reason('semantic-answer-count', { count: 2 }));
  });

  it('an answer larger than allowed', async () => {
    const problem = await problemOf(sendJson({ padding: ' '.repeat(2000) }), { maxAnswerBytes: 1000 });
    expect(problem.reason?.code).toBe('semantic-too-large');
  });

  it('an endless answer is not read to its end', async () => {
    const flood: Reply = (response) => {
      const pour = () => {
        while (response.write(' '.repeat(10_000)));
      };
      response.on('drain', pour);
      pour();
    };
    expect((await problemOf(flood, { maxAnswerBytes: 100_000 })).reason?.code).toBe('semantic-too-large');
  });
});

describe('dimensions', () => {
  it('must not change from batch to batch', async () => {
    const { url } = await startServer(sendDimensions(2), sendDimensions(3));
    const result = await embedderOf(url, { batchSize: 1 }).embed(['a', 'bb']);
    expect(result).toMatchObject({ ok: false, problems: [{ code: 'service-unavailable' }] });
    expect(result.problems[0]?.reason?.code).toBe('semantic-dimensions-differ');
  });
});

describe('redirects', () => {
  it('are followed on the same host, as the same request', async () => {
    const { url, seen } = await startServer(sendStatus(308, { location: '/elsewhere' }), sendVectors);
    expect((await embedderOf(url, { apiKey: 'secret' }).embed(['a'])).ok).toBe(true);
    expect(seen.map((request) => request.url)).toEqual(['/v1/embeddings', '/elsewhere']);
    expect(seen[1]).toMatchObject({ authorization: 'Bearer secret', body: { input: ['a'] } });
  });

  it('to another host are refused, and the other host sees nothing', async () => {
    const other = await startServer(sendVectors);
    const problem = await problemOf(sendStatus(307, { location: `${other.url}/v1/embeddings` }), { apiKey: 'secret' });
    expect(problem.reason?.code).toBe('semantic-redirect');
    expect(other.seen).toEqual([]);
  });

  it.each([{}, { location: 'http://' }, { location: 'ftp://127.0.0.1/' }])(
    'to nowhere are refused: %j',
    async (headers) => {
      expect((await problemOf(sendStatus(302, headers))).reason?.code).toBe('semantic-redirect');
    },
  );

  it('that would turn the request into a GET are refused', async () => {
    expect((await problemOf(sendStatus(303, { location: '/answer' }))).reason?.code).toBe('semantic-redirect');
  });

  it('in circles end', async () => {
    const { url, seen } = await startServer(sendStatus(307, { location: '/v1/embeddings' }));
    expect((await embedderOf(url).embed(['a'])).ok).toBe(false);
    expect(seen.length).toBe(4);
  });
});
