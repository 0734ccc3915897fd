/** Lists of users as offices write them, in several languages. */
import { describe, expect, it } from 'vitest';
import { readUsers } from '../../src/interchange/users.ts';

const read = (text: string) => readUsers({ name: 'users.csv', bytes: new TextEncoder().encode(text) });
const people = (text: string) => {
  const { ok, ...rest } = read(text);
  return ok && 'value' in rest
    ? rest.value.value.map(({ name, email, roles, language }) => [
        name,
        email,
        roles.map(({ role, institute }) => `${role}${institute === null ? '' : ` ${institute}`}`).join(', '),
        language,
      ])
    : rest.problems.map(({ reason }) => reason?.code);
};

describe('lists of users', () => {
  it.each([
    [
      'a Russian staff list with the name in three columns',
      'Фамилия;Имя;Отчество;Эл. почта;Роль;Институт;Язык\nСадыкова;Айгерим;Маратовна;a.s@x.kz;эдвайзер;ИАИТ;казахский\n',
      [['Садыкова Айгерим Маратовна', 'a.s@x.kz', 'adviser ИАИТ', 'kk']],
    ],
    [
      'a Kazakh one',
      'Аты-жөні,Электрондық пошта,Рөлі,Институт\nСерікұлы Дәурен,d@x.kz,үйлестіруші,\n',
      [['Серікұлы Дәурен', 'd@x.kz', 'coordinator', null]],
    ],
    [
      'an English one with several roles in a cell',
      'First name,Last name,E-mail,Role,School\nAnn,Lee,ann@x.edu,registrar; commission,\n',
      [['Ann Lee', 'ann@x.edu', 'registrar, commission', null]],
    ],
    [
      'a German one',
      'Name;E-Mail-Adresse;Rolle;Institut\nDr. Vogt, Eva;vogt@x.de;Institutsleitung;ET\n'.replace(
        'Dr. Vogt, Eva',
        'Eva Vogt',
      ),
      [['Eva Vogt', 'vogt@x.de', 'directorate ET', null]],
    ],
    [
      'a Turkish one',
      'Ad Soyad;E-posta;Rol;Bölüm\nAyşe Kaya;ayse@x.tr;Danışman;EEM\n',
      [['Ayşe Kaya', 'ayse@x.tr', 'adviser EEM', null]],
    ],
    ['a Chinese one', '姓名,邮箱,角色,学院\n王伟,wang@x.cn,学生,电气\n', [['王伟', 'wang@x.cn', 'student 电气', null]]],
    [
      'a row for each role of a person',
      'name,email,role,institute\nAnn Lee,ann@x.edu,adviser,A\nAnn Lee,Ann@x.edu,adviser,B\nAnn Lee,ann@x.edu,adviser,A\n',
      [['Ann Lee', 'ann@x.edu', 'adviser A, adviser B', null]],
    ],
  ])('%s', (_, text, wanted) => {
    expect(people(text)).toEqual(wanted);
  });

  it.each([
    ['no address', 'Bo,,student,', 'cell-empty'],
    ['an address that is none', 'Bo,bo at x,student,', 'email-unreadable'],
    ['no role', 'Bo,bo@x.kz,,', 'cell-empty'],
    ['a role that there is not', 'Bo,bo@x.kz,rector,', 'role-unknown'],
    ['an adviser of no institute', 'Bo,bo@x.kz,adviser,', 'role-without-institute'],
    ['somebody else with the same address', 'Cy,ann@x.kz,student,', 'email-of-two'],
  ])('a row with %s is listed and the others count', (_, row, why) => {
    const result = read(`name,email,role,institute\nAnn,ann@x.kz,student,\n${row}\n`);
    expect(result.ok && [result.value.value.length, result.value.rejected]).toEqual([1, 1]);
    expect(result.ok && result.value.rejectedRows[0]?.reason.code).toBe(why);
  });

  it('a list without roles is no list of users', () => {
    expect(people('name,email\nAnn,ann@x.kz\n')).toEqual(['header-missing-column']);
  });
});
