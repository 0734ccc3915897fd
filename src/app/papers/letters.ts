/** Letters to a student: what was decided, why, and by when it can be appealed. */
import {
  type Appeal,
  type Application,
  addDays,
  type Bundle,
  type Localised,
  type Reason,
  type Recognition,
  type Result,
  reason,
  type UiLanguage,
} from '../../domain/index.ts';
import type { LetterContent } from '../../interchange/index.ts';
import { appealEnd, bundleStandings, reasonsFor, stateOf } from '../../mobility/index.ts';
import * as store from '../../store/index.ts';
import { eligibilityOf, loadApplicationCase } from '../cases/application-case.ts';
import { asPlan, decisionsOn, loadPlanCase } from '../cases/plan-case.ts';
import { ruleOn } from '../service/records.ts';
import { attempt, type Caller, found, refuse, type Service, type Work, workOf } from '../service/service.ts';
import { appealable } from '../student/answers.ts';
import { printWith } from '../tools/papers.ts';
import { headOfCase, titleOfReason } from './case-head.ts';

type AppealSubjectKind = Appeal['subject']['kind'];

/** A letter without what all letters have. */
type Body = Omit<LetterContent, 'head' | 'appeal'> & { readonly isRefusal: boolean };

/** Of the day of the decision. Refused while nothing is decided. */
export const letterOf = (
  service: Service,
  caller: Caller,
  { kind, id, language }: { readonly kind: AppealSubjectKind; readonly id: string; readonly language: UiLanguage },
): Promise<Result<Uint8Array>> =>
  attempt(async () => {
    const work = workOf(service, caller);
    const { isRefusal, ...body } = await BODIES[kind](work, id);
    const document = {
      kind: 'letter' as const,
      ...body,
      head: await headOfCase(service, kind, { id }),
      appeal: isRefusal ? await appealOf(work, { kind, id }) : null,
    };
    return printWith(service.context(), document, { language, date: body.decidedOn });
  });

/** The last day of an appeal, by the times that were in force on the day of the decision. */
async function appealOf(work: Work, subject: Appeal['subject']): Promise<LetterContent['appeal']> {
  const { decidedOn } = await appealable(work.connection, subject);
  const times = ruleOn(work, 'times', decidedOn);
  const steps = [times.steps['appeal.lodged'], times.steps['appeal.admitted']];
  const days = steps.reduce<number>((sum, step) => sum + (step ?? 0), 0);
  return {
    until: appealEnd(decidedOn, times),
    answeredWithin: days > 0 ? days : null,
    grounds: reasonsFor(work.service.process.reasons, 'appeal-ground', decidedOn).map(({ title }) => title),
  };
}

const BODIES: Readonly<Record<AppealSubjectKind, (work: Work, id: string) => Promise<Body>>> = {
  application: applicationBody,
  plan: planBody,
  recognition: recognitionBody,
};

const undecided = (kind: AppealSubjectKind, state: Parameters<typeof stateOf>[1]): never =>
  refuse('event-not-possible', reason('letter-undecided', { state: stateOf(kind, state) }));

async function applicationBody(work: Work, id: string): Promise<Body> {
  const loaded = await loadApplicationCase(work.connection, id);
  const { record } = loaded;
  const shared = { courses: [], signer: 'chair' as const };
  if (record.award) {
    const { decidedOn, funding } = record.award;
    const days = ruleOn(work, 'times', decidedOn).steps['application.awarded'];
    const answerBy = record.state === 'awarded' && days !== undefined ? addDays(decidedOn, days) : null;
    return { ...shared, decided: { kind: 'award', funding, answerBy }, decidedOn, reasons: [], isRefusal: false };
  }
  if (record.state === 'reserved') {
    const ranking = await store.results.find(work.connection, 'ranking', record.call);
    const decidedOn = ranking?.body.date ?? work.caller.today;
    const decided = { kind: 'reserve' as const, place: record.reservePlace ?? 1 };
    return { ...shared, decided, decidedOn, reasons: [], isRefusal: false };
  }
  if (record.refusal === null) return undecided('application', record.state);
  const kind = record.state === 'ineligible' ? ('ineligible' as const) : ('decline' as const);
  const unmet = kind === 'ineligible' ? unmetRules(work, loaded) : [];
  return {
    ...shared,
    decided: { kind },
    decidedOn: record.refusal.on,
    reasons: [...stated(work, record), ...unmet],
    isRefusal: true,
  };
}

