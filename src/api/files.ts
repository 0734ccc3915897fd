/** Answers that are files, to be saved and not shown. */
import type { Context } from 'hono';

/** RFC 6266: a plain name for old clients, the true one in UTF-8. */
export function sendFile(
  c: Context,
  {
    name,
    mediaType,
    content,
  }: { readonly name: string; readonly mediaType: string; readonly content: Uint8Array | string },
): Response {
  const plain = name.replace(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);
  const inFull = plain === name ? '' : `; filename*=UTF-8''${encoded}`;
  c.header('content-disposition', `attachment; filename="${plain}"${inFull}`);
  return c.body(typeof content === 'string' ? content : new Uint8Array(content), 200, { 'content-type': mediaType });
}
