import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { courseSchema } from '../../src/domain/index.ts';
import { embeddingText } from '../../src/semantic/index.ts';

const textOf = (course: Omit<z.input<typeof courseSchema>, 'code'>) =>
  embeddingText(courseSchema.parse({ code: 'EE 210', ...course }));

describe('what is embedded of a course', () => {
  it('is its titles in all languages, then its descriptions', () => {
    const text = textOf({
      titles: { ru: 'Электрические машины', en: 'Electrical  Machines' },
      descriptions: { ru: 'Трансформаторы.', en: 'Transformers and\nmotors.' },
      outcomes: { en: ['Choose a motor'] },
    });
    expect(text).toBe('Electrical Machines\nЭлектрические машины\nTransformers and motors.\nТрансформаторы.');
  });

  it('does not depend on the order in which the languages were read', () => {
    expect(textOf({ titles: { kk: 'Физика негіздері', en: 'Basics of physics' } })).toBe(
      textOf({ titles: { en: 'Basics of physics', kk: 'Физика негіздері' } }),
    );
  });

  it('says nothing twice, and nothing where there is nothing', () => {
    expect(textOf({ titles: { en: 'Robotics', de: 'Robotics' }, descriptions: { en: ' ' } })).toBe('Robotics');
  });
});
