/** What a corrected transcript changes beside the one before. */
import { z } from 'zod';
import { codeKey, type Transcript, type TranscriptRow, textIn } from '../domain/index.ts';

const changeSchema = z.strictObject({ field: z.string(), before: z.string(), after: z.string() });
const rowSchema = z.strictObject({ code: z.string(), title: z.string() });

export const transcriptDifferenceSchema = z.strictObject({
  added: z.array(rowSchema),
  removed: z.array(rowSchema),
  changed: z.array(rowSchema.extend({ changes: z.array(changeSchema) })),
  unchanged: z.number().int(),
});
/** Rows are the same by code, or title where there is none, and attempt. */
export function compareTranscripts(
  before: Transcript | null,
  after: Transcript,
): z.infer<typeof transcriptDifferenceSchema> {
  const [old, now] = [rowsByKey(before?.rows ?? []), rowsByKey(after.rows)];
  const changesOf = (before: TranscriptRow, after: TranscriptRow): z.infer<typeof changeSchema>[] =>
    COMPARED_FIELDS.map((field) => ({ field, before: asText(before[field]), after: asText(after[field]) })).filter(
      (change) => change.before !== change.after,
    );
  const kept = [...now].flatMap(([key, row]) => {
    const earlier = old.get(key);
    return earlier ? [{ ...rowName(row), changes: changesOf(earlier, row) }] : [];
  });
  return {
    added: [...now].filter(([key]) => !old.has(key)).map(([, row]) => rowName(row)),
    removed: [...old].filter(([key]) => !now.has(key)).map(([, row]) => rowName(row)),
    changed: kept.filter(({ changes }) => changes.length > 0),
    unchanged: kept.filter(({ changes }) => changes.length === 0).length,
  };
}

/** Several rows of one course without a number of the attempt stand in their order. */
function rowsByKey(rows: readonly TranscriptRow[]): Map<string, TranscriptRow> {
  const found = new Map<string, TranscriptRow>();
  for (const row of rows) {
    const course = codeKey(row.code) || textIn(row.titles);
    let turn = row.attempt ?? 1;
    while (found.has(`${course} ${turn}`)) turn += 1;
    found.set(`${course} ${turn}`, row);
  }
  return found;
}

const rowName = ({ code, titles }: TranscriptRow): z.infer<typeof rowSchema> => ({ code, title: textIn(titles) });

const COMPARED_FIELDS = ['credits', 'unit', 'grade', 'scale', 'completedOn', 'status'] as const;
const asText = (value: TranscriptRow[(typeof COMPARED_FIELDS)[number]]): string => value?.toString() ?? '';
