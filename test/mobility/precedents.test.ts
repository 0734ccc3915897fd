import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { bundlePrecedentSchema, bundleSchema, precedentsOn } from '../../src/domain/index.ts';
import {
  courseText,
  findContradictions,
  findExpiring,
  movePrecedents,
  precedentOf,
  precedentsFor,
  renewPrecedent,
  replacedBy,
} from '../../src/mobility/index.ts';
import { bundle, course, decide, HOME, HOST, hash, planOf, precedent } from './plans.ts';
import { must, PRECEDENTS, sayIn } from './rules.ts';

const A = bundle('b1', ['MAT1'], ['M-10']);
const B = bundle('b2', ['PHY1', 'PHY2'], ['P-20', 'P-21']);

describe('a decision as a precedent', () => {
  it('keeps both sets, their texts and the hash of each, for as long as the policy says', () => {
    const made = precedent('p1', B, 'approve');
    expect(made).toMatchObject({
      decision: 'approved',
      institute: 'energy',
      decidedOn: '2027-02-01',
      validUntil: '2030-01-31',
      status: 'counts',
      reason: null,
    });
    expect(made.home.courses.map(({ code }) => code)).toEqual(['PHY1', 'PHY2']);
    expect(made.host.courses[0]?.contentHash).toBe(hash(courseText(course('P-20'))));
    expect(bundlePrecedentSchema.safeParse(JSON.parse(JSON.stringify(made))).success).toBe(true);
  });

  it('keeps a refusal with its reason, for its own time', () => {
    expect(precedent('p1', A, 'refuse')).toMatchObject({
      decision: 'refused',
      reason: 'content-differs',
      validUntil: '2029-01-31',
    });
  });

  it.each(['ask', 'answer', 'pass-on', 'set-aside'] as const)('of the kind "%s" is none', (decision) => {
    expect(() => precedent('p1', A, decision)).toThrow('makes no precedent');
  });

  it('needs the courses that it is about', () => {
    const courses = { home: [course('MAT1')], host: [] };
    const made = precedentOf(
      { id: 'p', decision: decide(A, 'approve'), bundle: A, plan: planOf(A), courses },
      PRECEDENTS,
      hash,
    );
    expect(made.problems.map(({ reason }) => reason)).toEqual([
      { code: 'course-not-in-catalogue', values: { code: 'M-10' } },
    ]);
  });

  it('a text has one form, whatever the order of its languages', () => {
    const one = course('X', '', { titles: { en: 'Heat', ru: 'Теплота' } });
    const other = course('X', '', { titles: { ru: 'Теплота', en: 'Heat' } });
    expect(courseText(one)).toBe(courseText(other));
    expect(courseText(one)).not.toBe(courseText(course('X', 'more')));
  });
});

describe('no person in a precedent', () => {
  it('has no field that could carry one: every field is a course, an institution, a code, a date or a hash', () => {
    const fields = fieldsOf(z.toJSONSchema(bundlePrecedentSchema, { io: 'input', unrepresentable: 'any' }));
    const side = (name: string) => [
      `${name}.institution`,
      ...['code', 'titles.*', 'descriptions.*', 'outcomes.*', 'contentHash'].map((field) => `${name}.courses.${field}`),
      ...['min', 'max', 'unit'].map((field) => `${name}.courses.credits.${field}`),
    ];
    expect(fields).toEqual(
      [
        ...side('home'),
        ...side('host'),
        ...['id', 'electiveBlock', 'decision', 'reason', 'institute', 'decidedOn', 'validUntil', 'status'],
        ...['bridge.kind', 'bridge.topics', 'bridge.ects'],
      ].sort(),
    );
  });

  it('takes none over from the decision: not who, not what was written, not a topic that the match does not name', () => {
    const secret = fc.string({ minLength: 4, maxLength: 20 }).map((text) => `Aigerim-${text}`);
    const missing = [{ term: 'entropy', weight: 1, quotes: [] }];
    const bundleWithTopics = bundleSchema.parse({ ...JSON.parse(JSON.stringify(A)), missing });
    fc.assert(
      fc.property(secret, (name) => {
        const bridge = { kind: 'project', topics: [name, 'entropy'] };
        const made = precedent('p1', bundleWithTopics, 'approve-with-bridge', { by: name, comment: name, bridge });
        expect(JSON.stringify(made)).not.toContain('Aigerim');
        expect(made.bridge?.topics).toEqual(['entropy']);
      }),
    );
  });
});

