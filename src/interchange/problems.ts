/** The problems of one file: collected in order, repeated ones joined, the list bounded. */
import { type Problem, type ProblemCode, shown } from '../domain/index.ts';

/** Where a problem is and what a person does about it. */
export interface Place {
  readonly message: string;
  readonly mend: string;
  readonly line?: number;
  readonly column?: string;
  readonly value?: string;
}

/** Most problems that one file reports; the rest are counted. */
const LISTED = 1000;

export class ProblemLog {
  private readonly listed: Problem[] = [];
  private readonly repeats = new Map<string, { problem: Problem; times: number }>();
  private unlisted = 0;
  private readonly source: string;

  constructor(source: string) {
    this.source = source;
  }

  /** The thing named is not used. */
  error(code: ProblemCode, place: Place): void {
    this.add(this.problem(code, 'error', place));
  }

  /** Used, but worth a look. */
  warn(code: ProblemCode, place: Place): void {
    this.add(this.problem(code, 'warning', place));
  }

  /** Nothing to do. */
  note(code: ProblemCode, place: Place): void {
    this.add(this.problem(code, 'note', place));
  }

  /** A warning that the same value in the same column gives only once, with the number of its rows. */
  warnOnce(code: ProblemCode, place: Place): void {
    const key = `${code}\n${place.column ?? ''}\n${place.value ?? place.message}`;
    const known = this.repeats.get(key);
    if (known) {
      known.times += 1;
      return;
    }
    const problem = this.problem(code, 'warning', place);
    if (this.add(problem)) this.repeats.set(key, { problem, times: 1 });
  }

  /** All problems so far, with a last one that counts those beyond the bound. */
  list(): Problem[] {
    const times = new Map([...this.repeats.values()].map((repeat) => [repeat.problem, repeat.times]));
    const problems = this.listed.map((problem) => {
      const rows = times.get(problem) ?? 1;
      return rows > 1 ? { ...problem, message: `${problem.message} (in ${rows} rows, this is the first)` } : problem;
    });
    if (this.unlisted === 0) return problems;
    const message = `${this.unlisted} more problems are not listed`;
    return [
      ...problems,
      this.problem('file-malformed', 'note', { message, mend: 'Mend those above and read the file again' }),
    ];
  }

  private add(problem: Problem): boolean {
    const listed = this.listed.length < LISTED;
    if (listed) this.listed.push(problem);
    else this.unlisted += 1;
    return listed;
  }

  private problem(code: ProblemCode, severity: Problem['severity'], place: Place): Problem {
    const { value, ...rest } = place;
    return {
      code,
      severity,
      source: this.source,
      ...rest,
      ...(value !== undefined && { value: shown(value.slice(0, 200)) }),
    };
  }
}
