/** Credits of a course as people read them in a line: "6 credits", "3–4 US", "7.5 ECTS". */
import { useIntl } from 'react-intl';
import { useSay } from '../language.tsx';
import { exactNumber, fractionOf } from './numbers.ts';

/** Units that have a short name, as they are stored. */
const SHORT: Readonly<Record<string, string>> = {
  'KZ academic credit': 'kz',
  'US semester credit': 'us',
  'US quarter credit': 'quarter',
};

interface Credits {
  readonly min: string;
  readonly max: string;
  readonly unit?: string | null;
}

/** Units with a long name are shortened; any other stands as the institution prints it. Null where no credits are known. */
export function useCreditsText(): (credits: Credits | null | undefined) => string | null {
  const say = useSay();
  const number = exactNumber(useIntl());
  return (credits) => {
    if (!credits) return null;
    const { min, max } = credits;
    const unit = credits.unit ?? '';
    const amount = [...new Set([min, max])].map(number).join('–');
    return say('parts.credits-of', { amount, count: fractionOf(max), kind: SHORT[unit] ?? 'other', unit }).trim();
  };
}
