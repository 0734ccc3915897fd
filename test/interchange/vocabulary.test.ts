import { describe, expect, it } from 'vitest';
import {
  componentNamed,
  cycleNamed,
  decisionNamed,
  languageNamed,
  readLanguages,
  readTerms,
} from '../../src/interchange/vocabulary.ts';

describe('languages', () => {
  it.each([
    ['en', 'en'],
    ['EN', 'en'],
    ['английский', 'en'],
    ['ағылшын', 'en'],
    ['kz', 'kk'],
    ['Қазақша', 'kk'],
    ['deutsch', 'de'],
    ['fr', 'fr'],
  ])('%s is %s', (word, language) => {
    expect(languageNamed(word)).toBe(language);
  });

  it.each(['', 'xx', 'english please', 'constructor', '__proto__'])('%j is none', (word) => {
    expect(languageNamed(word)).toBeNull();
  });

  it.each([
    ['en/ru', ['en', 'ru']],
    ['en; ru | kk', ['en', 'ru', 'kk']],
    ['English or German', ['en', 'de']],
    ['казахский и русский', ['kk', 'ru']],
    ['қазақ тілі, орыс тілі', ['kk', 'ru']],
    ['en, en', ['en']],
    ['', []],
  ])('%s are %j', (cell, languages) => {
    expect(readLanguages(cell)).toEqual({ value: languages, unread: [] });
  });

  it('names what it does not know and keeps the rest', () => {
    expect(readLanguages('en/5 Prüfungsform')).toEqual({ value: ['en'], unread: ['5 Prüfungsform'] });
  });
});

describe('terms', () => {
  it.each([
    ['autumn', ['autumn']],
    ['Fall', ['autumn']],
    ['осень', ['autumn']],
    ['осенний семестр', ['autumn']],
    ['күзгі семестр', ['autumn']],
    ['Wintersemester', ['autumn']],
    ['Jedes Wintersemester', ['autumn']],
    ['WS', ['autumn']],
    ['spring', ['spring']],
    ['весна', ['spring']],
    ['весенний', ['spring']],
    ['көктемгі', ['spring']],
    ['Sommersemester', ['spring']],
    ['SoSe', ['spring']],
    ['year', ['year']],
    ['год', ['year']],
    ['жыл бойы', ['year']],
    ['spring/autumn', ['autumn', 'spring']],
    ['Autumn, Spring', ['autumn', 'spring']],
    ['i.d.R. jedes Semester', ['autumn', 'spring']],
    ['осень и весна', ['autumn', 'spring']],
  ])('%s is %j', (cell, terms) => {
    expect(readTerms(cell)).toEqual({ value: terms, unread: [] });
  });

  it.each(['winter', 'summer', '1', 'irregular', 'block course'])('%s is not guessed', (cell) => {
    expect(readTerms(cell)).toEqual({ value: [], unread: [cell] });
  });
});

describe('cycles, components and decisions', () => {
  it.each([
    ['ООД', 'GED'],
    ['OOД', 'GED'],
    ['ЖББП', 'GED'],
    ['ged', 'GED'],
    ['БД', 'BD'],
    ['БП', 'BD'],
    ['ПД', 'PD'],
    ['КП', 'PD'],
    ['Базовые дисциплины', 'BD'],
    ['major', null],
  ])('cycle %s is %s', (word, cycle) => {
    expect(cycleNamed(word)).toBe(cycle);
  });

  it.each([
    ['ОК', 'compulsory'],
    ['OK', 'compulsory'],
    ['ВК', 'university'],
    ['BK', 'university'],
    ['КВ', 'elective'],
    ['KB', 'elective'],
    ['Компонент по выбору', 'elective'],
    ['таңдау компоненті', 'elective'],
    ['toString', null],
  ])('component %s is %s', (word, component) => {
    expect(componentNamed(word)).toBe(component);
  });

  it.each([
    ['Approved', 'approved'],
    ['одобрено', 'approved'],
    ['отказано', 'refused'],
    ['қабылданбады', 'refused'],
    ['maybe', null],
  ])('decision %s is %s', (word, decision) => {
    expect(decisionNamed(word)).toBe(decision);
  });
});
