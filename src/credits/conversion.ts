/** What a conversion of one grade looks at, and what a rung of the ladder answers. */
import {
  type DerivationStep,
  type GradeScale,
  type GradingTable,
  type HomeGrade,
  type Conversion as InstalledTable,
  type LadderStep,
  type Policy,
  type Reason,
  reason,
} from '../domain/index.ts';
import type { ParsedGrade } from './parsed-grade.ts';

/** What the home side of every figure is found by. */
export interface HomeRules {
  readonly policy: Policy;
  readonly homeScale: GradeScale;
}

/** Grading tables that a conversion may use, and the group of the course. */
export interface GradingTables {
  /** Tables of the host; the narrowest one that fits comes first. */
  readonly host: readonly GradingTable[];
  readonly home: readonly GradingTable[];
  /** ISCED-F field of the course; null = unknown. */
  readonly iscedF: string | null;
  readonly level: GradingTable['level'];
}

/** One grade to convert. */
export interface Conversion extends HomeRules {
  readonly grade: ParsedGrade;
  readonly hostScale: GradeScale;
  readonly hostInstitution?: string | null;
  readonly tables?: GradingTables;
  /** Installed conversion tables of the day; those of the host and of its country are found among them. */
  readonly installed: readonly InstalledTable[];
}

/** A rung's answer: the grade with its steps, or why the next rung is tried. */
export type Rung = { grade: HomeGrade; steps: DerivationStep[] } | { why: Reason };

export type StepOf<Method extends LadderStep['method']> = Extract<LadderStep, { method: Method }>;

/** `scale` is called so by its id or its family. */
export const isCalled = (scale: GradeScale, name: string): boolean => scale.id === name || scale.family === name;

/** A printed grade with its scale, as sentences name it; without a scale it is what the host states of the course. */
export const printedGrade = ({ printed, scale }: Pick<ParsedGrade, 'printed' | 'scale'>): Reason =>
  scale === null
    ? reason('grade-stated', { status: printed.replaceAll('"', '') })
    : reason('grade-on-scale', { grade: printed, scale });
