/** The table in three sentences: where most is recognised, where in English, and what is likely nowhere. */
import { Fragment } from 'react';
import { useIntl } from 'react-intl';
import { useLanguage, useListing, useSay } from '../../language.tsx';
import { textOf } from '../../parts/course.tsx';
import { fractionOf } from '../../parts/numbers.ts';
import { useLanguageName } from '../calls/calls-query.ts';
import styles from './compare.module.css';
import { type Comparison, coursesAt, expectedAt, findingsOf, languagesAt } from './comparison.ts';

export function InShort({ hosts }: { readonly hosts: readonly Comparison[] }) {
  const say = useSay();
  const intl = useIntl();
  const listing = useListing();
  const reader = useLanguage();
  const languageName = useLanguageName();
  const { first, inEnglish, nowhere } = findingsOf(hosts);
  const [best] = first;
  if (!best) return null;
  const courses = coursesAt(hosts);
  const all = courses.reduce((sum, { ects }) => sum + fractionOf(ects), 0);
  const one = (value: number): string => intl.formatNumber(value, { maximumFractionDigits: 1 });
  const taught = languagesAt(best);
  const names = courses.filter(({ code }) => nowhere.includes(code)).map(({ titles }) => textOf(titles, reader));
  return (
    <div className={styles.short}>
      <p>
        <b>{say('compare.in-short')}</b>{' '}
        {say('compare.short-first', {
          hosts: listing(first.map(({ host }) => host.institution)),
          count: first.length,
          expected: one(expectedAt(best)),
          all: one(all),
        })}{' '}
        {first.length === 1 &&
          taught.length > 0 &&
          say('compare.short-taught', { languages: listing(taught.map(languageName)) })}
      </p>
      {inEnglish && (
        <p>
          {say('compare.short-english', {
            host: inEnglish.host.institution,
            expected: one(expectedAt(inEnglish)),
          })}
        </p>
      )}
      {names.length > 0 && (
        <p>
          {say('compare.short-nowhere', { count: names.length })}{' '}
          {names.map(([name, language], at) => (
            <Fragment key={name}>
              {at > 0 && ', '}
              <span lang={language}>{name}</span>
            </Fragment>
          ))}
        </p>
      )}
    </div>
  );
}
