/** The training on the invented set: it comes to something, and to the same bytes each time. */
import path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Artefact } from '../../train/artefact.ts';
import { openData, type TrainingData } from '../../train/data.ts';
import { buildIndex, FEATURES, type Model, rankCourses } from '../../train/engine.ts';
import { trainLexicon } from '../../train/lexicon/train.ts';
import { DECISION_KEYS, TEXT_KEYS } from '../../train/matching/columns.ts';
import { readGraded } from '../../train/matching/graded.ts';
import { readCatalogue } from '../../train/matching/judgements.ts';
import type { Sample } from '../../train/matching/samples.ts';
import { trainMatching } from '../../train/matching/train.ts';
import { scoreSample } from '../../train/matching/trainer.ts';
import { SUBJECTS } from '../../train/subjects.ts';
import { trainVectors } from '../../train/vectors/train.ts';

const silent = (): void => undefined;

function example(): TrainingData {
  const data = openData(path.resolve(import.meta.dirname, '../../train/example'));
  if (data === null) throw new Error('train/example is part of the repository');
  return data;
}

const contentOf = (artefacts: readonly Artefact[], name: string): string =>
  artefacts.find((artefact) => artefact.name === name)?.content ?? '';

describe('training on the invented set', () => {
  const data = example();
  const train = (): Artefact[] => trainMatching(data, { date: '2026-11-30' }, silent);
  let trained: Artefact[];
  let models: Record<'text' | 'titles' | 'across', Model>;
  beforeAll(() => {
    trained = train();
    models = JSON.parse(contentOf(trained, 'trained.json')).models;
  });

  it('gives the same weights, report and diagram to the byte', () => {
    expect(train()).toEqual(trained);
    const report = contentOf(trained, 'training-2026-11-30.md');
    for (const told of ['foreign -> harrowgate', 'abroad en', 'abroad ru', 'abroad kk', 'ru-en titles-described'])
      expect(report).toContain(told);
  });

  it('reports the thresholds that it gives', () => {
    const lines = contentOf(trained, 'training-2026-11-30.md').split('\n');
    for (const { pairs } of Object.values(models))
      for (const [pair, { judged, review, suggest }] of Object.entries(pairs))
        expect(lines).toContain(`| ${pair} | ${judged} | ${review ?? 'never'} | ${suggest ?? 'never'} |`);
  });

  it('gives weights that can be loaded and rank the right course first', () => {
    const [home, host] = [readCatalogue(data, 'tulpar'), readCatalogue(data, 'brennfels')];
    const [candidates = []] = rankCourses(home, buildIndex(host), {
      only: [home.findIndex(({ titles }) => titles.en === 'Databases')],
      subjects: SUBJECTS,
    });
    const rows = candidates.map(({ values }) => values);
    const [pairs, bars] = [rows.map(() => 'en-en described-described'), rows.map(() => null)];
    const scores = scoreSample(models.text, { rows, pairs, bars });
    const best = candidates[scores.indexOf(Math.max(...scores))];
    expect(best?.course.titles.en).toBe('Storing and Querying Data');
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('gives each situation weights of its own, and of decisions the same', () => {
    expect(Object.keys(models)).toEqual(['text', 'titles', 'across', 'acrossDescribed']);
    const decided = [...DECISION_KEYS, 'precedentRefused'];
    for (const { weights, rank } of Object.values(models)) {
      expect(Object.keys(weights).sort()).toEqual([...TEXT_KEYS, ...decided].sort());
      expect(Object.keys(rank).sort()).toEqual([...TEXT_KEYS, ...decided].sort());
      for (const key of decided) expect(weights[key]).toEqual(models.text.weights[key]);
    }
    expect(Object.keys(models.text.weights).sort()).toEqual(FEATURES.map(({ key }) => key).sort());
    expect(models.across.weights.words).not.toEqual(models.text.weights.words);
  });

  it('lets rivals divide and refusals lower, never the other way round', () => {
    for (const { rivals, weights } of Object.values(models)) {
      expect(rivals).toBeGreaterThanOrEqual(0);
      expect(weights.precedentRefused?.weight).toBeLessThanOrEqual(0);
      expect(weights.precedentRefused?.mean).toBe(0);
    }
  });

  it('suggests nothing between languages of which fewer than a hundred questions were judged', () => {
    const pairs = Object.values(models).flatMap(({ pairs: measured }) => Object.entries(measured));
    expect(pairs.map(([pair]) => pair)).toEqual(
      expect.arrayContaining(['en-en described-described', 'ru-en titles-described', 'kk-en titles-described']),
    );
    for (const [, { judged, suggest }] of pairs) if (judged < 100) expect(suggest).toBeNull();
  });

  it('without graded questions gives two languages the weights of titles alone', () => {
    const { graded: _none, ...judgements } = data.sources.judgements;
    const bare: TrainingData = { ...data, sources: { ...data.sources, judgements } };
    expect(readGraded(bare)).toEqual([]);
    const { across, titles } = JSON.parse(
      contentOf(trainMatching(bare, { date: '2026-11-30' }, silent), 'trained.json'),
    ).models;
    expect(across).toEqual(titles);
  });

  it('gives the same vectors to the byte, of words that stand near what goes with them', () => {
    // A few subjects of several fields are enough to see it.
    const options = { without: [], subjects: SUBJECTS.subjects.filter((_, at) => at % 60 === 0) };
    const vectors = trainVectors(data, options, silent);
    expect(trainVectors(data, options, silent)).toEqual(vectors);
    expect(vectors.map(({ name }) => name)).toEqual(['en', 'ru', 'kk', 'de'].map((of) => `words-${of}.json`));
    for (const { content } of vectors) {
      const { words, information, dimensions, losses } = JSON.parse(content) as Record<string, unknown>;
      expect([String(words).split(' ').length > 50, dimensions]).toEqual([true, 16]);
      expect(String(information).split(' ')).toHaveLength(String(words).split(' ').length);
      expect(losses).toHaveLength(10);
    }
  });

  it('gives translations of words', () => {
    const { tables } = JSON.parse(trainLexicon(data, silent, [['en', 'ru']]).content) as {
      tables: Record<string, object>;
    };
    expect(tables['en-ru']).toHaveProperty('databas');
  });

  it('leaves a catalogue out when asked to', () => {
    const [vectors] = trainVectors(data, { without: ['tulpar'], subjects: [] }, silent);
    expect(vectors?.content).toContain('in 2 invented catalogues');
  });
});

describe('graded questions', () => {
  const graded = readGraded(example());
  const of = (set: string, title: string): Sample[] =>
    graded.filter((sample) => sample.set === set && sample.text.endsWith(title));

  it('are asked in each language of the home courses, of each host that was judged', () => {
    expect(new Set(graded.map(({ set }) => set))).toEqual(new Set(['abroad en', 'abroad ru', 'abroad kk']));
    expect(of('abroad ru', ' E01')).toHaveLength(2);
    expect(new Set(graded.map(({ group }) => group)).size).toBe(28);
  });

  it('name the pair of languages, and which side is described', () => {
    expect(of('abroad ru', ' E01').map(({ pair }) => pair)).toEqual(Array(2).fill('ru-en titles-described'));
    expect(of('abroad kk', ' E03').map(({ pair }) => pair)).toEqual(Array(2).fill('kk-en described-described'));
  });

  it('bear the grades of people, 0 for what nobody listed, and know when there is no equivalent', () => {
    for (const { grades, right, rows } of graded) {
      expect([grades.length, right.length]).toEqual([rows.length, rows.length]);
      expect(right).toEqual(grades.map((grade) => grade === 3));
    }
    expect(of('abroad en', ' E01').map(({ grades }) => Math.max(...grades))).toEqual([3, 3]);
    expect(of('abroad en', ' G01').map(({ has, grades }) => [has, Math.max(...grades)])).toEqual(
      Array(2).fill([false, 2]),
    );
    expect(of('abroad ru', ' G03').some(({ has }) => has)).toBe(false);
  });
});

describe('the data of a training', () => {
  it('names a file that is not there', () => {
    expect(() => readCatalogue(example(), 'nowhere')).toThrow('nowhere.csv is missing');
  });

  it('is null where there is no folder', () => {
    expect(openData('/nowhere/at/all')).toBeNull();
  });
});
