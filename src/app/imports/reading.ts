/** How the file of an import is read: with what a person says of it, else as a person chose for the same form before, else as proposed. */
import { type RulesAt, rulesAt } from '../../credits/index.ts';
import {
  type Catalogue,
  type Course,
  type Curriculum,
  type Import,
  type ImportAnswers,
  type ImportKind,
  type ListReading,
  type Problem,
  type Reason,
  type Result,
  success,
  titleKey,
} from '../../domain/index.ts';
import type { Loaded, ReadOptions } from '../../interchange/index.ts';
import * as store from '../../store/index.ts';
import { openCatalogue, openCurriculum } from '../cases/stored.ts';
import { readingOf, unsaid } from '../registrar/read-import.ts';
import { attempt, need, resultOf, type Service } from '../service/service.ts';
import { formOf } from '../tools/file-form.ts';
import { unitProblem, withUnit } from './credit-unit.ts';
import { type OpenedImport, openedList, openList } from './kinds.ts';

/** An import as an address names it. */
export interface Named {
  readonly kind: ImportKind;
  readonly id: string;
}

export const findImport = async ({ store: { connection } }: Service, { kind, id }: Named): Promise<Result<Import>> => {
  const record = await store.find(connection, 'import', id);
  return resultOf('import', id, record?.kind === kind ? record : null);
};

/** What of an import decides how its file is read. */
export type AskedImport = Pick<Import, 'kind' | 'institute' | 'name' | 'said' | 'remembered'>;

/** What reading finds out; the rest of the record is whose it is. */
export type ReadImport = Pick<
  Import,
  'state' | 'remembered' | 'institution' | 'academicYear' | 'whose' | 'form' | 'reading' | 'problems' | 'needs'
>;

interface FileReading {
  readonly bytes: Uint8Array;
  /** Told how far it is. */
  readonly onRows?: ((done: number, total: number) => void) | undefined;
}

/** Reads the file of a new import, or of one that a person has answered. With its rows in hand, where there are any. */
export async function readAsked(
  service: Service,
  asked: AskedImport,
  { bytes, onRows }: FileReading,
): Promise<ReadImport & { readonly opened: OpenedImport | null }> {
  const { kind, said } = asked;
  // As it reads without anybody's word: by that its form is known again.
  const { columns: _columns, sheet: _sheet, ...bare } = said;
  const first = await openAsked(
    service,
    { ...asked, said: bare, remembered: null },
    { bytes, onRows: (done, total) => onRows?.(done, 2 * total) },
  );
  if (!first.ok) return failed(first.problems);
  const form = formOf(first.value.loaded);
  const whose = titleKey(identityOf(first.value.loaded).institution ?? '');
  const remembered = said.columns || form === null ? null : await chosenBefore(service, { kind, form, whose });
  const isBare = said.columns === undefined && said.sheet === undefined && remembered === null;
  const read = isBare
    ? first
    : await openAsked(
        service,
        { ...asked, remembered },
        { bytes, onRows: (done, total) => onRows?.(total + done, 2 * total) },
      );
  if (!read.ok) return { ...failed(read.problems), whose, form };
  const { loaded } = read.value;
  const reading = loaded && readingOf(loaded);
  const unit =
    kind === 'catalogue' || kind === 'curriculum'
      ? unitProblem(rulesToday(service), read.value.items as readonly Course[], said.unit)
      : [];
  const unknown = unit.filter(({ severity }) => severity === 'error').map(({ reason }) => reason);
  const needs = [...needsOf(asked, loaded, read.problems), ...unknown];
  const state = needs.length > 0 ? 'needs-answers' : 'ready';
  const problems = [...read.problems, ...unit];
  return { state, remembered, ...identityOf(loaded), whose, form, reading, problems, needs, opened: read.value };
}

const failed = (problems: readonly Problem[]): ReadImport & { opened: null } => ({
  ...{ opened: null, state: 'failed', remembered: null, institution: null, academicYear: null, whose: '', form: null },
  ...{ reading: null, problems: [...problems], needs: [] },
});

const identityOf = (loaded: Loaded<unknown> | null): Pick<Import, 'institution' | 'academicYear'> => ({
  institution: loaded?.identity?.institution ?? null,
  academicYear: loaded?.identity?.academicYear ?? null,
});

const rulesToday = (service: Service): RulesAt => {
  const { rules, today } = service.context();
  return rulesAt(rules, today);
};

