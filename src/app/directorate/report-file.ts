/** The month of a directorate as a table for a spreadsheet: one figure a row, beside that of the month before. */
import type { Rational, Result, UiLanguage } from '../../domain/index.ts';
import { writeCsv } from '../../interchange/index.ts';
import type { Caller, Service } from '../service/service.ts';
import { type DecisionReport, reportDecisions } from './report.ts';

const REPORT_COLUMNS = ['part', 'what', 'figure', 'month_before'];

/** `month` as `2027-03`; reasons are told in `language`. A figure that there is none of is an empty cell. */
export async function decisionReportAsCsv(
  service: Service,
  caller: Caller,
  { month, language }: { readonly month: string; readonly language: UiLanguage },
): Promise<Result<string>> {
  const report = await reportDecisions(service, caller, { month });
  return report.ok ? { ...report, value: writeCsv(REPORT_COLUMNS, reportRows(report.value, language)) } : report;
}

type ReportFigure = number | Rational | null;
type Row = readonly [part: string, what: string, figure: ReportFigure, before: ReportFigure];

function reportRows(report: DecisionReport, language: UiLanguage): Row[] {
  const { kinds, plans, before, refusals, waits, medianDays, allowedDays, hosts } = report;
  const kindNames = Object.keys(kinds) as (keyof typeof kinds)[];
  return [
    ['decisions', 'plans', plans, before.plans],
    ...kindNames.map((kind): Row => ['decisions', kind, kinds[kind], before.kinds[kind]]),
    ...refusals.map(
      ({ reason, title, ...one }): Row => ['refusals', title?.[language] ?? reason, one.count, one.before],
    ),
    ...waits.map(({ days, count }): Row => ['decisions after days', String(days), count, null]),
    ['days', 'median', medianDays, null],
    ['days', 'allowed', allowedDays, null],
    ...hosts.flatMap(({ host, stays, shares }): Row[] => [
      ['stays', host, stays, null],
      ['recognised share, low', host, shares?.low ?? null, null],
      ['recognised share, middle', host, shares?.middle ?? null, null],
      ['recognised share, high', host, shares?.high ?? null, null],
    ]),
  ];
}
