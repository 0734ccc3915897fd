import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { foldKey, transliterate } from '../../src/matching/text/transliterate.ts';

describe('transliterate', () => {
  it.each([
    ['Информатика', 'informatika'],
    ['Жүйелер', 'zhuieler'],
    ['Қауіпсіздік', 'kauipsizdik'],
    ['объект', 'obekt'],
    ['щит', 'shchit'],
    ['Größe', 'grosse'],
    ['algebra', 'algebra'],
    ['C#', 'c#'],
  ])('writes %s as %s', (word, latin) => {
    expect(transliterate(word)).toBe(latin);
  });

  it('reads a composed and a decomposed letter alike', () => {
    expect(transliterate('йод'.normalize('NFD'))).toBe(transliterate('йод'));
  });

  it('gives plain ASCII for every Russian and Kazakh word', () => {
    const word = fc.string({ unit: fc.constantFrom(...'абвгдеёжзийклмнопрстуфхцчшщъыьэюяәғқңөұүһі') });
    fc.assert(
      fc.property(word, (text) => {
        expect(transliterate(text)).toMatch(/^[a-z]*$/);
      }),
    );
  });
});

describe('foldKey', () => {
  it.each([
    ['алгебра', 'algebra'],
    ['философия', 'philosophy'],
    ['информация', 'information'],
    ['концепция', 'conception'],
    ['компьютер', 'computer'],
    ['физика', 'physics'],
    ['экономический', 'economic'],
    ['психология', 'psychology'],
    ['архитектура', 'architecture'],
    ['история', 'history'],
    ['гидравлика', 'hydraulics'],
    ['автоматика', 'automatics'],
    ['процесс', 'process'],
    ['философия', 'Philosophie'],
  ])('brings %s and %s together', (cyrillic, latin) => {
    expect(foldKey(cyrillic)).toBe(foldKey(latin));
  });

  it.each([
    ['система', 'systems analysis'],
    ['право', 'law'],
    ['биология', 'geology'],
    ['статистика', 'statics'],
  ])('keeps %s and %s apart', (cyrillic, latin) => {
    expect(foldKey(cyrillic)).not.toBe(foldKey(latin));
  });

  it('gives every word of letters a key', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...'абвгдежзиклмнопрстуфхцчшыэюяabcdefghijklmnopqrstuvwxyz'),
      minLength: 1,
    });
    fc.assert(
      fc.property(letters, (word) => {
        expect(foldKey(word)).not.toBe('');
      }),
    );
  });
});
