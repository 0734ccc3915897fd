/** Which column is which, with the reason for each, and what has to be asked: by what a person said, by names, and last by content. */
import { detectLanguage, parseAmountWithUnit, type Reason, reason } from '../../domain/index.ts';
import { BESIDE, type Claim, claimsOf, type Field, recogniseColumn } from '../columns.ts';
import { cellName } from '../grid/grid.ts';
import { wordKey } from '../vocabulary.ts';
import { SUM_START } from './classify.ts';
import { type Content, contentOf, fits } from './content.ts';
import type { FoundTable, HeadedColumn } from './find-tables.ts';
import { type ColumnGroup, groupsOf } from './groups.ts';

/** Columns that a person named: field, or field and language (`title_en`), to a letter (`C`), a number from 1 or a printed header; `-` for none. */
export type ColumnMapping = Readonly<Record<string, string>>;

type NamedUnits = Parameters<typeof parseAmountWithUnit>[1];

export interface ProposedColumn {
  readonly index: number;
  /** Printed header, unique in the table; "column 3" without one. */
  readonly name: string;
  readonly field: Field | null;
  readonly language: string | null;
  /** The unit that the header of credits names. */
  readonly unit: string | null;
  /** The one language in which the header is printed; null when it is none or several. */
  readonly printedIn: string | null;
  readonly why: Reason;
  readonly samples: readonly string[];
}

export interface Question {
  readonly field: Field;
  readonly columns: readonly string[];
  readonly reason: Reason;
}

export interface Proposal {
  readonly columns: readonly ProposedColumn[];
  readonly groups: readonly ColumnGroup[];
  readonly questions: readonly Question[];
}

export interface ProposalRules {
  readonly fields: readonly Field[];
  readonly required: readonly (readonly Field[])[];
  readonly mapping?: ColumnMapping | undefined;
  readonly units?: NamedUnits | undefined;
}

interface Candidate extends HeadedColumn {
  readonly name: string;
  readonly claims: readonly Claim[];
  readonly content: Content;
  readonly samples: readonly string[];
  /** Of the rows that were looked at, empty ones included. */
  readonly cells: readonly string[];
}

/** Fields of which a table has one column; of the others any number may stand in it. */
const DECIDING: readonly Field[] = ['code', 'title', 'credits', 'grade'];
const RANK = { exact: 3, name: 2, word: 1, within: 0 } as const;
const SAMPLED = 300;

export function proposeColumns(table: FoundTable, rules: ProposalRules): Proposal {
  const candidates = candidatesOf(table, rules.fields);
  const choice = new Choice(candidates, rules);
  choice.takeGiven(rules.mapping ?? {});
  const groups = groupsOf(table.columns, rules.fields);
  for (const index of groups.flatMap(({ places }) => [...places.values()])) choice.setAside(index);
  choice.takeNamed();
  choice.takeByContent();
  return { columns: choice.columns(groups), groups, questions: choice.questions };
}

function candidatesOf({ columns, body }: FoundTable, fields: readonly Field[]): Candidate[] {
  // Headings and sums say nothing of what the columns hold.
  const rows = body
    .slice(0, SAMPLED)
    .filter(
      ({ cells }) =>
        cells.filter(({ text }) => text !== '').length > 1 && !cells.some(({ text }) => SUM_START.test(text)),
    );
  const names = new Set<string>();
  return columns.map(({ index, path }) => {
    const base = path.join(' / ') || `column ${index + 1}`;
    let name = base;
    for (let copy = 2; names.has(name); copy += 1) name = `${base} (${copy})`;
    names.add(name);
    const cells = rows.map(({ cells: row }) => row[index]?.text ?? '');
    const samples = [...new Set(cells.filter((cell) => cell !== ''))].slice(0, 3);
    const claims = path.length === 0 ? [] : claimsOf(path, fields);
    return { index, path, name, claims, content: contentOf(cells), samples, cells };
  });
}

interface Chosen {
  readonly field: Field;
  readonly language: string | null;
  readonly why: Reason;
}

/** The choice as it is made, column by column; what is chosen first stays. */
class Choice {
  readonly questions: Question[] = [];
  private readonly chosen = new Map<number, Chosen>();
  /** Why a column is none of the fields, where there is more to say than that its header is not known. */
  private readonly passed = new Map<number, Reason>();
  private readonly grouped = new Set<number>();
  private readonly candidates: readonly Candidate[];
  private readonly rules: ProposalRules;
  private readonly given = new Set<Field>();