/** The paths of all values of a JSON schema, arrays without a step of their own. */
function fieldsOf(schema: unknown, path = ''): string[] {
  const node = z.looseObject({}).parse(schema);
  const part = (key: string) => (node[key] === undefined ? [] : [node[key]]);
  const inner = [
    ...(Array.isArray(node.anyOf)
      ? node.anyOf.filter((one) => one.type !== 'null').flatMap((one) => fieldsOf(one, path))
      : []),
    ...part('items').flatMap((one) => fieldsOf(one, path)),
    ...part('additionalProperties')
      .filter((one) => typeof one === 'object')
      .flatMap((one) => fieldsOf(one, `${path}.*`)),
    ...part('properties').flatMap((one) =>
      Object.entries(z.record(z.string(), z.unknown()).parse(one)).flatMap(([name, value]) =>
        fieldsOf(value, path === '' ? name : `${path}.${name}`),
      ),
    ),
  ];
  return [...new Set(inner.length > 0 ? inner : [path])].sort();
}

describe('what precedents say about a bundle', () => {
  const says = (precedents: ReturnType<typeof precedent>[], date = '2027-06-01') =>
    precedentsFor(A, planOf(A), { precedents, date }).says;

  it('nothing, when none is about the same sets', () => {
    expect(says([])).toBe('nothing');
    expect(
      says([precedent('p', B, 'approve'), precedent('q', bundle('x', ['MAT1'], ['M-10', 'M-11']), 'approve')]),
    ).toBe('nothing');
  });
  it('approved and refused', () => {
    expect(says([precedent('p', A, 'approve')])).toBe('approved');
    expect(says([precedent('p', A, 'refuse')])).toBe('refused');
  });
  it('nothing any more after the last day', () => {
    expect(says([precedent('p', A, 'approve')], '2030-01-31')).toBe('approved');
    expect(says([precedent('p', A, 'approve')], '2030-02-01')).toBe('nothing');
  });
  it('contradictory, when two institutes disagree', () => {
    expect(says([precedent('p', A, 'approve'), precedent('q', A, 'refuse', { institute: 'mathematics' })])).toBe(
      'contradictory',
    );
  });
  it('reopened, which does not count until a person has decided', () => {
    expect(says([{ ...precedent('p', A, 'approve'), status: 'reopened' }])).toBe('reopened');
  });
  it('a new decision of the same institute takes the place of its earlier ones, and of no other', () => {
    const old = precedent('p', A, 'refuse');
    const other = precedent('q', A, 'refuse', { institute: 'mathematics' });
    const made = precedent('r', A, 'approve', { decidedOn: '2027-05-01' });
    expect(replacedBy(made, [old, other, made]).map(({ id }) => id)).toEqual(['p']);
  });
});

describe('lists for the directorate', () => {
  it('contradictions, with both sides', () => {
    const list = [
      precedent('p', A, 'approve'),
      precedent('q', A, 'refuse', { institute: 'mathematics' }),
      precedent('r', B, 'approve'),
    ];
    const [found, ...more] = findContradictions(list, '2027-06-01');
    expect(more).toEqual([]);
    expect([found?.approved.map(({ id }) => id), found?.refused.map(({ id }) => id)]).toEqual([['p'], ['q']]);
    expect(findContradictions(list, '2029-06-01')).toEqual([]);
  });

  it('those that end within 60 days, soonest first', () => {
    const list = [precedent('p', A, 'approve'), precedent('q', B, 'refuse')];
    expect(findExpiring(list, PRECEDENTS, '2028-12-02').map(({ id }) => id)).toEqual(['q']);
    expect(findExpiring(list, PRECEDENTS, '2028-12-01')).toEqual([]);
  });
});

