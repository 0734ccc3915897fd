/** Files of the standards on the command line. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { PLAN_FILE } from '../interchange/plans.ts';
import { FACTS } from '../interchange/standards/facts.ts';
import { concordOn, ROOT } from './run.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'concord-export-'));
afterAll(() => rmSync(folder, { recursive: true }));

const concord = (...argv: string[]) => concordOn(folder, argv);
const keep = (name: string, value: unknown): string => {
  const file = path.join(folder, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
};
const TRANSCRIPT = path.join(ROOT, 'fixtures/transcripts/lindenwerder_s001.csv');

describe('concord export', () => {
  it('writes a learning agreement with its links beside it', async () => {
    const out = path.join(folder, 'agreement.xml');
    const [plan, facts] = [keep('plan.json', PLAN_FILE), keep('facts.json', FACTS)];
    const made = await concord('export', '--plan', plan, '--facts', facts, '--out', out);
    expect([made.code, made.err]).toEqual([0, expect.stringContaining('rounded to hundredths')]);
    expect(readFileSync(out, 'utf8')).toContain('<los-code>201</los-code>');
    const { links } = JSON.parse(readFileSync(`${out}.links.json`, 'utf8')) as { links: unknown[] };
    expect(links).toEqual([{ bundle: 'b1', studied: ['201'], recognised: ['EE1'], electiveBlock: null }]);
    // The agreement stands for its plan where a transcript comes back.
    const back = await concord(
      'recognise',
      '--plan',
      out,
      '--transcript',
      TRANSCRIPT,
      '--despite',
      'host=another',
      '--format',
      'json',
    );
    expect(JSON.parse(back.out)).toMatchObject({
      home: { institution: 'home.example' },
      difference: [{ homeCode: 'EE1' }],
    });
  });

  it('asks for what nobody has said', async () => {
    const made = await concord('export', '--plan', keep('plan.json', PLAN_FILE));
    expect(made.code).toBe(2);
    expect(made.err).toContain('home.schac, home.contact');
  });

  it('writes a transcript as ELMO that is read back, and a catalogue as OCCAPI', async () => {
    const elmo = await concord('export', '--transcript', TRANSCRIPT);
    expect(elmo.code).toBe(0);
    const lines = readFileSync(TRANSCRIPT, 'utf8').trim().split('\n').length - 1;
    expect(elmo.out.match(/<learningOpportunitySpecification>/g)).toHaveLength(lines);
    const courses = await concord('export', '--catalogue', path.join(ROOT, 'fixtures/hosts/lindenwerder_de.csv'));
    const again = path.join(folder, 'courses.json');
    writeFileSync(again, courses.out);
    const back = await concord('export', '--catalogue', again);
    expect(JSON.parse(back.out).data).toEqual(JSON.parse(courses.out).data);
  });

  it('wants one thing to write', async () => {
    const made = await concord('export');
    expect([made.code, made.err]).toEqual([2, expect.stringContaining('--plan, --transcript and --catalogue')]);
  });
});
