/** How the home institution stands to a host, and what a stay costs. */
import {
  type Agreement,
  type Call,
  type CallConcern,
  type Funding,
  monthsBegun,
  type Partnership,
  Rational,
  reason,
  type Stay,
  titleKey,
} from '../domain/index.ts';

/** The best standing that any agreement with the host gives on a day; a host without one needs negotiation. */
export function partnershipOn(agreements: readonly Agreement[], institution: string, date: string): Partnership {
  const own = agreements.filter((one) => titleKey(one.institution) === titleKey(institution));
  const standings = own.map(({ validFrom, validTo }): Partnership => {
    if (date < validFrom) return 'not-yet';
    return validTo !== null && validTo < date ? 'ended' : 'in-force';
  });
  const order: Partnership[] = ['in-force', 'not-yet', 'ended'];
  return order.find((standing) => standings.includes(standing)) ?? 'negotiation-needed';
}

/** `places`: those that all calls of the agreement offer in the year of this one, this one too. Without a stay its deadline is looked at. */
export function callConcerns(
  { kind, stay, deadline }: Pick<Call, 'kind' | 'stay' | 'deadline'>,
  agreement: Agreement | null,
  places: number,
): CallConcern[] {
  if (!agreement) return [{ key: 'negotiation-needed', explanation: reason('concern-negotiation-needed') }];
  const { validFrom, validTo, quota } = agreement;
  const [first, last] = [stay?.start ?? deadline, stay?.end ?? deadline];
  const concerns: (CallConcern | false)[] = [
    first < validFrom && {
      key: 'agreement-begins-later',
      explanation: reason('concern-agreement-begins-later', { validFrom, first }),
    },
    validTo !== null &&
      validTo < last && {
        key: 'agreement-ends-earlier',
        explanation: reason('concern-agreement-ends-earlier', { validTo, last }),
      },
    quota !== null &&
      places > quota && {
        key: 'over-quota',
        explanation: reason('concern-over-quota', { quota, places }),
      },
    kind !== agreement.kind && {
      key: 'other-kind',
      explanation: reason('concern-other-kind', { kind, agreement: agreement.kind }),
    },
  ];
  return concerns.filter((concern) => concern !== false);
}

/** Exact sums of one currency by who pays. */
export interface CostTotal {
  readonly currency: string;
  readonly student: Rational;
  readonly grant: Rational;
  readonly host: Rational;
}

/** What a stay costs and who pays: without a grant the student pays what the grant would have. Currencies are not converted. */
export function costsOf(items: readonly Call['costItems'][number][], stay: Stay, funding: Funding): CostTotal[] {
  const months = Rational.of(monthsBegun(stay));
  const payer = ({ paidBy }: Call['costItems'][number]) =>
    paidBy === 'grant' && funding === 'own-expense' ? 'student' : paidBy;
  const currencies = [...new Set(items.map(({ currency }) => currency))].sort();
  return currencies.map((currency) => {
    const sum = (who: Call['costItems'][number]['paidBy']) =>
      Rational.sum(
        items
          .filter((item) => item.currency === currency && payer(item) === who)
          .map((item) => (item.per === 'month' ? item.amount.mul(months) : item.amount)),
      );
    return { currency, student: sum('student'), grant: sum('grant'), host: sum('host') };
  });
}
