import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context } from 'hono';

/**
 * The network address that a request comes from. Behind `proxies` trusted reverse proxies it is the one that the outermost of them wrote
 * into X-Forwarded-For; what stands further left anybody may have written. Of an IPv6 address its /64, which one host can use as it likes.
 */
export function clientAddress(c: Context, proxies: number): string {
  const forwarded = (c.req.header('x-forwarded-for') ?? '').split(',').map((part) => part.trim());
  const address = (proxies > 0 ? forwarded.at(-proxies) : undefined) || getConnInfo(c).remote.address || 'unknown';
  return address.includes(':') && !address.includes('.') ? ipv6Network(address) : address;
}

function ipv6Network(address: string): string {
  const [head = '', tail] = address.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right].slice(0, 4).join(':');
}