  constructor(candidates: readonly Candidate[], rules: ProposalRules) {
    this.candidates = candidates;
    this.rules = rules;
  }

  setAside(index: number): void {
    this.grouped.add(index);
  }

  takeGiven(mapping: ColumnMapping): void {
    for (const [key, place] of Object.entries(mapping)) {
      const column = recogniseColumn(key, this.rules.fields);
      if (!column) continue;
      this.given.add(column.field);
      const found = this.candidates.find((candidate) => isMeant(candidate, place));
      if (found)
        this.chosen.set(found.index, { ...column, why: reason('header-given', { field: fieldName(column.field) }) });
      else if (place !== '-')
        this.ask(column.field, [], reason('header-given-missing', { field: fieldName(column.field), place }));
    }
  }

  takeNamed(): void {
    const { fields } = this.rules;
    const claims = this.candidates
      .flatMap((candidate) => candidate.claims.map((claim) => ({ candidate, claim })))
      .filter(({ candidate }) => this.isOpen(candidate))
      .filter(
        ({ candidate, claim }) =>
          claim.strength === 'exact' || claim.strength === 'name' || fits(claim.field, candidate.content) !== false,
      )
      .filter(
        ({ candidate, claim }) =>
          !(claim.field === 'code' && candidate.content.running && this.hasOtherCode(candidate)),
      );
    const order = (field: Field): number => (fields.indexOf(field) + fields.length + 1) % (fields.length + 1);
    for (const strength of ['exact', 'name', 'word', 'within'] as const)
      for (const field of [...fields, ...BESIDE].sort((a, b) => order(a) - order(b))) {
        const rivals = claims.filter(
          ({ candidate, claim }) => claim.field === field && claim.strength === strength && this.isOpen(candidate),
        );
        // A word of several meanings waits for the meaning that fits its column best.
        const fitting = rivals.filter(({ candidate, claim }) => this.fitsBest(candidate, claim));
        this.takeRivals(field, strength === 'exact' || strength === 'name' ? rivals : fitting);
      }
    this.joinSubjectAndNumber();
    this.preferCodeOfCourses();
  }

  /** Columns of one field at one strength: all of a field that may have many, one for each language, else the one that fits, or a question. */
  private takeRivals(field: Field, rivals: readonly { readonly candidate: Candidate; readonly claim: Claim }[]): void {
    if (rivals.length === 0 || this.given.has(field)) return;
    if (!this.rules.fields.includes(field)) {
      for (const { candidate, claim } of rivals) this.choose(candidate, claim);
      return;
    }
    const settled = [...this.chosen.values()].some((other) => other.field === field && other.language === null);
    for (const { candidate, claim } of rivals.filter(({ claim }) => claim.language !== null)) {
      const taken = [...this.chosen.values()].some(
        (other) => other.field === field && other.language === claim.language,
      );
      if (taken) this.passed.set(candidate.index, reason('header-duplicate-column', { field: fieldName(field) }));
      else this.choose(candidate, claim);
    }
    const plain = rivals.filter(({ claim }) => claim.language === null);
    const [first] = plain;
    if (!first || settled) return;
    if (plain.length === 1) this.choose(first.candidate, first.claim);
    else if (field === 'credits') this.chooseCredits(plain);
    else if (field !== 'title' || !this.chooseTitles(plain)) this.chooseBest(field, plain);
  }

  private chooseBest(field: Field, rivals: readonly { readonly candidate: Candidate; readonly claim: Claim }[]): void {
    const { candidate: best, claim } = bestOf(rivals, field);
    this.choose(best, claim);
    const others = rivals.filter(({ candidate }) => candidate !== best).map(({ candidate }) => candidate);
    for (const other of others)
      this.passed.set(other.index, reason('header-duplicate-column', { field: fieldName(field) }));
    const alike = others.filter((other) => wordKey(other.name.replace(/ \(\d+\)$/, '')) !== wordKey(best.name));
    const open = alike.filter((other) => fits(field, other.content) === fits(field, best.content));
    if (open.length > 0 && DECIDING.includes(field))
      this.ask(
        field,
        [best, ...open].map(({ name }) => name),
        reason('columns-rival', { field: fieldName(field), chosen: best.name, others: open.map(({ name }) => name) }),
      );
  }

