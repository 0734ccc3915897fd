/** What people of an office send, and how often. */
import { factsOf } from './applications.ts';
import { drawn, type Held, type Person, type World } from './world.ts';

export interface Sent {
  readonly method: 'GET' | 'POST' | 'PUT';
  readonly path: string;
  readonly person: Person;
  readonly body?: unknown;
  readonly revision?: number;
  /** Told of the status, once the answer is there. */
  readonly onAnswer?: (status: number) => void;
}

export interface Kind {
  readonly name: string;
  readonly writes: boolean;
  /** Of a hundred requests. */
  readonly weight: number;
  /** Null: there is nothing left to do it on just now. */
  readonly next: () => Sent | null;
}

/** Records that are free to be changed: each by one request at a time, as by one person. */
function freeOf<T>(items: readonly T[], random: () => number) {
  const free = [...items];
  return {
    take: (): T | null => {
      const at = Math.floor(random() * free.length);
      const [item = null] = free.splice(at, 1);
      return item;
    },
    giveBack: (item: T): void => void free.push(item),
  };
}

export function makeMix(world: World, random: () => number): Kind[] {
  return [...readingOf(world, random), ...writingOf(world, random)];
}

const get = (path: string, person: Person): Sent => ({ method: 'GET', path, person });

function readingOf({ people, calls, applications, plans, ...world }: World, random: () => number): Kind[] {
  const one = <T>(items: readonly T[]): T => drawn(random, items);
  const byId = new Map(people.student.map((student) => [student.id, student]));
  const reads = (name: string, weight: number, next: () => Sent): Kind => ({ name, weight, writes: false, next });
  const ownerOf = ({ owner }: Pick<Held, 'owner'>): Person => byId.get(owner) ?? one(people.coordinator);
  const directorOf = ({ institute }: { readonly institute: string }): Person =>
    people.directorate.find((director) => director.institute === institute) ?? one(people.directorate);
  return [
    reads('applications, a page', 9, () =>
      get(`/applications?state=${one(['submitted', 'eligible', 'accepted'])}`, one(people.coordinator)),
    ),
    reads('application with ETag', 12, () => {
      const application = one(applications);
      return get(`/applications/${application.id}`, random() < 0.6 ? ownerOf(application) : one(people.coordinator));
    }),
    reads('checklist of an application', 5, () => {
      const application = one(applications);
      return get(`/applications/${application.id}/checklist`, ownerOf(application));
    }),
    reads('calls, a page', 8, () => get('/calls?state=open', one(people.student))),
    reads('call with ETag', 5, () => get(`/calls/${one(calls)}`, one(people.student))),
    reads('study plans, a page', 5, () => get('/study-plans?state=submitted', one(people.directorate))),
    reads('study plan, standing', 5, () => {
      const plan = one(plans);
      return get(`/study-plans/${plan.id}/standing`, directorOf(plan));
    }),
    reads('queue of a student', 4, () => get('/queue', one(people.student))),
    reads('queue of a directorate', 2, () => get('/queue', one(people.directorate))),
    reads('queue of the office', 2, () => get('/queue', one(people.coordinator))),
    reads('notices, a page', 8, () => get('/me/notices', one(people.student))),
    reads('courses of a catalogue', 3, () =>
      get(
        `/catalogue-versions/${one(world.catalogues)}/courses?text=${one(['power', 'control', 'data'])}`,
        one(people.student),
      ),
    ),
    reads('match of a semester', 2, () => ({
      method: 'POST',
      path: '/match',
      person: one(people.adviser),
      body: {
        curriculum: { id: one(world.curricula) },
        host: { id: one(world.catalogues) },
        semester: 1 + Math.floor(random() * 7),
      },
    })),
  ];
}

function writingOf({ people, drafts, submitted, openBundles }: World, random: () => number): Kind[] {
  const one = <T>(items: readonly T[]): T => drawn(random, items);
  const byId = new Map(people.student.map((student) => [student.id, student]));
  const writes = (name: string, weight: number, next: () => Sent | null): Kind => ({
    name,
    weight,
    writes: true,
    next,
  });
  /** A change under the revision that is there; whoever makes it has it alone until it is answered. */
  const editOf = (
    records: readonly Held[],
    path: (id: string) => string,
    personOf: (held: Held) => Person,
    body: () => object,
  ) => {
    const free = freeOf(records, random);
    return (): Sent | null => {
      const held = free.take();
      if (held === null) return null;
      const onAnswer = (status: number): void => {
        if (status === 200) held.revision += 1;
        free.giveBack(held);
      };
      return {
        method: 'PUT',
        path: path(held.id),
        person: personOf(held),
        revision: held.revision,
        body: body(),
        onAnswer,
      };
    };
  };
  const open = freeOf(openBundles, random);
  return [
    writes(
      'application edited, If-Match',
      11,
      editOf(
        drafts,
        (id) => `/applications/${id}`,
        ({ owner }) => byId.get(owner) ?? one(people.student),
        () => ({ funding: one(['grant', 'either', 'own-expense']), facts: factsOf(random) }),
      ),
    ),
    writes(
      'facts corrected, If-Match',
      4,
      editOf(
        submitted,
        (id) => `/applications/${id}/facts`,
        () => one(people.coordinator),
        () => ({ facts: factsOf(random) }),
      ),
    ),
    writes('bundle decided', 8, () => {
      const bundle = open.take();
      if (bundle === null) return null;
      const directors = people.directorate.filter(({ institute }) => institute === bundle.institute);
      const decision = { decision: 'approve', bundle: bundle.bundle, seen: 0 };
      return {
        method: 'POST',
        path: `/study-plans/${bundle.plan}/decisions`,
        person: one(directors),
        body: { version: bundle.version, decisions: [decision] },
      };
    }),
    writes('notices read', 7, () => ({
      method: 'POST',
      path: '/me/notices/read',
      person: one(people.student),
      body: {},
    })),
  ];
}