/** Opens the file of an import as the record says that it is read. */
async function openAsked(
  service: Service,
  { kind, institute, name, said, remembered }: AskedImport,
  { bytes, onRows }: FileReading,
): Promise<Result<OpenedImport>> {
  const { rules, home } = service.context();
  const { institution, academicYear, sheet, rows: mended } = said;
  const reading: ReadOptions = {
    units: rules.units,
    toShow: true,
    ...(kind === 'curriculum' && home.name !== '' && { institution: home.name }),
    ...(institution !== undefined && { institution }),
    ...(academicYear !== undefined && { academicYear }),
    ...(sheet !== undefined && { sheet }),
    ...(mended && { mended }),
    ...(onRows && { onRows }),
    ...columnsRead(said, remembered),
  };
  const united = <L extends Catalogue | Curriculum>(list: L): L => withUnit(list, said.unit, rulesToday(service));
  const given = { institute, language: said.language, united };
  return openList(service.context(), { kind, file: { name, bytes }, reading }, given);
}

function columnsRead({ columns }: ImportAnswers, remembered: Import['remembered']): ReadOptions {
  if (columns) return { columns };
  return remembered ? { columns: remembered.columns, chosenOn: remembered.chosenOn } : {};
}

/** What has to be said before anything may be written: missing columns, two possible readings, whose list it is. */
function needsOf({ kind }: AskedImport, loaded: Loaded<unknown> | null, problems: readonly Problem[]): Reason[] {
  if (loaded === null) return [];
  const missing = loaded.unusable
    ? problems.filter(({ severity, line }) => severity === 'error' && isOfFile(line))
    : [];
  const questions = loaded.tables.flatMap((table) => table.questions.map((question) => question.reason));
  const identity = kind === 'catalogue' || kind === 'curriculum' ? unsaid(kind, loaded.identity) : [];
  return [...missing, ...identity].flatMap((one) => one.reason ?? []).concat(questions);

  function isOfFile(line: number | undefined): boolean {
    return line === undefined || loaded?.rows === 0;
  }
}

/** The columns that a person chose for this form of this institution the last time that one was committed; null: none, or as proposed. */
async function chosenBefore(
  { store: { connection } }: Service,
  where: Pick<Import, 'kind' | 'form' | 'whose'>,
): Promise<Import['remembered']> {
  const last = await store.list(connection, 'import', {
    where: { ...where, state: 'committed' },
    order: 'newest',
    limit: 1,
  });
  const [one] = last.items;
  const columns = one?.said.columns ?? one?.remembered?.columns;
  const chosenOn = one?.said.columns ? one.outcome?.committedOn : one?.remembered?.chosenOn;
  return columns && chosenOn && Object.keys(columns).length > 0 ? { columns, chosenOn } : null;
}

/** Openings that were asked for last, because a person looks at rows page by page. */
const KEPT = new WeakMap<Service, Map<string, OpenedImport>>();
const [MOST_KEPT, MOST_ITEMS] = [4, 20_000];

const revisionKey = ({ id, revision }: Pick<Import, 'id' | 'revision'>): string => `${id} ${revision}`;

/** The rows of an import as it stands are looked at next. */
export function keepOpened(service: Service, record: Pick<Import, 'id' | 'revision'>, opened: OpenedImport): void {
  if (opened.items.length > MOST_ITEMS) return;
  const kept = KEPT.get(service) ?? new Map<string, OpenedImport>();
  KEPT.set(service, kept);
  kept.set(revisionKey(record), opened);
  for (const old of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(old);
}

/** An import that is open, with its rows. */
export async function openImport(service: Service, record: Import): Promise<Result<OpenedImport>> {
  const known = KEPT.get(service)?.get(revisionKey(record));
  if (known) return success(known);
  const opened = record.version === null ? await openFileOf(service, record) : await openVersionOf(service, record);
  if (opened.ok) keepOpened(service, record, opened.value);
  return opened;
}

async function openFileOf(service: Service, record: Import): Promise<Result<OpenedImport>> {
  const bytes = await store.importFiles.read(service.store.connection, record);
  return openAsked(service, record, { bytes: bytes ?? new Uint8Array() });
}

function openVersionOf(service: Service, { kind, version, institute, said }: Import): Promise<Result<OpenedImport>> {
  const given = { institute, language: said.language };
  const id = version ?? '';
  return attempt(async () => {
    const list =
      kind === 'curriculum'
        ? openedList({ kind, list: need(await openCurriculum(service, id)) }, given)
        : openedList({ kind: 'catalogue', list: need(await openCatalogue(service, id)) }, given);
    return { loaded: null, ...list };
  });
}

/** What a person looks at, without the cells of people and lists: of an import that has ended. */
export const withoutContent = <T extends { reading: ListReading | null; problems: Problem[]; needs: Reason[] }>(
  record: T,
): T => ({ ...record, reading: null, problems: [], needs: [] });
