/** The training on the invented set: it comes to something, and to the same bytes each time. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Artefact } from '../../train/artefact.ts';
import { openData, type TrainingData } from '../../train/data.ts';
import { buildIndex, type Model, rankCourses, scoreCandidates } from '../../train/engine.ts';
import { trainLexicon } from '../../train/lexicon/train.ts';
import { readCatalogue } from '../../train/matching/judgements.ts';
import { trainMatching } from '../../train/matching/train.ts';
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
  const train = (): Artefact[] => trainMatching(data, { date: '2026-11-30', only: ['text'] }, silent);
  const trained = train();

  it('gives the same weights, report and diagram to the byte', () => {
    expect(train()).toEqual(trained);
    expect(contentOf(trained, 'training-2026-11-30.md')).toContain('foreign -> harrowgate');
  });

  it('gives weights that can be loaded and rank the right course first', () => {
    const { models } = JSON.parse(contentOf(trained, 'trained.json')) as { models: { text: Model } };
    const [home, host] = [readCatalogue(data, 'tulpar'), readCatalogue(data, 'brennfels')];
    const [candidates = []] = rankCourses(home, buildIndex(host), {
      only: [home.findIndex(({ titles }) => titles.en === 'Databases')],
    });
    const { scores } = scoreCandidates(
      models.text,
      candidates.map(({ values }) => values),
    );
    const best = candidates[scores.indexOf(Math.max(...scores))];
    expect(best?.course.titles.en).toBe('Storing and Querying Data');
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  it('gives the same vectors to the byte, of words that stand near what goes with them', () => {
    const vectors = trainVectors(data, [], silent);
    expect(trainVectors(data, [], silent)).toEqual(vectors);
    const { words, dimensions, losses } = JSON.parse(vectors.content) as Record<string, unknown>;
    expect([String(words).split(' ').length > 50, dimensions]).toEqual([true, 16]);
    expect(losses).toHaveLength(10);
  });

  it('gives translations of words', () => {
    const { tables } = JSON.parse(trainLexicon(data, silent, [['en', 'ru']]).content) as {
      tables: Record<string, object>;
    };
    expect(tables['en-ru']).toHaveProperty('databas');
  });

  it('leaves a catalogue out when asked to', () => {
    expect(trainVectors(data, ['tulpar'], silent).content).toContain('in 2 invented catalogues');
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
