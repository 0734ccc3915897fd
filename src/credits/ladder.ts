/** The conversion ladder, one rung at a time. */
import type { LadderStep } from '../domain/index.ts';
import type { Conversion, Rung, StepOf } from './conversion.ts';
import { convertByEctsBands, convertByTables } from './convert-by-distribution.ts';
import { convertByBavarianFormula, convertLinearly } from './convert-by-formula.ts';
import { convertByInstalledTable, convertByTable, keepOnSameScale } from './convert-by-table.ts';
import { step } from './derive.ts';
import { passedWithoutGrade } from './home-grade.ts';

/** Tries one rung. */
export function climb(rung: LadderStep, conversion: Conversion): Rung {
  switch (rung.method) {
    case 'same-scale':
      return keepOnSameScale(conversion);
    case 'grading-tables':
      return convertByTables(rung, conversion);
    case 'ects-bands':
      return convertByEctsBands(rung, conversion);
    case 'fixed-table':
      return convertByTable(rung, conversion);
    case 'partner-table':
    case 'national-table':
      return convertByInstalledTable(rung, conversion);
    case 'linear-percent':
      return convertLinearly(rung, conversion);
    case 'modified-bavarian':
      return convertByBavarianFormula(rung, conversion);
    case 'credit-without-grade':
      return creditWithoutGrade(rung, conversion);
  }
}

function creditWithoutGrade(rung: StepOf<'credit-without-grade'>, { grade, homeScale }: Conversion): Rung {
  if (grade.status === 'failed') return { reason: 'a fail earns no credit' };
  const text = `${grade.printed} is a pass; its credits count and it stays out of the average`;
  const inputs = { printed: grade.printed };
  const output = 'passed without grade';
  const steps = [step({ rule: 'grade.credit-without-grade', text, inputs, output, source: rung.source })];
  return { grade: passedWithoutGrade(homeScale), steps };
}
