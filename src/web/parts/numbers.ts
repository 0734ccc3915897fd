/** Exact amounts as people read them: "7.5" and "7,5"; what no decimal is stays a fraction. */
import type { IntlShape } from 'react-intl';

/** Amounts travel as text: "6", "7.5", "4/3". */
export const exactNumber =
  (intl: IntlShape) =>
  (exact: string): string =>
    exact.includes('/') ? exact : intl.formatNumber(Number(exact), { maximumFractionDigits: 6 });

/** "7.5" and "4/3" as a number, for drawing and for showing it rounded. */
export function fractionOf(exact: string): number {
  const [over = '0', under = '1'] = exact.split('/');
  return Number(over) / Number(under);
}

/** A step up or down on a sum, to two places: "+0.84", "−0.03"; "±0.00" for what is neither. */
export const signedNumber =
  (intl: IntlShape) =>
  (value: number): string => {
    const places = { minimumFractionDigits: 2, maximumFractionDigits: 2 };
    const sign = Math.round(value * 100) === 0 ? '±' : value < 0 ? '−' : '+';
    return sign + intl.formatNumber(Math.abs(value), places);
  };

/** What somebody types with a point or a comma, as an amount; null for anything else. */
export const typedAmount = (text: string): string | null => {
  const plain = text.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(plain) ? plain : null;
};
