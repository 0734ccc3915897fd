/** A real HTTP server on 127.0.0.1 that speaks /v1/embeddings as the test wants it to. */
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import {
  createEmbedder,
  type Embedder,
  type EmbedderConfig,
  type Embeddings,
  embedderConfigSchema,
} from '../../src/semantic/index.ts';

/** A request as the server saw it. */
export interface Seen {
  readonly url: string;
  readonly authorization: string | undefined;
  readonly body: { model: string; input: string[] };
}
export type Reply = (response: ServerResponse, seen: Seen) => void;

/** Starts a server for this test; the nth request is answered by the nth reply, further ones by the last. */
export async function startServer(...replies: Reply[]): Promise<{ url: string; seen: Seen[] }> {
  const seen: Seen[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const entry = { url: request.url ?? '', authorization: request.headers.authorization, body };
    seen.push(entry);
    const reply = replies[Math.min(seen.length, replies.length) - 1] ?? sendVectors;
    reply(response, entry);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen };
}

/** A direction in the plane that depends on the text's length: 1 character (1, 0), 2 characters (0.8, 0.6)... */
export const vectorOf = (text: string): [number, number] => {
  const angle = (text.length - 1) * Math.atan2(3, 4);
  return [Math.cos(angle), Math.sin(angle)];
};

export const sendJson =
  (body: unknown, status = 200): Reply =>
  (response) => {
    response.writeHead(status, { 'content-type': 'application/json' });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };

export const sendStatus =
  (status: number, headers: Record<string, string> = {}, body = ''): Reply =>
  (response) => {
    response.writeHead(status, headers).end(body);
  };

/** An answer as it should be, only three times as long as a unit vector. */
export const sendVectors: Reply = (response, seen) => {
  const data = seen.body.input.map((text, index) => ({
    object: 'embedding',
    index,
    embedding: vectorOf(text).map((number) => 3 * number),
  }));
  sendJson({ object: 'list', model: seen.body.model, data, usage: { prompt_tokens: 1, total_tokens: 1 } })(
    response,
    seen,
  );
};

/** Vectors of these dimensions, whatever the texts. */
export const sendDimensions =
  (...dimensions: number[]): Reply =>
  (response, seen) =>
    sendJson({ data: dimensions.map((length, index) => ({ index, embedding: Array(length).fill(1) })) })(
      response,
      seen,
    );

/** Never answers. */
export const stayMute: Reply = () => undefined;

export interface TestEmbedder extends Embedder {
  /** Milliseconds that it would have waited between tries. */
  readonly waits: number[];
}

/** An embedder of a server, with waits that are noted instead of waited. */
export function embedderOf(baseUrl: string, config: Partial<EmbedderConfig> = {}): TestEmbedder {
  const waits: number[] = [];
  const parsed = embedderConfigSchema.parse({ baseUrl, model: 'test-model', ...config });
  const embedder = createEmbedder(parsed, async (milliseconds) => {
    waits.push(milliseconds);
  });
  return { ...embedder, waits };
}

/** What the embedder gives for texts that it must be able to embed. */
export async function embedded(embedder: Embedder, texts: readonly string[]): Promise<Embeddings> {
  const result = await embedder.embed(texts);
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  return result.value;
}
