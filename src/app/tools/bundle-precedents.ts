/** Past decisions as the planner counts them: on exactly these courses of these two institutions. */
import { codeKey, type Precedent, titleKey } from '../../domain/index.ts';
import { codesIn } from '../../mobility/index.ts';
import type { BundlePrecedent } from '../../planning/index.ts';

interface Asked {
  readonly homeInstitution: string;
  readonly hostInstitution: string;
  /** ISO date. */
  readonly today: string;
}

/**
 * Decisions between these two institutions (an empty name fits any) that still stand on this day. Of opposite decisions on the same
 * courses the later counts, and without different dates none.
 */
export function bundlePrecedentsOf(precedents: readonly Precedent[], asked: Asked): BundlePrecedent[] {
  const fits = (named: string, institution: string): boolean =>
    named === '' || titleKey(named) === titleKey(institution);
  const groups = new Map<string, (BundlePrecedent & { readonly date: string })[]>();
  for (const precedent of precedents) {
    const { decision, decidedOn, validUntil } = precedent;
    const [home, host] = [codesIn(precedent.homeCode), codesIn(precedent.hostCode)];
    const stands = validUntil === null || validUntil >= asked.today;
    if (!stands || home.length === 0 || host.length === 0) continue;
    if (!fits(precedent.homeInstitution, asked.homeInstitution)) continue;
    if (!fits(precedent.hostInstitution, asked.hostInstitution)) continue;
    const key = [home, host].map((codes) => codes.map(codeKey).sort().join('+')).join('=');
    groups.set(key, [...(groups.get(key) ?? []), { home, host, decision, date: decidedOn ?? '' }]);
  }
  return [...groups.values()].flatMap((decisions) => {
    const latest = decisions
      .map(({ date }) => date)
      .sort()
      .at(-1);
    const [first, ...others] = decisions.filter(({ date }) => date === latest);
    return first && others.every(({ decision }) => decision === first.decision)
      ? [{ home: first.home, host: first.host, decision: first.decision }]
      : [];
  });
}
