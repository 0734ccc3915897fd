/** The rules of the installation, as people look them up. */
import type { CanonicalSubject, ProcessBook } from '../../domain/index.ts';
import type { AppContext } from './context.ts';

/** Subjects whose title or abbreviation has the text, in any language; with none, all. */
export function findSubjects(
  { subjects }: Pick<AppContext, 'subjects'>,
  { text, limit }: { readonly text: string; readonly limit: number },
): { items: Omit<CanonicalSubject, 'topics'>[]; total: number } {
  const wanted = text.trim().toLowerCase();
  const found = (subjects?.().subjects ?? []).filter(({ titles, short }) =>
    [...Object.values(titles), ...Object.values(short)].some((names) =>
      names?.some((name) => name.toLowerCase().includes(wanted)),
    ),
  );
  return { items: found.slice(0, limit), total: found.length };
}

/** Every rule of the process with the name of its kind. Reasons that people may give are listed by their use, and notices are no rules to judge by. */
export function listProcessRules({ eligibility, documents, competitions, precedents, times, retention }: ProcessBook) {
  return [
    ...eligibility.map((rule) => ({ kind: 'eligibility', ...rule })),
    ...documents.map((rule) => ({ kind: 'documents', ...rule })),
    ...[...competitions, ...precedents, ...times, ...retention],
  ];
}
