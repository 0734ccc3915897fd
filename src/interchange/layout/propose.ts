/** Which column is which, with the reason for each, and what has to be asked: by what a person said, by names, and last by content. */
import { type Reason, reason } from '../../domain/index.ts';
import { BESIDE, CLAIM_RANK, type Claim, type Field, recogniseColumn } from '../columns.ts';
import { wordKey } from '../vocabulary.ts';
import {
  bestOf,
  betterCode,
  type ColumnCandidate,
  candidatesOf,
  codeUnderTitleWord,
  creditsBeside,
  fieldName,
  isEcts,
  isMeant,
  isNumbering,
  languagesOfTitles,
  likelyTitles,
  looksLike,
  partsOfCode,
  type Rival,
  ranksAs,
  reasonOfClaim,
  reasonOfGiven,
  reasonWithin,
  sayTheSame,
  unitOf,
} from './candidates.ts';
import { fits } from './content.ts';
import type { FoundTable } from './find-tables.ts';
import { type ColumnGroup, groupsOf } from './groups.ts';
import type { ColumnMapping, LayoutQuestion, Proposal, ProposalRules, ProposedColumn } from './proposal.ts';
import { type Chosen, shownColumns } from './shown-columns.ts';

/** Fields of which a table has one column; of the others any number may stand in it. */
const DECIDING: readonly Field[] = ['code', 'title', 'credits', 'grade'];

export function proposeColumns(table: FoundTable, rules: ProposalRules): Proposal {
  const candidates = candidatesOf(table, rules.fields);
  const choice = new ColumnChoice(candidates, rules);
  choice.takeGiven(rules.mapping ?? {});
  const groups = groupsOf(candidates, rules.fields);
  for (const index of groups.flatMap(({ places }) => [...places.values()])) choice.setAside(index);
  choice.takeNamed();
  choice.takeByContent();
  return { columns: choice.columns(groups), groups, questions: choice.questions };
}

/** The choice as it is made, column by column; what is chosen first stays. */
class ColumnChoice {
  readonly questions: LayoutQuestion[] = [];
  private readonly chosen = new Map<number, Chosen>();
  /** Why a column is none of the fields, where there is more to say than that its header is not known. */
  private readonly passed = new Map<number, Reason>();
  private readonly grouped = new Set<number>();
  private readonly candidates: readonly ColumnCandidate[];
  private readonly rules: ProposalRules;
  private readonly given = new Set<Field>();

