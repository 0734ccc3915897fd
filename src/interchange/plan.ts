/** A study plan from its JSON file. */
import { failure, type Plan, type ProblemCode, planSchema, type Result, shown, success } from '../domain/index.ts';
import { ProblemLog } from './problems.ts';
import { decodeFile, type FileInput } from './table.ts';

/** A plan of thirty bundles with all its evidence has under 1 MB. */
const MAX_BYTES = 16 * 1024 * 1024;
/** Values in the file, at any depth: each may become a problem, and their number is not bounded by the schema. */
const MAX_VALUES = 300_000;

/** Reads a plan that `concord plan --format json` wrote; every problem names the path of its field, such as `bundles[0].host`. */
export function readPlan(file: FileInput): Result<Plan> {
  const log = new ProblemLog(file.name);
  const decoded = decodeFile(file, MAX_BYTES, log);
  if (decoded === null) return failure(...log.list());
  const fail = (code: ProblemCode, message: string, mend: string): Result<Plan> => {
    log.error(code, { message, mend });
    return failure(...log.list());
  };
  const again = 'Make the plan again with `concord plan --format json --out FILE`';
  if (decoded.damaged) return fail('file-encoding', 'the file holds bytes that are no text', again);
  const json = parseJson(decoded.text);
  if ('reason' in json) return fail('file-malformed', `the file is not JSON: ${json.reason}`, again);
  if (hasMoreValues(json.value, MAX_VALUES)) return fail('file-too-large', 'this is larger than any plan', again);
  const plan = planIn(json.value);
  if (typeof plan === 'string') return fail('plan-invalid', plan, again);
  const parsed = planSchema.safeParse(plan);
  if (parsed.success) return success(parsed.data, log.list());
  for (const issue of parsed.error.issues) {
    const column = pathText(issue.path);
    log.error('plan-invalid', { message: issue.message, mend: again, ...(column !== '' && { column }) });
  }
  return failure(...log.list());
}

/** The plan of a file that holds one, an amendment included, or what the file holds instead. */
function planIn(value: unknown): object | string {
  if (typeof value !== 'object' || value === null) return 'the file is JSON, but no study plan';
  if ('format' in value || Array.isArray(value)) return value;
  if ('plans' in value) return 'the file holds several alternatives; choose one with `--alternatives K --choose N`';
  if ('hosts' in value) return 'the file compares hosts; it is not the plan of one stay';
  if ('plan' in value && 'changes' in value && typeof value.plan === 'object' && value.plan) return value.plan;
  return 'the file is JSON, but no study plan';
}

function parseJson(text: string): { value: unknown } | { reason: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { reason: error instanceof Error ? shown(error.message) : 'it can not be parsed' };
  }
}

function hasMoreValues(root: unknown, limit: number): boolean {
  const open = [root];
  let seen = 0;
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    for (const child of Object.values(value)) {
      seen += 1;
      if (seen > limit) return true;
      open.push(child);
    }
  }
  return false;
}

/** `bundles[0].host[1].ects`. */
const pathText = (path: readonly PropertyKey[]): string =>
  path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part).slice(0, 80)}`,
    )
    .join('');
