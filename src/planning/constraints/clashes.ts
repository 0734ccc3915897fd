/** Courses that cannot both be taken because they meet at the same time, or because somebody said so. */
import { type Model, type Summand, taken } from '../model.ts';
import { type HostEntry, type HostStay, termsOfStay } from '../stay.ts';

/** Sums of which each may be at most one: who sits in a room at the same moment, and declared pairs. */
export function clashRows(model: Model): Summand[][] {
  const { stay } = model;
  const byMoment = termsOfStay(stay).flatMap((term) =>
    sittings(model, term).map((hosts) => hosts.flatMap((host) => taken(model, host, term))),
  );
  const declared = stay.clashes.flatMap(([a, b]) => {
    const [first, second] = [stay.hosts.get(a), stay.hosts.get(b)];
    return first && second ? [[...taken(model, first), ...taken(model, second)]] : [];
  });
  return [...byMoment, ...declared];
}

/**
 * For every moment at which a meeting begins, the courses that meet then. Two meetings overlap exactly when one of them begins
 * during the other, so these groups hold every clash.
 */
function sittings(model: Model, term: 'autumn' | 'spring'): HostEntry[][] {
  const meetings = [...model.uses.keys()].flatMap((host) =>
    host.meetings
      .filter((meeting) => meeting.term === null || meeting.term === term)
      .map((meeting) => ({ host, ...meeting })),
  );
  const moments = [...new Map(meetings.map(({ day, start }) => [`${day} ${start}`, { day, start }])).values()];
  return moments
    .map(({ day, start }) => {
      const then = meetings.filter((other) => other.day === day && other.start <= start && start < other.end);
      return [...new Set(then.map(({ host }) => host))];
    })
    .filter((hosts) => hosts.length > 1);
}

/** True when two courses cannot both be taken: they are declared to clash, or meet at the same time in a term of the stay. */
export function clashWith(a: HostEntry, b: HostEntry, stay: HostStay): boolean {
  if (stay.clashes.some((pair) => a !== b && pair.includes(a.key) && pair.includes(b.key))) return true;
  return termsOfStay(stay).some((term) =>
    a.meetings.some((left) =>
      b.meetings.some(
        (right) =>
          [left, right].every((meeting) => meeting.term === null || meeting.term === term) &&
          left.day === right.day &&
          left.start < right.end &&
          right.start < left.end,
      ),
    ),
  );
}
