/** The problems of one file: collected in order, repeated ones joined, the list bounded. */
import {
  type Problem,
  type ProblemCode,
  type ProblemPlace,
  problem,
  type Reason,
  reason,
  shown,
} from '../domain/index.ts';

/** Where in the file a problem is. */
export type FilePlace = Pick<ProblemPlace, 'line' | 'sheet' | 'page' | 'column' | 'value'>;

export class ProblemLog {
  private readonly listed: Problem[] = [];
  private readonly repeats = new Map<string, { problem: Problem; times: number }>();
  private unlisted = 0;
  /** Empty for a text that came without a file. */
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** The thing named is not used. */
  error(code: ProblemCode, why: Reason, place?: FilePlace): void {
    this.add(this.problem(code, why, { severity: 'error', ...place }));
  }

  /** Used, but worth a look. */
  warn(code: ProblemCode, why: Reason, place?: FilePlace): void {
    this.add(this.problem(code, why, { severity: 'warning', ...place }));
  }

  /** Nothing to do. */
  note(code: ProblemCode, why: Reason, place?: FilePlace): void {
    this.add(this.problem(code, why, { severity: 'note', ...place }));
  }

  /** A warning that the same value in the same column gives only once, with the number of its rows. */
  warnOnce(code: ProblemCode, why: Reason, place: FilePlace): void {
    const key = `${code}\n${place.column ?? ''}\n${place.value ?? JSON.stringify(why)}`;
    const known = this.repeats.get(key);
    if (known) {
      known.times += 1;
      return;
    }
    const found = this.problem(code, why, { severity: 'warning', ...place });
    if (this.add(found)) this.repeats.set(key, { problem: found, times: 1 });
  }

  /** All problems so far, with a last one that counts those beyond the bound. */
  list(): Problem[] {
    const times = new Map([...this.repeats.values()].map((repeat) => [repeat.problem, repeat.times]));
    const problems = this.listed.map((found) => {
      const rows = times.get(found) ?? 1;
      return rows > 1 && found.reason
        ? { ...found, reason: reason('in-several-rows', { why: found.reason, rows }) }
        : found;
    });
    if (this.unlisted === 0) return problems;
    const why = reason('problems-not-listed', { count: this.unlisted });
    return [...problems, this.problem('file-malformed', why, { severity: 'note' })];
  }

  private add(found: Problem): boolean {
    // So many one file reports; the rest are counted.
    const listed = this.listed.length < 1000;
    if (listed) this.listed.push(found);
    else this.unlisted += 1;
    return listed;
  }

  private problem(code: ProblemCode, why: Reason, { value, ...place }: ProblemPlace): Problem {
    const offending = value !== undefined && { value: shown(value.slice(0, 200)) };
    const source = this.source !== '' && { source: this.source };
    return problem(code, why, { ...source, ...place, ...offending });
  }
}