  /** Of several columns of credits the one whose header names ECTS, else none until somebody says which. */
  private chooseCredits(rivals: readonly { readonly candidate: Candidate; readonly claim: Claim }[]): void {
    const fitting = rivals.filter(({ candidate }) => fits('credits', candidate.content) === true);
    const named = fitting.length === 1 ? fitting : rivals.filter(({ candidate }) => this.isEcts(candidate));
    const [only] = named;
    const others = rivals.filter((rival) => rival !== only).map(({ candidate }) => candidate);
    if (only && named.length === 1) {
      this.chosen.set(only.candidate.index, {
        field: 'credits',
        language: null,
        why: reason('header-of-unit', {
          unit: this.unitOf(only.candidate) ?? 'ECTS',
          others: others.map(({ name }) => name),
        }),
      });
      for (const other of others)
        this.passed.set(other.index, reason('header-of-other-unit', { chosen: only.candidate.name }));
      return;
    }
    const names = rivals.map(({ candidate }) => candidate.name);
    for (const { candidate } of rivals)
      this.passed.set(candidate.index, reason('columns-of-credits', { columns: names }));
    this.given.add('credits');
    this.ask('credits', names, reason('columns-of-credits', { columns: names }));
  }

  /** Titles in several languages: the language of the header, else of the text, tells them apart. */
  private chooseTitles(rivals: readonly { readonly candidate: Candidate; readonly claim: Claim }[]): boolean {
    const languages = rivals.map(({ candidate, claim }) =>
      claim.languages.length === 1 ? (claim.languages[0] ?? null) : detectLanguage(candidate.samples.join(' ')),
    );
    const differs = new Set(languages).size === languages.length && !languages.includes(null);
    if (!differs || rivals.some(({ candidate }) => fits('title', candidate.content) === false)) return false;
    rivals.forEach(({ candidate, claim }, at) => {
      this.choose(candidate, { ...claim, language: languages[at] ?? null });
    });
    return true;
  }

  /** `CS` and `240` in two columns are one code, unless a column has whole codes. */
  private joinSubjectAndNumber(): void {
    if (this.given.has('code') || !this.rules.fields.includes('code')) return;
    const codeAt = [...this.chosen].find(([, { field }]) => field === 'code')?.[0];
    const code = this.candidates.find(({ index }) => index === codeAt);
    if (code && !(fits('subject_number', code.content) && code.content.codes === 0)) return;
    const mayBe = (field: Field) => (candidate: Candidate) =>
      fits(field, candidate.content) === true &&
      (this.chosen.get(candidate.index)?.field ?? field) === field &&
      !this.grouped.has(candidate.index);
    const prefix = this.candidates.find(
      (candidate) =>
        mayBe('subject_prefix')(candidate) &&
        candidate.claims.some(({ field }) => field === 'subject_prefix' || field === 'title' || field === 'department'),
    );
    const number =
      code ??
      this.candidates.find(
        (candidate) =>
          mayBe('subject_number')(candidate) &&
          candidate.claims.some(({ field }) => field === 'subject_number' || field === 'code'),
      );
    if (!prefix || !number || prefix === number) return;
    const why = reason('columns-joined', { columns: [prefix.name, number.name] });
    this.chosen.set(prefix.index, { field: 'code', language: null, why });
    this.chosen.set(number.index, { field: 'code', language: null, why });
  }

  /** A number of the module or of the place in the plan is no code: one that goes with each title is preferred, and the choice is asked. */
  private preferCodeOfCourses(): void {
    const at = (field: Field): Candidate | undefined => {
      const [index] = [...this.chosen].find(([, chosen]) => chosen.field === field) ?? [];
      return this.candidates.find((candidate) => candidate.index === index);
    };
    const [code, title] = [at('code'), at('title')];
    if (!code || !title || this.given.has('code') || titlesPerCode(code, title) <= 1.2) return;
    const better = this.candidates
      .filter(
        (candidate) =>
          candidate !== code && candidate.claims.some(({ field }) => field === 'code') && !candidate.content.running,
      )
      .filter(
        (candidate) => candidate.content.distinct > code.content.distinct && titlesPerCode(candidate, title) <= 1.05,
      )
      .find((candidate) => !this.chosen.has(candidate.index));
    if (!better) return;
    this.chosen.delete(code.index);
    const values = { field: fieldName('code'), chosen: better.name, others: [code.name] };
    this.passed.set(code.index, reason('header-duplicate-column', { field: fieldName('code') }));
    this.chosen.set(better.index, {
      field: 'code',
      language: null,
      why: reason('header-within', { field: fieldName('code'), header: better.name }),
    });
    this.questions.splice(0, this.questions.length, ...this.questions.filter(({ field }) => field !== 'code'));
    this.ask('code', [better.name, code.name], reason('columns-rival', values));
  }

