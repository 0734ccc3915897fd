/** The columns of a table as they are shown: what each is taken for and why, or why it is none of the fields. */
import { type Reason, reason } from '../../domain/index.ts';
import type { Field } from '../columns.ts';
import { languagesInTurn } from './bilingual.ts';
import { type ColumnCandidate, fieldName, type NamedUnits, printedIn, unitOf } from './candidates.ts';
import type { ColumnGroup } from './groups.ts';
import type { ProposedColumn } from './proposal.ts';

export interface Chosen {
  readonly field: Field;
  readonly language: string | null;
  readonly why: Reason;
}

/** By the index of the column. */
interface ChosenColumns {
  readonly chosen: ReadonlyMap<number, Chosen>;
  readonly passed: ReadonlyMap<number, Reason>;
  readonly groups: readonly ColumnGroup[];
  readonly units: NamedUnits | undefined;
}

export function shownColumns(
  candidates: readonly ColumnCandidate[],
  { chosen, passed, groups, units }: ChosenColumns,
): ProposedColumn[] {
  const total = candidates.find(({ index }) => groups.length > 0 && chosen.get(index)?.field === 'credits');
  const ofTotal = total ? unitOf(total, units) : null;
  return candidates.map((candidate) => {
    const { index, name, samples, path } = candidate;
    const found = ofGroup(index, groups) ?? chosen.get(index);
    const unit = found?.field === 'credits' ? (unitOf(candidate, units) ?? ofTotal) : null;
    const why = passed.get(index) ?? reason('column-unknown');
    const taken = found ?? { field: null, language: null, why };
    const language = found ? printedIn(candidate, found.field) : null;
    const inTurn =
      found?.field === 'title' && found.language === null ? languagesInTurn(candidate, 'title', language) : null;
    return { index, name, printed: path.length > 0, ...taken, unit, printedIn: language, inTurn, samples };
  });
}

function ofGroup(index: number, groups: readonly ColumnGroup[]): Chosen | undefined {
  const at = groups.findIndex(({ places }) => [...places.values()].includes(index));
  const [field] = [...(groups[at]?.places ?? [])].find(([, place]) => place === index) ?? [];
  if (field === undefined) return undefined;
  const why = reason('header-of-group', { field: fieldName(field), group: groups[at]?.label || `${at + 1}` });
  return { field, language: null, why };
}
