/** What transcripts print beside their rows of how grades are given. */
import { describe, expect, it } from 'vitest';
import { proposeScales, rulesAt } from '../../src/credits/index.ts';
import { readLegend, readPrintedDistribution } from '../../src/interchange/legend.ts';
import { readTranscript } from '../../src/interchange/transcript.ts';
import { RULES } from '../installed.ts';

const legendOf = (...lines: (string | string[])[]) =>
  readLegend(lines.map((line) => [line].flat()))?.map(({ labels, range }) => [labels.join(' '), range.join('-')]);

describe('the legend of a scale', () => {
  it.each([
    ['on one line', ['Grading scale: A = 90-100; B = 80-89; C = 70-79; F = 0-69'], ['A 90-100', 'F 0-69']],
    [
      'with words',
      ['Notenskala: 1,0–1,5 sehr gut; 1,6-2,5 gut; 2,6-3,5 befriedigend'],
      ['sehr gut 1-1.5', 'befriedigend 2.6-3.5'],
    ],
    [
      'line by line',
      ['5 - отлично', '4 - хорошо', '3 - удовлетворительно', '2 - неудовлетворительно'],
      ['отлично 5-5', 'неудовлетворительно 2-2'],
    ],
    [
      'in cells',
      [
        ['A', '95-100', 'отлично'],
        ['A-', '90-94', 'отлично'],
        ['B+', '85-89', 'хорошо'],
      ],
      ['A отлично 95-100', 'B+ хорошо 85-89'],
    ],
    ['of points', ['A = 4.0, A- = 3.7, B+ = 3.3'], ['A 4-4', 'B+ 3.3-3.3']],
  ])('%s', (_, lines, [first, last]) => {
    const read = legendOf(...lines)?.map((entry) => entry.join(' '));
    expect([read?.[0], read?.at(-1)]).toEqual([first, last]);
  });

  it.each([
    [
      'rows of courses',
      [
        ['CS101', 'Programming', '5', 'B+'],
        ['CS102', 'Databases', '6', 'A'],
        ['CS103', 'Networks', '5', 'C'],
      ],
    ],
    ['dates and pages', ['Printed on 12-01-2026', 'Page 1-2', 'Semester 1: 2025-2026']],
    ['two lines', ['A = 90-100', 'B = 80-89']],
  ])('is not seen in %s', (_, lines) => {
    expect(legendOf(...lines)).toBeUndefined();
  });
});

describe('a printed grading table', () => {
  const counts = (...lines: string[][]) => {
    const read = readPrintedDistribution(lines);
    return read && [read.sampleStated, ...read.counts.map(({ grade, count }) => `${grade}:${count}`)];
  };

  it.each([
    [
      'students, lying',
      [['Notenspiegel'], ['1,0', '1,3', '1,7'], ['4', '6', '10']],
      [true, '1,0:4', '1,3:6', '1,7:10'],
    ],
    [
      'shares, standing',
      [['Grade distribution'], ['A', '20 %'], ['B', '50 %'], ['C', '30 %']],
      [false, 'A:200000', 'B:500000', 'C:300000'],
    ],
    [
      'shares on the line',
      [['ECTS grading table: A 10 %, B 25%, C 65 %']],
      [false, 'A:100000', 'B:250000', 'C:650000'],
    ],
    ['shares that do not sum', [['Grade distribution'], ['A', '20 %'], ['B', '50 %'], ['C', '10 %']], null],
    [
      'no heading over it',
      [
        ['A', '20 %'],
        ['B', '50 %'],
        ['C', '30 %'],
      ],
      null,
    ],
  ] as const)('%s', (_, lines, wanted) => {
    expect(counts(...lines.map((line) => [...line]))).toEqual(wanted);
  });
});

describe('a transcript with both below its rows', () => {
  const text = [
    'Lakeshore College (invented)',
    'Code,Title,Credits,Grade',
    'CS101,Programming,3,A-',
    'CS201,Data Structures,4,B+',
    '"Grading scale: A = 4.0; A- = 3.7; B+ = 3.3; B = 3.0; B- = 2.7; C+ = 2.3; C = 2.0; C- = 1.7; D+ = 1.3; D = 1.0; F = 0"',
    'Grade distribution',
    'A,20 %',
    'B,50 %',
    'C,30 %',
    '',
  ].join('\n');
  const read = (scale?: string) =>
    readTranscript({ name: 'x.csv', bytes: new TextEncoder().encode(text) }, { ...(scale && { scale }) });

  it('has no course of them', () => {
    const result = read();
    expect(result.ok && result.value.value.rows.map(({ code }) => code)).toEqual(['CS101', 'CS201']);
  });

  it('proposes the scale of the legend, and uses the table once the scale is said', () => {
    const unsaid = read();
    if (!unsaid.ok) throw new Error('it is read');
    expect(unsaid.value.value.gradingTables).toBeUndefined();
    expect(unsaid.problems.map(({ reason }) => reason?.code)).toContain('printed-table-unused');
    // Letters and points of several countries are the same; where the host is tells them apart.
    const proposed = proposeScales(rulesAt(RULES, '2026-11-20'), unsaid.value.value, 'United States');
    expect(proposed[0]).toMatchObject({
      scale: 'us',
      because: [{ code: 'scale-by-legend' }, { code: 'scale-by-country' }],
    });
    const said = read('us');
    expect(said.ok && said.value.value.gradingTables?.[0]).toMatchObject({ scale: 'us', sampleStated: false });
  });

  it('proposes the scale of the country of the host, where no legend says more, and nothing where grades are none of it', () => {
    const unsaid = read();
    if (!unsaid.ok) throw new Error('it is read');
    const { legend: _, ...plain } = unsaid.value.value;
    const rules = rulesAt(RULES, '2026-11-20');
    expect(proposeScales(rules, plain, null)).toEqual([]);
    const proposed = proposeScales(rules, plain, 'United States');
    expect(proposed.map(({ scale }) => scale)).toContain('us');
    expect(proposeScales(rules, plain, 'Germany')).toEqual([]);
  });
});
