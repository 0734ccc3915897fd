/** What the institutes of the load test decided in earlier years. */
import { createHash } from 'node:crypto';
import type { BundlePrecedent, Catalogue, Course, Curriculum, PrecedentCourse } from '../../src/domain/index.ts';
import * as store from '../../src/store/index.ts';
import { must } from '../lib/must.ts';
import type { Courses } from './plans.ts';
import { SIZES } from './sizes.ts';
import { dayFrom, drawn, type Seeding } from './world.ts';

export async function seedPrecedents(
  seeding: Seeding,
  { institutes, courses }: { readonly institutes: readonly string[]; readonly courses: Courses },
): Promise<void> {
  const { store: opened, random, now } = seeding;
  await store.transact(opened, async (tx) => {
    for (let number = 0; number < SIZES.precedents; number += 1) {
      const isRefusal = number % 4 === 0;
      const draft: Omit<BundlePrecedent, 'id'> = {
        home: sideOf(random, drawn(random, courses.curricula)),
        host: sideOf(random, drawn(random, courses.catalogues)),
        electiveBlock: null,
        decision: isRefusal ? 'refused' : 'approved',
        bridge: null,
        reason: isRefusal ? 'content-differs' : null,
        institute: drawn(random, institutes),
        decidedOn: dayFrom(now, -200),
        validUntil: dayFrom(now, 500),
        status: 'counts',
      };
      must(await store.precedents.create(tx, draft, { at: now, by: store.SYSTEM, action: 'plan.decide' }));
    }
  });
}

function sideOf(random: () => number, { institution, courses }: Catalogue | Curriculum): BundlePrecedent['home'] {
  const all: readonly Course[] = courses;
  return { institution, courses: [remembered(drawn(random, all))] };
}

const remembered = ({ code, titles, descriptions, outcomes, credits }: Course): PrecedentCourse => {
  const text = JSON.stringify([code, titles, descriptions]);
  return {
    code,
    titles,
    descriptions,
    outcomes,
    credits,
    contentHash: createHash('sha256').update(text).digest('hex'),
  };
};
