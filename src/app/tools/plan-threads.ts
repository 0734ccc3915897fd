/** Plans in threads: a server hands the two sides over and answers others meanwhile. */
import type { Course, RuleBook } from '../../domain/index.ts';
import type { CatalogueIndex } from '../../matching/index.ts';
import { Busy, whoAsks } from './asking.ts';
import { createFairLine, type LineLimits } from './fair-line.ts';
import type { SharedCatalogue } from './match-tasks.ts';
import { inSharedMemory } from './packed-courses.ts';
import { readBuiltRules, type SubjectSource, writeBuiltRules } from './rules.ts';
import type { Sides } from './sides.ts';
import { Overrun, type ThreadPool } from './thread-pool.ts';

/** Of plan.ts. */
export type PlanWorkName = 'plan' | 'alternatives' | 'amend' | 'evaluate' | 'whyNot' | 'compare';

/** Does a work of plan.ts as the calling thread would, with the same answer. */
export type Planner = <T>(
  name: PlanWorkName,
  work: {
    readonly context: { readonly rules: RuleBook; readonly home: object; readonly today: string };
    readonly sides: Sides & { readonly index: CatalogueIndex };
    /** As JSON can hold it, exact numbers included. */
    readonly asked: object;
    readonly signal?: AbortSignal | undefined;
  },
) => Promise<T>;

/** What is sent as JSON. */
export interface PlanMessage {
  readonly home: object;
  readonly today: string;
  readonly asked: object;
  readonly sides: Omit<Sides, 'curriculum' | 'catalogue' | 'index'> & {
    readonly catalogue: Omit<Sides['catalogue'], 'courses'>;
  };
}

/** Built JSON by a number of the process, so that a thread knows again what it has read. */
export interface Numbered {
  readonly id: number;
  readonly text: Uint8Array;
}

/** What a thread is sent. */
export interface PlanTask {
  readonly name: PlanWorkName;
  readonly catalogue: SharedCatalogue;
  /** The places of the catalogue's courses in its index, in the order of the list. */
  readonly order: Uint32Array;
  /** {@link PlanMessage} as JSON with exact numbers. */
  readonly said: string;
  readonly curriculum: Numbered;
  readonly rules: Numbered;
  readonly subjects: SubjectSource | null;
}

/** Of a plan, whatever its parts take: a solve may take twenty seconds, and a plan with alternatives makes several. */
const MOST_SECONDS = 600;

/** Plans in the threads of `pool`; one of a caller at a time, and one thread is left to others. */
export function createPlanner(
  pool: ThreadPool,
  {
    share,
    subjects,
    ...limits
  }: {
    readonly share: (index: CatalogueIndex) => SharedCatalogue;
    readonly subjects: SubjectSource | null;
  } & Omit<LineLimits, 'atWorkEach'>,
): Planner {
  const line = createFairLine({ ...limits, atWorkEach: 1 });
  const orders = new WeakMap<readonly Course[], Uint32Array>();
  const numbered = new WeakMap<RuleBook | Sides['curriculum'], Numbered>();
  let next = 0;
  const numberOf = (built: RuleBook | Sides['curriculum']): Numbered => {
    const known = numbered.get(built) ?? { id: next++, text: sharedText(writeBuiltRules(built)) };
    numbered.set(built, known);
    return known;
  };
  const orderOf = ({ courses }: Sides['catalogue'], index: CatalogueIndex): Uint32Array => {
    const known = orders.get(courses) ?? orderIn(courses, index);
    orders.set(courses, known);
    return known;
  };
  return async (name, { context: { rules, home, today }, sides: { index, ...sides }, asked, signal }) => {
    const { curriculum, catalogue, precedents = [], among } = sides;
    const { institution, academicYear } = catalogue;
    const said: PlanMessage = {
      home,
      today,
      asked,
      sides: {
        catalogue: { institution, academicYear },
        precedents,
        ...(among !== undefined && { among }),
      },
    };
    const task: PlanTask = {
      ...{ name, catalogue: share(index), order: orderOf(catalogue, index) },
      ...{ said: writeBuiltRules(said), curriculum: numberOf(curriculum), rules: numberOf(rules), subjects },
    };
    const given = signal ?? whoAsks().signal();
    const text = await line
      .inTurn(given, () => pool.run<string>('makePlan', task, { signal: given, limitSeconds: MOST_SECONDS }))
      .catch((error: unknown) => {
        throw error instanceof Overrun ? new Busy(60) : error;
      });
    return readBuiltRules(text);
  };
}

/** Where the courses of a list stand in its index. */
function orderIn(courses: readonly Course[], index: CatalogueIndex): Uint32Array {
  const places = new Map(Array.from({ length: index.size }, (_, place) => [index.courseAt(place), place]));
  return Uint32Array.from(courses, (course) => {
    const place = places.get(course);
    if (place === undefined) throw new RangeError('an index of other courses');
    return place;
  });
}

function sharedText(text: string): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const shared = inSharedMemory(bytes.length);
  shared.set(bytes);
  return shared;
}
