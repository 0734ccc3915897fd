/** The office of the load test as the load knows it, and what its seeding shares. */
import type { Role, StudyPlan } from '../../src/domain/index.ts';
import * as store from '../../src/store/index.ts';

/** Somebody who has signed in. */
export interface Person {
  readonly id: string;
  readonly cookie: string;
  readonly institute: string | null;
}

export interface OpenBundle {
  readonly plan: string;
  readonly version: number;
  readonly bundle: string;
  readonly institute: string;
}

/** A record that a student or an office writes, with the revision that is there. */
export interface Held {
  readonly id: string;
  readonly owner: string;
  revision: number;
}

export interface World {
  readonly people: Readonly<Record<Role, readonly Person[]>>;
  readonly calls: readonly string[];
  readonly applications: readonly Pick<Held, 'id' | 'owner'>[];
  readonly drafts: readonly Held[];
  readonly submitted: readonly Held[];
  readonly plans: readonly Pick<StudyPlan, 'id' | 'student' | 'institute'>[];
  readonly openBundles: OpenBundle[];
  readonly curricula: readonly string[];
  readonly catalogues: readonly string[];
}

/** What the parts of the seeding share. */
export interface Seeding {
  readonly store: store.Store;
  readonly random: () => number;
  readonly now: string;
}

export const dayFrom = (now: string, days: number): string =>
  new Date(Date.parse(now) + days * 86_400_000).toISOString().slice(0, 10);

export const drawn = <T>(random: () => number, items: readonly T[]): T => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to draw from');
  return item;
};

export const act = ({ now }: Seeding, action: string): store.Act => ({ at: now, by: store.SYSTEM, action });