  /** What the table cannot do without and no header names: a column whose cells look like it, and the question whether it is. */
  takeByContent(): void {
    const open = this.rules.required.filter((group) => !group.some((field) => this.has(field)));
    const needed: Field[] = [
      ...open.flat(),
      ...(this.isWithoutHeader() ? (['code', 'title', 'credits', 'grade'] as const) : []),
    ];
    for (const field of needed.filter((field) => this.rules.fields.includes(field) && DECIDING.includes(field))) {
      if (this.given.has(field) || this.has(field)) continue;
      const likely = this.candidates.filter(
        (candidate) => this.isOpen(candidate) && looksLike(field, candidate.content),
      );
      const [only] = field === 'title' ? [...likely].sort((a, b) => b.content.letters - a.content.letters) : likely;
      const names = likely.map(({ name }) => name);
      if (!only) continue;
      if (likely.length > 1 && field !== 'title') {
        this.ask(field, names, reason('columns-look-alike', { field: fieldName(field), columns: names }));
        continue;
      }
      const why = reason('header-by-content', { field: fieldName(field) });
      this.chosen.set(only.index, { field, language: null, why });
      this.ask(field, [only.name], reason('header-by-content-asked', { field: fieldName(field), column: only.name }));
    }
  }

  columns(groups: readonly ColumnGroup[]): ProposedColumn[] {
    return this.candidates.map((candidate) => {
      const { index, name, samples } = candidate;
      const group = groups.find(({ places }) => [...places.values()].includes(index));
      const field = group ? ([...group.places].find(([, place]) => place === index)?.[0] ?? null) : null;
      if (group && field) {
        const why = reason('header-of-group', {
          field: fieldName(field),
          group: group.label || `${groups.indexOf(group) + 1}`,
        });
        return {
          index,
          name,
          field,
          language: null,
          unit: field === 'credits' ? this.unitOf(candidate) : null,
          printedIn: printedIn(candidate, field),
          why,
          samples,
        };
      }
      const chosen = this.chosen.get(index);
      if (!chosen)
        return {
          index,
          name,
          field: null,
          language: null,
          unit: null,
          printedIn: null,
          why: this.passed.get(index) ?? reason('column-unknown'),
          samples,
        };
      const unit = chosen.field === 'credits' ? this.unitOf(candidate) : null;
      return { index, name, ...chosen, unit, printedIn: printedIn(candidate, chosen.field), samples };
    });
  }

  private has(field: Field): boolean {
    return [...this.chosen.values()].some((other) => other.field === field);
  }

  private isOpen({ index }: Candidate): boolean {
    return !this.chosen.has(index) && !this.grouped.has(index);
  }

  private isWithoutHeader(): boolean {
    return this.candidates.every(({ path }) => path.length === 0);
  }

  private hasOtherCode(candidate: Candidate): boolean {
    return this.candidates.some(
      (other) => other !== candidate && other.claims.some(({ field }) => field === 'code') && !other.content.running,
    );
  }

  /** Whether no other meaning of the same words fits the column better. */
  private fitsBest({ claims, content }: Candidate, claim: Claim): boolean {
    const others = claims.filter(
      (other) => other.field !== claim.field && RANK[other.strength] >= RANK[claim.strength],
    );
    if (fits(claim.field, content) === true)
      return !others.some(
        (other) => RANK[other.strength] > RANK[claim.strength] && fits(other.field, content) === true,
      );
    return !others.some((other) => fits(other.field, content) === true && !this.has(other.field));
  }