describe('a new version of the catalogue', () => {
  const old = precedent('p', A, 'approve');
  const text = 'All about M-10, in ten lectures.';
  const move = (courses: ReturnType<typeof course>[], institution = HOST) =>
    movePrecedents([old], { side: 'host', date: '2027-06-01', institution, courses }, PRECEDENTS, hash);

  it('with the same text changes nothing', () => expect(move([course('M-10', text)])).toEqual([]));

  it('with a word corrected shows the distance and opens nothing', () => {
    const [moved] = move([course('M-10', 'All about M-10, in ten good lectures.')]);
    expect(moved).toMatchObject({ code: 'M-10', reopens: false });
    expect(sayIn(moved?.explanation)).toBe('the description of M-10 changed by 0.09, within the limit of 0.3');
  });

  it('with another content opens the precedent, with the distance', () => {
    const [moved] = move([course('M-10', 'Probability and statistics for engineers with laboratory work.')]);
    expect(moved).toMatchObject({ precedent: 'p', side: 'host', reopens: true });
    expect(sayIn(moved?.explanation)).toMatch(/changed by 0\.\d\d, beyond the limit of 0\.3/);
  });

  it('with other credits opens it too', () => {
    const credits = { min: '5', max: '5', unit: null };
    expect(move([course('M-10', text, { credits })])).toMatchObject([
      {
        reopens: true,
        creditsChanged: true,
        explanation: { code: 'course-text-moved', values: { distance: '0.00', hasMoved: 'no', creditsChanged: 'yes' } },
      },
    ]);
  });

  it('without the course opens nothing: there is nothing to decide', () => {
    expect(move([])).toMatchObject([
      { distance: null, reopens: false, explanation: { code: 'course-gone', values: { code: 'M-10' } } },
    ]);
  });

  it('of another institution touches nothing', () => expect(move([course('M-10', 'other')], HOME)).toEqual([]));
});

describe('a precedent that was opened again', () => {
  const opened = { ...precedent('p', A, 'approve-with-bridge'), status: 'reopened' as const };
  const courses = { home: [course('MAT1')], host: [course('M-10', 'Probability and statistics.')] };
  const renew = (decision: 'approved-with-bridge' | 'refused', reason: string | null, known = courses) =>
    renewPrecedent(
      opened,
      { id: 'q', decision, reason, institute: 'energy', decidedOn: '2027-07-01' },
      { courses: known, policy: PRECEDENTS, hash },
    );

  it('is decided on the text of today, and takes the place of the old one', () => {
    const again = must(renew('approved-with-bridge', null));
    expect(again).toMatchObject({ id: 'q', status: 'counts', validUntil: '2030-06-30', bridge: { kind: 'project' } });
    expect(again.host.courses[0]?.contentHash).toBe(hash(courseText(course('M-10', 'Probability and statistics.'))));
    expect(replacedBy(again, [opened]).map(({ id }) => id)).toEqual(['p']);
  });

  it('can be refused instead, and needs its courses', () => {
    expect(must(renew('refused', 'content-differs'))).toMatchObject({ bridge: null, reason: 'content-differs' });
    expect(renew('refused', 'content-differs', { ...courses, host: [] }).ok).toBe(false);
  });

  it('is not opened twice by the next version', () => {
    const version = {
      side: 'host' as const,
      date: '2027-06-01',
      institution: HOST,
      courses: [course('M-10', 'Other.')],
    };
    expect(movePrecedents([opened], version, PRECEDENTS, hash)).toEqual([]);
  });
});

describe('precedents for the engine', () => {
  it('are the stored ones themselves, pairs and sets, as long as they count', () => {
    const list = [precedent('p', A, 'approve'), precedent('q', B, 'refuse')];
    expect(precedentsOn(list, '2027-06-01')).toEqual(list);
    expect(precedentsOn(list, '2029-06-01')).toEqual(list.slice(0, 1));
    expect(precedentsOn(list, '2027-01-31')).toEqual([]);
  });

  it('opened or contradictory ones speak for neither side', () => {
    const opened = { ...precedent('p', B, 'approve'), status: 'reopened' as const };
    const mixed = [precedent('q', A, 'approve'), precedent('r', A, 'refuse', { institute: 'mathematics' })];
    expect(precedentsOn([opened, ...mixed], '2027-06-01')).toEqual([]);
  });
});
