/** A study plan from its JSON file. */
import {
  failure,
  isReason,
  type Plan,
  type ProblemCode,
  planSchema,
  type Reason,
  type Result,
  reason,
  shown,
  success,
} from '../domain/index.ts';
import { decodeFile } from './decode.ts';
import type { FileInput } from './grid/grid.ts';
import { ProblemLog } from './problems.ts';
import { readLearningAgreement } from './standards/read-learning-agreement.ts';
import { isXml } from './xml-transcript/read-xml-transcript.ts';

/** Reads a plan that `concord plan --format json` wrote, or an EWP learning agreement, with its `annex` of links where there is one; every problem names the path of its field, such as `bundles[0].host`. */
export function readPlan(file: FileInput, annex?: FileInput): Result<Plan> {
  if (isXml(file.bytes)) return readLearningAgreement(file, annex);
  const log = new ProblemLog(file.name);
  // A plan of thirty bundles with all its evidence has under 1 MB.
  const decoded = decodeFile(file, 16 * 1024 * 1024, log);
  if (decoded === null) return failure(...log.list());
  const fail = (code: ProblemCode, why: Reason): Result<Plan> => {
    log.error(code, why);
    return failure(...log.list());
  };
  if (decoded.damaged) return fail('file-encoding', reason('plan-not-text'));
  const json = parseJson(decoded.text);
  if ('fault' in json) return fail('file-malformed', reason('plan-no-json', { fault: json.fault }));
  // Values at any depth may become problems, which no schema bounds.
  if (hasMoreValues(json.value, 300_000)) return fail('file-too-large', reason('plan-too-large'));
  const plan = planIn(json.value);
  if (isReason(plan)) return fail('plan-invalid', plan);
  const parsed = planSchema.safeParse(plan);
  if (parsed.success) return success(parsed.data, log.list());
  for (const issue of parsed.error.issues) {
    const path = issue.path.map((part, index) =>
      typeof part === 'number' ? `[${part}]` : `${index > 0 ? '.' : ''}${String(part).slice(0, 80)}`,
    );
    const column = path.join('');
    log.error('plan-invalid', reason('plan-field-invalid', { fault: issue.message }), column === '' ? {} : { column });
  }
  return failure(...log.list());
}

/** The plan of a file that holds one, an amendment included, or what the file holds instead. */
function planIn(value: unknown): object | Reason {
  if (typeof value !== 'object' || value === null) return reason('plan-missing');
  if ('format' in value || Array.isArray(value)) return value;
  if ('plans' in value) return reason('plan-of-several');
  if ('hosts' in value) return reason('plan-of-comparison');
  if ('plan' in value && 'changes' in value && typeof value.plan === 'object' && value.plan) return value.plan;
  return reason('plan-missing');
}

/** The value, or the parser's own words: they name the place of the fault. */
function parseJson(text: string): { value: unknown } | { fault: string } {
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    return { fault: shown(error instanceof Error ? error.message : String(error)) };
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