  private choose({ index, name }: Candidate, { field, language, strength, languages }: Claim): void {
    const read = this.rules.fields.includes(field);
    const said = fieldName(field);
    const named =
      strength === 'exact'
        ? reason('header-exact', { field: said })
        : reason('header-named', { field: said, header: name, languages: languages.slice(0, 3) });
    const within = strength === 'within' ? reason('header-within', { field: said, header: name }) : named;
    const why = read ? within : reason('header-beside', { field: said });
    this.chosen.set(index, { field, language, why });
  }

  private ask(field: Field, columns: readonly string[], why: Reason): void {
    this.questions.push({ field, columns, reason: why });
  }

  private isEcts(candidate: Candidate): boolean {
    const { units } = this.rules;
    const named = units && parseAmountWithUnit(`1 ${this.unitOf(candidate) ?? ''}`, units);
    return named?.unit === 'ects' || speaksOfEcts(candidate.path);
  }

  /** The unit that a header names, as printed. */
  private unitOf({ path }: Candidate): string | null {
    if (speaksOfEcts(path)) return 'ECTS';
    const parts = path
      .flatMap((text) => [text, ...text.split(/[()[\],/|\n]/), ...endings(text)])
      .map((part) => part.trim());
    for (const part of parts.filter((each) => each !== '' && this.rules.units !== undefined)) {
      const printed = parseAmountWithUnit(`1 ${part}`, this.rules.units ?? []);
      if (printed?.printedUnit && printed.rest === '') return printed.printedUnit;
    }
    return null;
  }
}

/** The language of a header that is printed so in one alone. */
function printedIn({ claims }: Candidate, field: Field): string | null {
  const languages = claims.find((claim) => claim.field === field)?.languages ?? [];
  return languages.length === 1 ? (languages[0] ?? null) : null;
}

/** Different titles of each code, on the mean; 1 when a code stands for one title. */
function titlesPerCode(code: Candidate, title: Candidate): number {
  const pairs = code.cells.flatMap((cell, at) => (cell === '' ? [] : [`${cell}\n${title.cells[at]}`]));
  return new Set(pairs).size / Math.max(1, code.content.distinct);
}

/** A field in the reader's words. */
export const fieldName = (field: Field): Reason => reason('file-field', { field });

/** The last words of a header, where a unit may stand: "Трудоёмкость в з.е.". */
const endings = (text: string): string[] => {
  const words = text.split(/\s+/);
  return [3, 2, 1].flatMap((count) => (words.length > count ? [words.slice(-count).join(' ')] : []));
};

const speaksOfEcts = (path: readonly string[]): boolean =>
  path.some((text) =>
    wordKey(text)
      .split(' ')
      .some((word) => ['ECTS', 'AKTS', wordKey('ЄКТС'), wordKey('ЕКТС')].includes(word)),
  );

/** Stronger than {@link fits}: so much alike that a column without a telling header may be proposed. */
function looksLike(field: Field, content: Content): boolean {
  if (content.filled < 1) return false;
  if (field === 'code') return content.codes > 0.7 && content.distinct > content.filled * 0.7;
  if (field === 'title') return fits('title', content) === true && content.letters > 6 && content.codes < 0.5;
  if (field === 'credits') return content.amounts > 0.9 && !content.running && content.largest <= 60;
  return field === 'grade' && content.grades > 0.9 && content.numbers < 0.5;
}

/** Of rivals the one whose cells fit best: codes with most codes, titles with most letters, grades in letters. */
function bestOf<T extends { readonly candidate: Candidate }>(rivals: readonly T[], field: Field): T {
  const merit = ({ candidate: { content } }: T): number => {
    const fit = fits(field, content) === true ? 10 : 0;
    if (field === 'code') return fit + content.codes + content.distinct / Math.max(content.filled, 1);
    if (field === 'title')
      return fit + Math.min(content.letters, 60) / 60 + content.distinct / Math.max(content.filled, 1);
    return field === 'grade' ? fit + 1 - content.numbers : fit;
  };
  return rivals.reduce((best, next) => (merit(next) > merit(best) ? next : best));
}

/** Whether a person's word for a column means this one: its letter, its number from 1, or its header. */
const isMeant = ({ index, name }: Candidate, place: string): boolean =>
  place === name ||
  (/^[A-Za-z]{1,3}$/.test(place) && cellName(index, 1) === `${place.toUpperCase()}1`) ||
  place === String(index + 1) ||
  wordKey(place) === wordKey(name);
