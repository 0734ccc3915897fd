/** Writes the invented files of offices with what a person reads in them: `npx tsx scripts/make-files.ts` fills fixtures/files/forms. */
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { COURSE_LISTS } from './files/course-lists.ts';
import type { OfficeFile } from './files/kinds.ts';
import { OTHERS } from './files/others.ts';
import { TRANSCRIPTS } from './files/transcripts.ts';
import { bytesOf, endingOf } from './files/writers.ts';

const OFFICE_FILES = [...COURSE_LISTS, ...TRANSCRIPTS, ...OTHERS];
const FOLDER = path.resolve(import.meta.dirname, '../fixtures/files/forms');

function expectationOf({ read, made, fields, rows, facts, says = [], questions = [], parts }: OfficeFile): unknown {
  const common = { read, columns: made.columns, questions, fields, rejected: [], listed: made.listed };
  const facing = facts && Object.keys(facts).length > 0 ? { facts } : {};
  if (!parts) return { ...common, rows, says: [...says].sort(), ...facing };
  const { columns: _, listed: __, ...refused } = common;
  return [
    { ...refused, rows: [], says: ['transcript-of-several'] },
    ...Object.entries(parts).map(([part, own]) => ({ ...common, part, rows: own, says })),
  ];
}

mkdirSync(FOLDER, { recursive: true });
for (const file of OFFICE_FILES) {
  const place = path.join(FOLDER, `${file.name}.${endingOf(file.form)}`);
  writeFileSync(place, await bytesOf(file.form, file.made.sheets));
  writeFileSync(`${place}.json`, `${JSON.stringify(expectationOf(file), null, 2)}\n`);
}
process.stdout.write(`${OFFICE_FILES.length} files; npx biome check --write fixtures/files formats their readings\n`);
