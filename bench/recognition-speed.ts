/** 1,000 transcripts of ten rows recognised in this process, several times over; prints what each time took as JSON. Run by `bench:credits`. */
import { recognise, rulesAt } from '../src/credits/index.ts';
import type { Plan, Transcript } from '../src/domain/index.ts';
import { planOf, transcriptOf } from '../test/credits/recognition.ts';
import { BOOK, policy } from '../test/credits/rules.ts';

const TRANSCRIPTS = 1000;
const ROWS = 10;
const RUNS = 6;

export interface RecognitionSpeed {
  readonly transcripts: number;
  readonly rows: number;
  /** `busy`: processor time in seconds. */
  readonly runs: readonly { readonly busy: number; readonly credited: number }[];
  readonly megabytes: number;
}

const RULES = rulesAt(BOOK, '2026-11-30');
const GRADES = ['1,0', '1,3', '2,7', '4,0', '5,0', 'bestanden', '3,3', '2,0'];

const plan = planOf(
  Array.from({ length: ROWS }, (_, at) => ({
    bundle: `b${at}`,
    home: [{ code: `H${at}`, ects: 5 }],
    host: [{ code: `C${at}`, title: `Course ${at}`, ects: 5 }],
  })),
);
const transcripts = Array.from({ length: TRANSCRIPTS }, (_, student) =>
  transcriptOf(
    Array.from({ length: ROWS }, (__, at) => ({
      code: `C${(at + student) % (ROWS + 2)}`,
      title: `Course ${at}`,
      credits: at % 4 === 0 ? 6 : 5,
      grade: GRADES[(at + student) % GRADES.length] ?? '1,0',
      on: `2026-0${1 + (at % 9)}-15`,
    })),
  ),
);

function timeOf(of: Plan, given: readonly Transcript[]): RecognitionSpeed['runs'][number] {
  const before = process.cpuUsage();
  let credited = 0;
  for (const transcript of given) {
    const result = recognise({ plan: of, transcript, rules: RULES, policy: policy(), matcher: () => null });
    if (result.ok) credited += result.value.credited.length;
  }
  const { user, system } = process.cpuUsage(before);
  return { busy: (user + system) / 1e6, credited };
}

const heap = process.memoryUsage().heapUsed;
const runs = Array.from({ length: RUNS }, () => timeOf(plan, transcripts));
const megabytes = (process.memoryUsage().heapUsed - heap) / 1e6;
process.stdout.write(
  JSON.stringify({ transcripts: TRANSCRIPTS, rows: ROWS, runs, megabytes } satisfies RecognitionSpeed),
);
