/** The courses of the load test, and plans that the engine makes on them: the same for every database. */
import { loadFixtures, loadRules, loadTexts, planAlternatives, startMatchThreads } from '../../src/app/index.ts';
import { type Catalogue, type Curriculum, catalogueSchema, type Plan, Rational } from '../../src/domain/index.ts';
import { syntheticCourses } from '../lib/synthetic.ts';
import { FIXTURES, RULES, SIZES } from './sizes.ts';

export interface Courses {
  readonly curricula: readonly Curriculum[];
  readonly catalogues: readonly Catalogue[];
  /** Of every curriculum at every host; students share them. */
  readonly plans: readonly Plan[];
}

const CREDITS = ['4', '5', '6', '7.5'];

function makeCatalogue(number: number): Catalogue {
  return catalogueSchema.parse({
    institution: `Invented University ${number}`,
    academicYear: '2027/28',
    courses: syntheticCourses(SIZES.coursesOfAHost, number).map(({ code, title, description }, position) => {
      const credits = CREDITS[position % CREDITS.length];
      return {
        code: `H${number}-${code}`,
        titles: { en: title },
        descriptions: { en: description },
        credits: { min: credits, max: credits, unit: 'ECTS' },
        languages: ['en'],
      };
    }),
  });
}

export async function makeCourses(note: (text: string) => void): Promise<Courses> {
  const curricula = [...loadFixtures(FIXTURES).curricula.values()];
  const catalogues = Array.from({ length: SIZES.hosts }, (_, index) => makeCatalogue(index + 1));
  const threads = startMatchThreads();
  const context = {
    rules: loadRules(RULES),
    texts: loadTexts(RULES),
    home: { policy: 'aupet-2024', name: '', timeZone: 'Asia/Almaty' },
    today: new Date().toISOString().slice(0, 10),
    matcher: threads.matcher,
  };
  const plans: Plan[] = [];
  try {
    for (const catalogue of catalogues)
      for (const curriculum of curricula) {
        const options = { semester: 5, minEcts: Rational.of(15), count: 3, timeLimitSeconds: 5 };
        const made = await planAlternatives(context, { curriculum, catalogue }, options);
        if (made.ok) plans.push(...made.value.map(({ plan }) => plan));
        note(`${plans.length} plans made, at ${catalogue.institution} too`);
      }
  } finally {
    await threads.stop();
  }
  if (plans.length < SIZES.hosts) throw new Error('the planner made too few plans for the load test');
  return { curricula, catalogues, plans };
}
