/** Documents as PDF, from what the tools compute. */
import {
  type CreditOrder,
  namedLanguages,
  type Plan,
  type PlanAmendment,
  type PlanChange,
  type Reason,
  type Recognition,
  reason,
  type UiLanguage,
} from '../../domain/index.ts';
import { type CaseHead, headOf, type PolicyNames } from '../../interchange/index.ts';
import type { AppContext } from './context.ts';
import { printWith } from './papers.ts';

/** In which language, and of which day (`YYYY-MM-DD`). */
export interface Printing {
  readonly language: UiLanguage;
  readonly date: string;
}

/** The name of the version of a policy, and of what it cites; null where this installation has none of it. */
function policyNames({ rules }: AppContext, { id, version }: { id: string; version: string }): PolicyNames | null {
  const found = rules.policies.find((policy) => policy.id === id && policy.version === version);
  return found ? { title: found.title, sources: found.sourceNames ?? {} } : null;
}

/** What a plan says of its stay. */
export const headOfPlan = ({ home, host, request }: Plan): CaseHead =>
  headOf({
    home: home.institution,
    programme: home.programme,
    host: host.institution,
    academicYear: host.academicYear,
    semesters: request.semesters,
  });

/** The protocol of a recognition. */
export const recognitionToPdf = (
  context: AppContext,
  {
    recognition,
    head,
    order = null,
    superseded = false,
  }: {
    readonly recognition: Recognition;
    readonly head: CaseHead;
    readonly order?: CreditOrder | null;
    readonly superseded?: boolean;
  },
  printing: Printing,
): Promise<Uint8Array> =>
  printWith(
    context,
    {
      kind: 'protocol',
      recognition,
      head: { ...head, studentNumber: head.studentNumber ?? recognition.student },
      policyNames: policyNames(context, recognition.policy),
      order,
      superseded,
    },
    printing,
  );

/** A plan as the individual curriculum, which is the learning agreement. */
export const planToPdf = (context: AppContext, plan: Plan, language: UiLanguage): Promise<Uint8Array> =>
  printWith(
    context,
    { kind: 'agreement', plan, head: headOfPlan(plan), version: null, draft: false, bridges: [] },
    { language, date: context.today },
  );

/** What happened to a host course, in words. */
function happened(change: PlanChange): Reason {
  if (change.kind === 'clash') return reason('change-clash', { hosts: [...change.hosts] });
  const { host } = change;
  if (change.kind === 'language')
    return reason('change-language', { host, languages: namedLanguages(change.languages) });
  return reason(`change-${change.kind}`, { host });
}

const hostsOf = (change: PlanChange): readonly string[] => (change.kind === 'clash' ? change.hosts : [change.host]);

/** The form of an amendment to a plan. */
export function amendmentToPdf(
  context: AppContext,
  { before, amendment }: { readonly before: Plan; readonly amendment: PlanAmendment },
  language: UiLanguage,
): Promise<Uint8Array> {
  const { plan: after, removed, added, changes } = amendment;
  const out = removed.map((bundle) => {
    const codes = bundle.host.map(({ code }) => code);
    const cause = changes.find((change) => hostsOf(change).some((host) => codes.includes(host)));
    return { bundle, why: cause ? happened(cause) : null };
  });
  const document = {
    kind: 'amendment' as const,
    head: headOfPlan(after),
    before,
    after,
    out,
    in: added.map((bundle) => ({ bundle, why: null })),
    baseVersion: null,
    contentHash: null,
    draft: false,
  };
  return printWith(context, document, { language, date: context.today });
}
