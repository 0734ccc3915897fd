import { expect, it } from 'vitest';
import { holdsWords } from '../../src/web/screens/help/find-step.ts';

it.each<[string, string, boolean]>([
  ['Installation shows when the last backup was made', 'backups', true],
  ['Installation shows when the last backup was made', 'last installation', true],
  ['Installation shows when the last backup was made', 'appeal', false],
  ['Проверьте документы к заявке', 'заявка', true],
  ['Проверьте документы к заявке', 'документов', true],
  ['Проверьте документы к заявке', 'протокол', false],
  ['Өтінімге қоса берілген құжаттарды тексеріңіз', 'өтінім', true],
  ['Өтінімге қоса берілген құжаттарды тексеріңіз', 'құжат', true],
  ['The queue has three groups', 'he', false],
  ['Every step is found while nothing is typed', '  ', true],
])('“%s” for “%s”: %s', (step, typed, expected) => {
  expect(holdsWords(step, typed)).toBe(expected);
});
