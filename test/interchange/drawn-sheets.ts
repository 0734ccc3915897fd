/** Workbooks drawn as text: a line a row, cells between strokes, `<` merged into the cell before and `^` into the cell above. */
import { columnLetter } from '../../src/interchange/index.ts';
import { xlsx } from './grid/office-files.ts';

type Sheet = Parameters<typeof xlsx>[0]['sheets'][number];

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

interface Area {
  readonly top: number;
  readonly left: number;
  bottom: number;
  right: number;
}

function drawn(name: string, picture: string): Sheet {
  const lines = picture.trim().split('\n');
  const rows = lines.map((line) => line.split('|').map((cell) => cell.trim()));
  const areas: Area[][] = [];
  const xml = rows.map((cells, y) => {
    areas.push([]);
    const data = cells.map((text, x) => {
      const before = text === '<' ? areas[y]?.[x - 1] : text === '^' ? areas[y - 1]?.[x] : undefined;
      const area = before ?? { top: y, left: x, bottom: y, right: x };
      area.bottom = Math.max(area.bottom, y);
      area.right = Math.max(area.right, x);
      areas[y]?.push(area);
      const ref = `${columnLetter(x)}${y + 1}`;
      if (before || text === '') return '';
      return /^\d+(?:\.\d+)?$/.test(text)
        ? `<c r="${ref}"><v>${text}</v></c>`
        : `<c r="${ref}" t="inlineStr"><is><t>${escaped(text)}</t></is></c>`;
    });
    return `<row r="${y + 1}">${data.join('')}</row>`;
  });
  const merges = [...new Set(areas.flat())].filter(({ top, left, bottom, right }) => top < bottom || left < right);
  const refs = merges.map(
    ({ top, left, bottom, right }) =>
      `<mergeCell ref="${columnLetter(left)}${top + 1}:${columnLetter(right)}${bottom + 1}"/>`,
  );
  return { name, data: xml.join(''), ...(refs.length > 0 && { after: `<mergeCells>${refs.join('')}</mergeCells>` }) };
}

/** A workbook of sheets by their names. */
export const workbook = (sheets: Readonly<Record<string, string>>): Uint8Array =>
  xlsx({ sheets: Object.entries(sheets).map(([name, picture]) => drawn(name, picture)) });
