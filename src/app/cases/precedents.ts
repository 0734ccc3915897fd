/** Precedents as actions look for them and keep them. */
import { createHash } from 'node:crypto';
import { type BundlePrecedent, type Course, codeKey, type Plan, titleKey } from '../../domain/index.ts';
import { replacedBy } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { everyPage } from '../service/records.ts';
import { need, type Transaction } from '../service/service.ts';

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Every precedent that fits the filter. */
export const allPrecedents = (
  connection: store.Connection,
  filter: Omit<store.PrecedentFilter, 'after' | 'limit'>,
): Promise<BundlePrecedent[]> =>
  everyPage((after) => store.precedents.list(connection, { ...filter, after, limit: 500 }));

/** Those about host courses that a plan names, decided for the same home institution. */
export async function precedentsOf(connection: store.Connection, plan: Plan): Promise<BundlePrecedent[]> {
  const [about = []] = await precedentsOfPlans(connection, [plan]);
  return about;
}

/** The same of several plans, in their order. */
export async function precedentsOfPlans(
  connection: store.Connection,
  plans: readonly Plan[],
): Promise<BundlePrecedent[][]> {
  const codes = plans.map(({ bundles }) => bundles.flatMap(({ host }) => host.map(({ code }) => codeKey(code))));
  const naming = await store.precedents.naming(
    connection,
    plans.map(({ host: { institution } }, at) => ({ institution, codes: codes[at] ?? [] })),
  );
  return plans.map((plan, at) => {
    const [home, host] = [titleKey(plan.home.institution), titleKey(plan.host.institution)];
    return naming.filter(
      (one) =>
        titleKey(one.home.institution) === home &&
        titleKey(one.host.institution) === host &&
        one.host.courses.some(({ code }) => codes[at]?.includes(codeKey(code))),
    );
  });
}

/** Stores a precedent in the place of the same institute's earlier ones on the same courses. */
export async function storePrecedent(
  { tx, act }: Transaction,
  made: BundlePrecedent,
  known: readonly BundlePrecedent[],
): Promise<BundlePrecedent> {
  for (const old of replacedBy(made, known))
    await store.precedents.setStatus(tx, { id: old.id, from: old.status, to: 'replaced', because: null }, act);
  return need(await store.precedents.create(tx, made, act));
}

/** Courses as the newest stored list that has them writes them. */
export async function storedTexts(
  connection: store.Connection,
  kind: store.CourseListKind,
  { institution, codes }: { readonly institution: string; readonly codes: readonly string[] },
): Promise<Course[]> {
  const lists = await store.courseLists.list(connection, { kind, institution });
  const newest = lists.sort((a, b) => ((a.list.academicYear ?? '') > (b.list.academicYear ?? '') ? -1 : 1));
  const texts: Course[] = [];
  for (const { latest } of newest)
    texts.push(
      ...((await store.courses.named(connection, [{ version: latest.id, codes: codes }])).get(latest.id) ?? []),
    );
  return texts;
}
