/** Catalogues of what universities teach. */
import { loadSubjects } from '../../src/app/index.ts';
import { type Catalogue, catalogueSchema } from '../../src/domain/index.ts';
import * as store from '../../src/store/index.ts';
import { seededRandom } from '../../train/random.ts';
import { RULES } from '../load/sizes.ts';

const { subjects } = loadSubjects(RULES);

/** The longest of the stored lists, and all others. */
export const [LONG_LIST, OTHER_LISTS] = [9000, 1000];

/** Courses of titles and topics of what universities teach. */
export function makeCatalogue(number: number, courses: number): Catalogue {
  const random = seededRandom(number);
  const made = Array.from({ length: courses }, (_, position) => {
    const subject = subjects[Math.floor(random() * subjects.length)];
    const topics = (subject?.topics ?? []).filter(() => random() < 0.5).map(([english]) => english ?? '');
    return {
      code: `H${number}-${position}`,
      titles: { en: subject?.titles.en[0] ?? 'Seminar' },
      descriptions: { en: topics.join(', ') },
      credits: { min: '5', max: '5', unit: 'ECTS' },
      languages: ['en'],
    };
  });
  return catalogueSchema.parse({
    institution: `Invented University ${number}`,
    academicYear: '2027/28',
    courses: made,
  });
}

/** Stores lists of so many courses in all, the first of them long; answers its id. */
export async function storeLists(
  options: store.StoreOptions,
  courses: number,
  note: (text: string) => void,
): Promise<string> {
  const opened = await store.openStore(options);
  const act: store.Act = { at: new Date().toISOString(), by: store.SYSTEM, action: 'catalogue.import' };
  const lists = [
    LONG_LIST,
    ...Array.from({ length: Math.floor((courses - LONG_LIST) / OTHER_LISTS) }, () => OTHER_LISTS),
  ];
  let long = '';
  for (const [number, size] of lists.entries()) {
    const made = await store.transact(opened, (tx) => store.imports.run(tx, makeCatalogue(number, size), act));
    if (number === 0) long = made.version.list;
    if (number % 20 === 0) note(`${number} of ${lists.length} catalogues stored`);
  }
  await opened.close();
  return long;
}