  constructor(candidates: readonly ColumnCandidate[], rules: ProposalRules) {
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
      if (found) this.chosen.set(found.index, { ...column, why: reasonOfGiven(column.field, this.rules.chosenOn) });
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
          !(claim.field === 'code' && candidate.content.running && this.hasOtherCode(candidate)) &&
          !(claim.field === 'credits' && isNumbering(candidate)),
      );
    const order = (field: Field): number => (fields.indexOf(field) + fields.length + 1) % (fields.length + 1);
    for (const strength of ['exact', 'name', 'word', 'within'] as const)
      for (const field of [...fields, ...BESIDE].sort((a, b) => order(a) - order(b))) {
        const rivals = claims.filter(
          ({ candidate, claim }) => claim.field === field && this.isOpen(candidate) && ranksAs(claim, strength, claims),
        );
        // A word of several meanings waits for the meaning that fits its column best.
        const fitting = rivals.filter(({ candidate, claim }) => this.fitsBest(candidate, claim));
        this.takeRivals(field, strength === 'exact' || strength === 'name' ? rivals : fitting);
      }
    this.settleCredits(claims);
    this.settleCode();
    this.settleTitle();
  }

  /** A column whose header speaks of credits among other words stands beside the one that was chosen by its name. */
  private settleCredits(claims: readonly Rival[]): void {
    const [first, ...more] = this.candidates.filter(({ index }) => this.chosen.get(index)?.field === 'credits');
    if (!first || more.length > 0 || this.given.has('credits')) return;
    const open = claims.filter(({ candidate }) => this.isOpen(candidate) && !this.passed.has(candidate.index));
    const rivals = creditsBeside(first, claims, open);
    if (rivals.length > 0 && this.chosen.delete(first.index)) this.chooseCredits(rivals);
  }

  /** Columns of one field at one strength: all of a field that may have many, one for each language, else the one that fits, or a question. */
  private takeRivals(field: Field, rivals: readonly Rival[]): void {
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

  private chooseBest(field: Field, rivals: readonly Rival[], chosen = bestOf(rivals, field)): void {
    const { candidate: best, claim } = chosen;
    this.choose(best, claim);
    const others = rivals.filter(({ candidate }) => candidate !== best).map(({ candidate }) => candidate);
    for (const other of others)
      this.passed.set(other.index, reason('header-duplicate-column', { field: fieldName(field) }));
    const alike = others.filter(
      (other) =>
        !sayTheSame([{ candidate: other }, chosen]) &&
        wordKey(other.name.replace(/ \(\d+\)$/, '')) !== wordKey(best.name),
    );
    const open = alike.filter((other) => fits(field, other.content) === fits(field, best.content));
    if (open.length > 0 && DECIDING.includes(field))
      this.ask(
        field,
        [best, ...open].map(({ name }) => name),
        reason('columns-rival', { field: fieldName(field), chosen: best.name, others: open.map(({ name }) => name) }),
      );
  }

  /** Of several columns of credits the one whose header names ECTS, else none until somebody says which. */
  private chooseCredits(rivals: readonly Rival[]): void {
    const fitting = rivals.filter(({ candidate }) => fits('credits', candidate.content) === true);
    const named =
      fitting.length === 1 ? fitting : rivals.filter(({ candidate }) => isEcts(candidate, this.rules.units));
    const [only] = named;
    const others = rivals.filter((rival) => rival !== only).map(({ candidate }) => candidate);
    if (only && named.length === 1) {
      const unit = unitOf(only.candidate, this.rules.units);
      if (unit === null) this.choose(only.candidate, only.claim);
      else
        this.chosen.set(only.candidate.index, {
          field: 'credits',
          language: null,
          why: reason('header-of-unit', {
            unit,
            others: others.map(({ name }) => name),
          }),
        });
      for (const other of others)
        this.passed.set(other.index, reason('header-of-other-unit', { chosen: only.candidate.name }));
      return;
    }
    const exact =
      rivals.find(({ claim }) => claim.strength === 'exact') ?? (sayTheSame(rivals) ? rivals.at(-1) : undefined);
    if (exact) {
      this.chooseBest('credits', [exact, ...rivals.filter((rival) => rival !== exact)], exact);
      return;
    }
    const names = rivals.map(({ candidate }) => candidate.name);
    for (const { candidate } of rivals)
      this.passed.set(candidate.index, reason('columns-of-credits', { columns: names }));
    this.given.add('credits');
    this.ask('credits', names, reason('columns-of-credits', { columns: names }));
  }

  /** Titles in several languages: the language of the header, else of the text, tells them apart. */
  private chooseTitles(rivals: readonly Rival[]): boolean {
    const languages = languagesOfTitles(rivals);
    rivals.forEach(({ candidate, claim }, at) => {
      const language = languages?.[at];
      if (language) this.choose(candidate, { ...claim, language });
    });
    return languages !== null;
  }

  /** `CS` and `240` in two columns are one code; a number of the module is none where another column has the courses' own. */
  private settleCode(): void {
    if (this.given.has('code') || !this.rules.fields.includes('code')) return;
    const at = (field: Field): ColumnCandidate | undefined =>
      this.candidates.find(({ index }) => this.chosen.get(index)?.field === field);
    const open = this.candidates.filter(({ index }) => !this.grouped.has(index));
    const parts = partsOfCode(open, at('code'), (index) => this.chosen.get(index)?.field);
    const joined = reason('columns-joined', { columns: parts.map(({ name }) => name) });
    for (const { index } of parts) this.chosen.set(index, { field: 'code', language: null, why: joined });
    const title = at('title');
    const free = open.filter(this.isOpen);
    const under = title && at('code') === undefined ? codeUnderTitleWord(free) : undefined;
    if (under) this.chosen.set(under.index, { field: 'code', language: null, why: reasonWithin('code', under) });
    const code = at('code');
    const better = parts.length === 0 && code && title ? betterCode(free, code, title) : null;
    if (!code || !better) return;
    const field = fieldName('code');
    this.chosen.delete(code.index);
    this.passed.set(code.index, reason('header-duplicate-column', { field }));
    this.chosen.set(better.index, { field: 'code', language: null, why: reasonWithin('code', better) });
    this.questions.splice(0, this.questions.length, ...this.questions.filter((question) => question.field !== 'code'));
    this.ask(
      'code',
      [better.name, code.name],
      reason('columns-rival', { field, chosen: better.name, others: [code.name] }),
    );
  }

  /** Another column whose words mean titles too, and the question which is meant. */
  private settleTitle(): void {
    if (this.given.has('title') || !this.rules.fields.includes('title')) return;
    const of = (field: Field): ColumnCandidate[] =>
      this.candidates.filter(({ index }) => this.chosen.get(index)?.field === field);
    const [[code], [title, ...more]] = [of('code'), of('title')];
    if (!title || more.length > 0) return;
    const open = this.candidates.filter((other) => this.isOpen(other) && !this.passed.has(other.index));
    const [chosen = title, ...others] = likelyTitles(title, open, code);
    if (others.length === 0) return;
    const field = fieldName('title');
    if (chosen !== title) {
      this.chosen.delete(title.index);
      this.chosen.set(chosen.index, { field: 'title', language: null, why: reasonWithin('title', chosen) });
    }
    for (const { index } of others) this.passed.set(index, reason('header-duplicate-column', { field }));
    const names = others.map(({ name }) => name);
    this.ask('title', [chosen.name, ...names], reason('columns-rival', { field, chosen: chosen.name, others: names }));
  }

  /** What the table cannot do without and no header names: a column whose cells look like it, and the question whether it is. */
  takeByContent(): void {
    const open = this.rules.required.filter((group) => !group.some((field) => this.has(field)));
    const needed: Field[] = [
      ...open.flat(),
      ...(this.candidates.every(({ path }) => path.length === 0)
        ? (['code', 'title', 'credits', 'grade'] as const)
        : []),
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
    return shownColumns(this.candidates, { chosen: this.chosen, passed: this.passed, groups, units: this.rules.units });
  }

  private readonly has = (field: Field): boolean => [...this.chosen.values()].some((other) => other.field === field);

  private readonly isOpen = ({ index }: ColumnCandidate): boolean =>
    !this.chosen.has(index) && !this.grouped.has(index);

  private hasOtherCode(candidate: ColumnCandidate): boolean {
    return this.candidates.some(
      (other) => other !== candidate && other.claims.some(({ field }) => field === 'code') && !other.content.running,
    );
  }

  /** Whether no other meaning of the same words fits the column better. */
  private fitsBest({ claims, content }: ColumnCandidate, claim: Claim): boolean {
    const others = claims.filter(
      (other) => other.field !== claim.field && CLAIM_RANK[other.strength] >= CLAIM_RANK[claim.strength],
    );
    if (fits(claim.field, content) === true)
      return !others.some(
        (other) => CLAIM_RANK[other.strength] > CLAIM_RANK[claim.strength] && fits(other.field, content) === true,
      );
    return !others.some((other) => fits(other.field, content) === true && !this.has(other.field));
  }

  private choose({ index, name }: ColumnCandidate, { field, language, strength, languages }: Claim): void {
    const read = this.rules.fields.includes(field);
    const why = reasonOfClaim({ field, language, strength, languages }, name, read);
    this.chosen.set(index, { field, language, why });
  }

  private readonly ask = (field: Field, columns: readonly string[], why: Reason): unknown =>
    this.questions.push({ field, columns, reason: why });
}
