/** Exact amounts as people read them: "7.5" and "7,5"; what no decimal is stays a fraction. */
import type { IntlShape } from 'react-intl';

/** Amounts travel as text: "6", "7.5", "4/3". */
export const exactNumber =
  (intl: IntlShape) =>
  (exact: string): string =>
    exact.includes('/') ? exact : intl.formatNumber(Number(exact), { maximumFractionDigits: 6 });
