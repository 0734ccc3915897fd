/** A call while it is written: what fields hold, and what is sent of it. */
import type { callOf } from './office-calls-query.ts';

export type CallDraft = Parameters<typeof callOf.$put>[0]['json'];
type CostItem = NonNullable<CallDraft['costItems']>[number];
type Language = NonNullable<CallDraft['languages']>[number];

/** `unknown`: nobody has said; `none`: the host asks none; `any`: one of those that are named is enough. */
export type AskedLanguages = 'unknown' | 'none' | 'any';

/** As it is typed: texts may be no numbers and no days yet. */
export interface TypedCall {
  readonly texts: Readonly<Record<CallText, string>>;
  readonly kind: CallDraft['kind'];
  readonly quantity: number | '';
  readonly grantPlaces: number | '';
  readonly deadline: string;
  readonly stayStart: string;
  readonly stayEnd: string;
  readonly links: string;
  readonly asks: AskedLanguages;
  readonly languages: readonly Language[];
  readonly costItems: readonly CostItem[];
  readonly agreement: string;
}

export const CALL_TEXTS = [
  'university',
  'city',
  'country',
  'specialty',
  'requirements',
  'tuitionPayment',
  'costs',
] as const;
export type CallText = (typeof CALL_TEXTS)[number];

export const NEW_CALL: TypedCall = {
  texts: { university: '', city: '', country: '', specialty: '', requirements: '', tuitionPayment: '', costs: '' },
  kind: 'external',
  quantity: '',
  grantPlaces: 0,
  deadline: '',
  stayStart: '',
  stayEnd: '',
  links: '',
  asks: 'unknown',
  languages: [],
  costItems: [],
  agreement: '',
};

export function typedOf(call: CallDraft): TypedCall {
  const { stay = null, languages = null, costItems = [], catalogueLinks } = call;
  return {
    texts: Object.fromEntries(CALL_TEXTS.map((field) => [field, call[field]])) as TypedCall['texts'],
    kind: call.kind,
    quantity: call.quantity,
    grantPlaces: call.grantPlaces ?? 0,
    deadline: call.deadline,
    stayStart: stay?.start ?? '',
    stayEnd: stay?.end ?? '',
    links: catalogueLinks.join('\n'),
    asks: languages === null ? 'unknown' : languages.length === 0 ? 'none' : 'any',
    languages: languages ?? [],
    costItems,
    agreement: call.agreement ?? '',
  };
}

/** Null while something that a call cannot be without is not said: its university, its places and its last day. */
export function draftFrom(typed: TypedCall): CallDraft | null {
  const { texts, quantity, deadline, stayStart, stayEnd, asks, languages, agreement } = typed;
  if (texts.university.trim() === '' || quantity === '' || deadline === '') return null;
  // A stay of which one day is known is not fixed yet, and is not sent as one.
  const stay = stayStart !== '' && stayEnd !== '' ? { start: stayStart, end: stayEnd } : null;
  return {
    ...texts,
    university: texts.university.trim(),
    kind: typed.kind,
    quantity,
    grantPlaces: typed.grantPlaces === '' ? 0 : typed.grantPlaces,
    deadline,
    stay,
    catalogueLinks: typed.links.split(/\s+/).filter(Boolean),
    languages: asks === 'unknown' ? null : asks === 'none' ? [] : [...languages],
    costItems: typed.costItems.filter(({ amount }) => `${amount}` !== ''),
    agreement: agreement || null,
  };
}
