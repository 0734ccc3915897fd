/** What happened to host courses after the catalogue was read, applied to the input of a plan. */
import { codeKey, type PlanChange, type PlanRequest } from '../domain/index.ts';
import type { PlanHostCourse, PlanInput } from './input.ts';

/**
 * The request after a change. A course that was cancelled or failed is banned and its pins are released; the rest is kept in the
 * request, so that the amended plan can be verified and amended again from the same catalogue.
 */
export function addChange(request: PlanRequest, change: PlanChange): PlanRequest {
  if (change.kind !== 'cancelled' && change.kind !== 'failed')
    return { ...request, changes: [...(request.changes ?? []), change] };
  const key = codeKey(change.host);
  const pins = request.pins.filter(({ host }) => codeKey(host) !== key);
  return { ...request, pins, bans: [...request.bans, change.host] };
}

/** The input as its request's changes leave it. */
export const applyChanges = (input: PlanInput): PlanInput => (input.request.changes ?? []).reduce(applyChange, input);

function applyChange(input: PlanInput, change: PlanChange): PlanInput {
  switch (change.kind) {
    case 'cancelled':
    case 'failed':
      return input;
    case 'clash':
      return { ...input, clashes: [...(input.clashes ?? []), change.hosts] };
    case 'language':
      return withHost(input, change.host, { languages: change.languages });
    case 'term':
      return withHost(input, change.host, { terms: change.terms });
  }
}

function withHost(input: PlanInput, code: string, facts: Partial<PlanHostCourse['course']>): PlanInput {
  const key = codeKey(code);
  const courses = input.host.courses.map((host) =>
    codeKey(host.course.code) === key ? { ...host, course: { ...host.course, ...facts } } : host,
  );
  return { ...input, host: { ...input.host, courses } };
}
