import { describe, expect, it } from 'vitest';
import { redirectTarget } from '../../src/semantic/post-json.ts';

const target = (from: string, location: string) =>
  redirectTarget(new URL(from), new Response(null, { status: 307, headers: { location } }))?.href ?? null;

describe('a redirect is followed', () => {
  it.each([
    ['to another path', 'https://a.example/v1', '/v2', 'https://a.example/v2'],
    ['from http up to https', 'http://a.example/v1', 'https://a.example/v1', 'https://a.example/v1'],
  ])('%s', (_, from, location, expected) => {
    expect(target(from, location)).toBe(expected);
  });
});

describe('a redirect is not followed', () => {
  it.each([
    ['from https down to http', 'https://a.example/v1', 'http://a.example/v1'],
    ['to another host', 'https://a.example/v1', 'https://b.example/v1'],
    ['to a host within the host', 'https://a.example/v1', 'https://b.a.example/v1'],
    ['to another port', 'http://a.example/v1', 'http://a.example:8080/v1'],
    ['to another host without a protocol', 'https://a.example/v1', '//b.example/v1'],
  ])('%s', (_, from, location) => {
    expect(target(from, location)).toBeNull();
  });
});
