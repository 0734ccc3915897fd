/** Past decisions of people about one home and one host course. */
import { type Precedent, precedentSchema, type Result, reason } from '../domain/index.ts';
import type { FileInput, ReadOptions } from './grid/grid.ts';
import { LIST_FIELDS } from './list-fields.ts';
import type { Loaded } from './loaded.ts';
import type { TableRow } from './row.ts';
import { readAssist } from './standards/read-assist.ts';
import { isJson } from './standards/read-catalogue-json.ts';
import { readTable } from './table.ts';
import { decisionNamed } from './vocabulary.ts';

/**
 * Reads precedents. Both sides need a code or a title, but that a refusal may name no host course: then all were refused. An unreadable
 * decision or date rejects its row.
 */
export function readPrecedents(file: FileInput, options: ReadOptions = {}): Result<Loaded<Precedent[]>> {
  if (isJson(file.bytes)) return readAssist(file);
  const required = [['home_code', 'home_title'], ['host_code', 'host_title'], ['decision']] as const;
  return readTable(
    file,
    {
      name: 'precedents',
      fields: LIST_FIELDS.precedents,
      required,
      readRow: readDecided,
    },
    { ...file.reading, ...options },
  );
}

function readDecided(row: TableRow): Precedent | null {
  const decision = decisionNamed(row.text('decision'));
  for (const side of decision === 'refused' ? (['home'] as const) : (['home', 'host'] as const))
    if (row.text(`${side}_code`) === '' && row.text(`${side}_title`) === '')
      row.reject('value-missing', `${side}_code`, reason('precedent-course-unnamed', { side }));
  if (decision === null) {
    const code = row.text('decision') === '' ? 'value-missing' : 'value-invalid';
    row.reject(code, 'decision', reason('decision-unknown'), row.text('decision'));
  }
  const precedent = {
    homeInstitution: row.text('home_institution'),
    homeCode: row.text('home_code'),
    homeTitle: row.text('home_title'),
    homeDescription: row.text('home_description'),
    hostInstitution: row.text('host_institution'),
    hostCode: row.text('host_code'),
    hostTitle: row.text('host_title'),
    hostDescription: row.text('host_description'),
    decidedOn: row.readNeededDay('decided_on'),
    validUntil: row.readNeededDay('valid_until'),
  };
  return row.rejected || decision === null ? null : precedentSchema.parse({ ...precedent, decision });
}
