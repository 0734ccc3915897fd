/** Pictures of pages: how large they are, and those that stand on the pages of a PDF in a form that other programs read. */
import type { extractImages } from 'unpdf';

type PagePicture = Awaited<ReturnType<typeof extractImages>>[number];

/** A page of A3 at 600 dots an inch has less. */
export const MOST_PIXELS = 80_000_000;

/** Width times height by the first bytes of a PNG or JPEG; null for other formats. */
export function pixelsOf(bytes: Uint8Array): number | null {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes[0] === 0x89 && view.length > 24) return view.readUInt32BE(16) * view.readUInt32BE(20);
  if (bytes[0] !== 0xff) return null;
  for (let at = 2; at + 9 < view.length && view[at] === 0xff; at += 2 + view.readUInt16BE(at + 2)) {
    const marker = view[at + 1] ?? 0;
    // Start of a frame, of whatever coding; the numbers between are other segments (ITU-T T.81, table B.1).
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker))
      return view.readUInt16BE(at + 5) * view.readUInt16BE(at + 7);
  }
  return null;
}

/** The largest picture of a page as a portable pixmap, its strips joined; null when none is as large as a page that can be read. */
export function pixmapOf(pictures: readonly PagePicture[]): Uint8Array | null {
  const [largest] = [...pictures].sort((a, b) => b.width * b.height - a.width * a.height);
  if (!largest) return null;
  // Scanners cut pages into strips of one width.
  const strips = pictures.filter(({ width, channels }) => width === largest.width && channels === largest.channels);
  const { width, channels } = largest;
  const height = strips.reduce((sum, strip) => sum + strip.height, 0);
  if (width < 300 || height < 200 || width * height > MOST_PIXELS) return null;
  const kind = channels === 1 ? 'P5' : 'P6';
  const planes = channels === 1 ? 1 : 3;
  const head = Buffer.from(`${kind}\n${width} ${height}\n255\n`, 'latin1');
  const pixels = new Uint8Array(head.length + width * height * planes);
  pixels.set(head);
  let at = head.length;
  for (const { data } of strips)
    for (let from = 0; from + channels <= data.length && at < pixels.length; from += channels)
      for (let plane = 0; plane < planes; plane += 1) pixels[at++] = data[from + plane] ?? 255;
  return pixels;
}
