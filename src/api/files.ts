/** Answers that are files, to be saved; a PDF that is asked for so is shown, inside pages of this server alone. */
import { z } from '@hono/zod-openapi';
import type { Context } from 'hono';

export const showQuery = z
  .enum(['true', 'false'])
  .optional()
  .openapi({ description: 'true: a PDF is answered to be shown in a page of this server', example: 'true' });

/** Nothing of the file is fetched or run, and only a page of this server has it in a frame. */
const SHOWN = "default-src 'none'; style-src 'unsafe-inline'; object-src 'self'; frame-ancestors 'self'";

/** RFC 6266: a plain name for old clients, the true one in UTF-8. */
export function sendFile(
  c: Context,
  {
    name,
    mediaType,
    content,
    isShown = false,
  }: {
    readonly name: string;
    readonly mediaType: string;
    readonly content: Uint8Array | string;
    /** Counts for a PDF alone: everything else a browser could run as a page of this server. */
    readonly isShown?: boolean;
  },
): Response {
  const shows = isShown && mediaType === 'application/pdf';
  if (shows) c.set('pagePolicy', SHOWN);
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const inFull = plain === name ? '' : `; filename*=UTF-8''${encoded}`;
  c.header('content-disposition', `${shows ? 'inline' : 'attachment'}; filename="${plain}"${inFull}`);
  return c.body(typeof content === 'string' ? content : new Uint8Array(content), 200, { 'content-type': mediaType });
}
