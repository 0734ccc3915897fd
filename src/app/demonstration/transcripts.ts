/** What the hosts of the demonstration certify: rows made of the plan, with what was invented to be wrong with them. */
import { type Plan, Rational, textIn } from '../../domain/index.ts';
import { writeCsv } from '../../interchange/index.ts';
import type { InventedYear } from './people.ts';

const HALF = Rational.of(1, 2);

type Fault = InventedYear['people'][number]['file'];

const TRANSCRIPT_COLUMNS =
  'student,institution,code,title,credits,credit_system,grade,grade_scale,completed_on,term,language'.split(',');

/** Grades that a host of each country gives; the last one is a fail. */
const DRAWN_GRADES = {
  us: ['A-', 'B+', 'B', 'F'],
  ru: ['5', '4', '3', '2'],
  de: ['1,7', '2,0', '2,3', '5,0'],
  ects_old: ['B', 'A', 'C', 'F'],
} as const;
const PASSING = 3;
/** With these no two students of one host and institute get the same grades in the same order. */
const TURNS = 25;
type Scale = keyof typeof DRAWN_GRADES;

const SCALE_OF: Readonly<Record<string, Scale>> = {
  cedar_hollow_us: 'us',
  beloozersk_ru: 'ru',
  lindenwerder_de: 'de',
};

/** The file that comes from the host of a plan, `host` by the name of its catalogue. */
export function transcriptOf(
  { host: { institution }, bundles }: Plan,
  {
    student,
    host,
    fault,
    completedOn,
  }: {
    readonly student: string;
    readonly host: string;
    readonly fault: Fault;
    readonly completedOn: string;
  },
): string {
  const turn = Number(student.slice(1)) % TURNS;
  const scale = SCALE_OF[host] ?? 'ects_old';
  const grades: readonly string[] = DRAWN_GRADES[scale];
  const rows = bundles
    .flatMap((bundle) => bundle.host)
    .map(({ code, titles, credits }, at, all) => {
      const printed = credits?.min ?? null;
      const last = at === all.length - 1;
      const grade = fault === 'failed' && last ? grades.at(-1) : grades[Math.floor(turn / PASSING ** at) % PASSING];
      return [
        fault === 'unknown-student' ? 'S999' : student,
        fault === 'other-host' ? 'Haneul Bay Institute of Technology (invented)' : institution,
        code,
        textIn(titles),
        fault === 'credits' && at === 0 && printed ? printed.sub(HALF) : printed,
        credits?.unit ?? 'ECTS',
        fault === 'unread-grade' && at === 0 ? '??' : (grade ?? ''),
        scale,
        completedOn,
        'autumn',
        '',
      ];
    });
  return writeCsv(TRANSCRIPT_COLUMNS, rows);
}