const stated = ({ service }: Work, { reason: code }: Application): { about: null; why: Localised }[] => {
  const title = titleOfReason(service, code);
  return title ? [{ about: null, why: title }] : [];
};

const unmetRules = (
  work: Work,
  loaded: Awaited<ReturnType<typeof loadApplicationCase>>,
): { about: null; why: Reason }[] =>
  eligibilityOf(work, loaded)
    .answers.filter(({ answer }) => answer === 'no')
    .map(({ explanation }) => ({ about: null, why: explanation }));

const codesOfBundle = (courses: readonly { readonly code: string }[]): string =>
  courses.map(({ code }) => code).join(' + ');
/** A bundle as a student knows it: by its courses. */
const bundleCodes = ({ home, fills = [], host }: Bundle): string =>
  [codesOfBundle([...home, ...fills]), codesOfBundle(host)].filter((part) => part !== '').join(' = ');

async function planBody(work: Work, id: string): Promise<Body> {
  const loaded = await loadPlanCase(work.connection, id);
  const { plan } = loaded.version;
  const { state } = loaded.record;
  const standings = bundleStandings(plan, decisionsOn(asPlan(loaded)));
  const bundles = plan.bundles.length;
  const shared = { courses: [], signer: 'director' as const };
  const refused = standings.flatMap(({ bundle: name, decision }) => {
    const bundle = plan.bundles.find((one) => one.id === name);
    if (decision?.decision !== 'refuse' || !bundle) return [];
    return [{ about: bundleCodes(bundle), why: titleOfReason(work.service, decision.reason) ?? decision.reason }];
  });
  if (state === 'draft' && refused.length > 0) {
    const { decidedOn } = await appealable(work.connection, { kind: 'plan', id });
    const decided = { kind: 'plan-refused' as const, refused: refused.length, bundles };
    return { ...shared, decided, decidedOn, reasons: refused, isRefusal: true };
  }
  const days = standings.flatMap(({ decision }) => (decision ? [decision.decidedOn] : []));
  const decidedOn = days.sort().at(-1);
  const isOpen = state === 'draft' || state === 'submitted' || state === 'asked' || state === 'withdrawn';
  if (isOpen || decidedOn === undefined) return undecided('plan', state);
  return { ...shared, decided: { kind: 'plan-approved', bundles }, decidedOn, reasons: [], isRefusal: false };
}

async function recognitionBody({ connection }: Work, id: string): Promise<Body> {
  const { recognition, issuedOn, state } = found('recognition', id, await store.find(connection, 'recognition', id));
  if (issuedOn === null || (state !== 'issued' && state !== 'closed')) return undecided('recognition', state);
  const { credited, difference, totals } = recognition;
  const decided = {
    kind: 'recognition' as const,
    courses: credited.length,
    credits: totals.creditsRecognised.toString(),
    difference: totals.creditsDifference.toString(),
  };
  return {
    decided,
    decidedOn: issuedOn,
    courses: coursesOf(recognition),
    reasons: difference.map(({ homeCode, reason: why }) => ({ about: homeCode, why })),
    signer: 'registrar',
    isRefusal: true,
  };
}

const coursesOf = ({ credited, difference }: Recognition): LetterContent['courses'] => [
  ...credited.map(({ homeCode: code, homeTitles: titles, credits, grade }) => ({
    code,
    titles,
    outcome: reason('letter-credited', { credits, grade: grade.letter ?? reason('print-without-grade') }),
  })),
  ...difference.map(({ homeCode: code, homeTitles: titles, credits }) => ({
    code,
    titles,
    outcome: reason('letter-difference', { credits }),
  })),
];
