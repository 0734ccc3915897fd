import { expect, it } from 'vitest';
import { curriculumSchema } from '../../src/domain/index.ts';
import { courseLists, courses, imports, transact } from '../../src/store/index.ts';
import { onEveryDatabase } from './databases.ts';
import { act, makeCatalogue, unique } from './samples.ts';

onEveryDatabase('catalogues and curricula', (store) => {
  const load = (catalogue: ReturnType<typeof makeCatalogue>) =>
    transact(store(), (tx) => imports.run(tx, catalogue, act('catalogue.import'), { language: 'en' }));

  it('reads back what was imported, in its order, with credits exact and the place in the file', async () => {
    const catalogue = makeCatalogue({ 'B-2': 'Second', 'A-1': 'First' });
    const { version, created } = await load(catalogue);
    expect({ created, ...version }).toMatchObject({ created: true, number: 1, courseCount: 2, language: 'en' });
    expect(await courses.catalogue(store().connection, version.id)).toEqual(catalogue);
    expect(await courses.curriculum(store().connection, version.id)).toBeNull();
  });

  it('makes no new version of the same content, wherever it stands in the file', async () => {
    const catalogue = makeCatalogue({ A: 'One', B: 'Two' });
    const first = await load(catalogue);
    const moved = catalogue.courses.map((course) => ({ ...course, source: { file: 'other.csv', line: 9, extra: {} } }));
    const second = await load({
      ...catalogue,
      institution: ` ${catalogue.institution.toUpperCase()} `,
      courses: moved,
    });
    expect(second).toMatchObject({ created: false, version: first.version });
    expect(second.difference).toEqual({ added: [], removed: [], changed: [], unchanged: 2 });
  });

  it('says in a dry run what an import would change, and writes nothing', async () => {
    const catalogue = makeCatalogue({ A: 'One', B: 'Two', C: 'Three' });
    const { version } = await load(catalogue);
    const next = makeCatalogue({ A: 'One', 'b.': 'Two, revised', D: 'Four' }, { institution: catalogue.institution });
    const renamed = {
      ...next,
      courses: next.courses.map((course) => ({ ...course, code: course.code.replace('.', '') })),
    };
    const preview = await imports.preview(store().connection, renamed);
    expect(preview.latest).toEqual(version);
    expect(preview.difference).toMatchObject({ added: ['D'], removed: ['C'], unchanged: 1 });
    expect(preview.difference.changed).toEqual([
      {
        code: 'b',
        fields: [
          { field: 'code', before: 'B', after: 'b' },
          { field: 'titles', before: { en: 'Two' }, after: { en: 'Two, revised' } },
        ],
      },
    ]);
    const list = await courseLists.find(store().connection, courseLists.keyOf(catalogue));
    expect(await courseLists.versions(store().connection, list?.id ?? '')).toEqual([version]);
    expect(await courseLists.latest(store().connection, list?.id ?? '')).toEqual(version);
    expect(await courseLists.findVersion(store().connection, version.id)).toEqual({ list, version });
    const imported = await load(renamed);
    expect(imported.difference).toEqual(preview.difference);
    expect(imported.version.number).toBe(2);
    expect(await courses.catalogue(store().connection, version.id)).toEqual(catalogue);
  });

  it('makes one version of many imports of the same at the same time', async () => {
    const catalogue = makeCatalogue({ A: 'One', B: 'Two' });
    const imports = await Promise.all(Array.from({ length: 8 }, () => load(catalogue)));
    expect(imports.filter(({ created }) => created)).toHaveLength(1);
    expect(new Set(imports.map(({ version }) => version.id)).size).toBe(1);
  });

  it('keeps a curriculum with cycle, component and semester, apart from catalogues', async () => {
    const curriculum = curriculumSchema.parse({
      institution: `Home ${unique()}`,
      programme: 'Power',
      courses: [{ code: 'EE 1', titles: { ru: 'ТОЭ' }, semester: 3, cycle: 'BD', component: 'university' }],
    });
    expect((await imports.preview(store().connection, curriculum)).difference.added).toEqual(['EE 1']);
    const { version } = await transact(store(), (tx) => imports.run(tx, curriculum, act('curriculum.import')));
    expect(await courses.curriculum(store().connection, version.id)).toEqual(curriculum);
    expect(
      (await courses.named(store().connection, [{ version: version.id, codes: ['ee-1'] }])).get(version.id) ?? [],
    ).toHaveLength(1);
    expect(await courseLists.find(store().connection, courseLists.keyOf(curriculum))).not.toBeNull();
    const lists = await courseLists.list(store().connection, {
      kind: 'curriculum',
      institution: curriculum.institution,
    });
    expect(lists).toMatchObject([{ list: { programme: 'Power', academicYear: null }, latest: { id: version.id } }]);
  });

  it('takes a catalogue of thousands, with a code that is printed twice', async () => {
    const titles = Object.fromEntries(Array.from({ length: 2500 }, (_, index) => [`C-${index}`, `Course ${index}`]));
    const catalogue = makeCatalogue(titles);
    const twice = { ...catalogue, courses: [...catalogue.courses, ...catalogue.courses.slice(0, 1)] };
    const { version } = await load(twice);
    expect((await courses.catalogue(store().connection, version.id))?.courses).toHaveLength(2501);
    expect(
      (await courses.named(store().connection, [{ version: version.id, codes: ['C-0'] }])).get(version.id) ?? [],
    ).toHaveLength(2);
    expect((await load(catalogue)).difference).toMatchObject({ removed: ['C-0'], added: [], unchanged: 2500 });
  });
});
