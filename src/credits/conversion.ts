/** What a conversion of one grade looks at, and what a rung of the ladder answers. */
import type {
  DerivationStep,
  GradeScale,
  GradingTable,
  HomeGrade,
  Conversion as InstalledTable,
  LadderStep,
  Policy,
} from '../domain/index.ts';
import type { ParsedGrade } from './parse-grade.ts';

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
export interface Conversion {
  readonly grade: ParsedGrade;
  readonly hostScale: GradeScale;
  readonly homeScale: GradeScale;
  readonly policy: Policy;
  readonly hostInstitution?: string | null;
  readonly tables?: GradingTables;
  /** Installed conversion tables of the day; those of the host and of its country are found among them. */
  readonly installed: readonly InstalledTable[];
}

/** A rung's answer: the grade with its steps, or why the next rung is tried. */
export type Rung = { grade: HomeGrade; steps: DerivationStep[] } | { reason: string };

export type StepOf<Method extends LadderStep['method']> = Extract<LadderStep, { method: Method }>;

/** `scale` is called so by its id or its family. */
export const isCalled = (scale: GradeScale, name: string): boolean => scale.id === name || scale.family === name;
