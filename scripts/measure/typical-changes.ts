/** How many files four typical changes touch, counted from typical-changes.json: an example of each, file by file with the reason. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

const changesSchema = z.record(
  z.string(),
  z.strictObject({
    example: z.string(),
    files: z.array(z.strictObject({ path: z.string(), why: z.string() })),
  }),
);

export interface TypicalChange {
  readonly files: number;
  /** Catalogues of sentences beside them, one a language. */
  readonly texts: number;
  /** Files of the list that are not there: the list then tells of another program. */
  readonly gone: readonly string[];
}

export function countTypicalChanges(root: string, list: string): Record<string, TypicalChange> {
  const changes = Object.entries(changesSchema.parse(JSON.parse(readFileSync(list, 'utf8'))));
  return Object.fromEntries(
    changes.map(([name, { files }]) => {
      const paths = [...new Set(files.map(({ path: file }) => file))];
      const texts = paths.filter((file) => file.startsWith('rules/texts/')).length;
      const gone = paths.filter((file) => !existsSync(path.join(root, file)));
      return [name, { files: paths.length - texts, texts, gone }];
    }),
  );
}
