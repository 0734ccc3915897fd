/** Two sides and one link: what the home course teaches, and what the host's courses write, with what is found of it marked. */
import { SegmentedControl } from '@mantine/core';
import { useRef, useState } from 'react';
import { useIntl } from 'react-intl';
import { placeOf, shortName } from '../../frame/language-switch.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { SideWord, textOf } from '../../parts/course.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { exactNumber, fractionOf } from '../../parts/numbers.ts';
import { Glossed, isGlossed } from './glossed.tsx';
import { languagesOf, piecesOf } from './marking.ts';
import styles from './review.module.css';
import type { Judged, ReviewCase, ReviewedBundle, ReviewedCourse } from './review-case.ts';
import type { Draft, Mark } from './staged.ts';

type Side = 'home' | 'host';

export function TwoTexts({
  of,
  judged: { bundle },
  draft,
  place,
  mark,
}: {
  readonly of: ReviewCase;
  readonly judged: Judged;
  readonly draft: Draft;
  readonly place: number;
  readonly mark: (mark: Mark) => void;
}) {
  const say = useSay();
  const language = useLanguage();
  const texts = useRef<HTMLDivElement>(null);
  useShortcuts({ m: () => markSelection(texts.current, mark) });
  const planned = bundle.home.length > 0 ? bundle.home : (bundle.fills ?? []);
  const names = planned.map(({ titles, code }) => textOf(titles, language)[0] || code).join(' + ');
  const sideOf = (side: Side) => {
    const codes = (side === 'home' ? planned : bundle.host).map(({ code }) => code);
    return of.courses[side].filter(({ code }) => codes.includes(code));
  };
  return (
    <>
      <header className={styles.question}>
        <div className="grow">
          <h1>
            {say(names === '' ? 'review.fits-block' : 'review.question', {
              name: names || (bundle.electiveBlock ?? ''),
            })}
          </h1>
          <p className="small muted">{say('review.place', { place, count: of.bundles.length })}</p>
        </div>
        <CreditBars bundle={bundle} />
      </header>
      <div ref={texts} className={styles.texts}>
        <SideTexts side="home" courses={sideOf('home')} planned={planned} bundle={bundle} marks={draft.marks} />
        <SideTexts side="host" courses={sideOf('host')} planned={bundle.host} bundle={bundle} marks={draft.marks} />
      </div>
      <p className={`small muted ${styles.legend}`}>
        <span className={styles.found}>{say('review.legend-found')}</span>
        <span className={styles.seen}>{say('review.legend-seen')}</span>
        <span className={styles.missing}>{say('review.legend-missing')}</span>
        <span>
          {say('review.mark-how')} <kbd>M</kbd>
        </span>
      </p>
    </>
  );
}

/** The words that are selected now, where they stand in one course. */
function markSelection(texts: HTMLElement | null, mark: (mark: Mark) => void): void {
  const selection = document.getSelection();
  const text = selection?.toString().trim().slice(0, 200) ?? '';
  const holder = selection?.anchorNode?.parentElement?.closest<HTMLElement>('[data-code]');
  if (!selection || text === '' || !holder || !texts?.contains(holder)) return;
  const { code = '', side } = holder.dataset;
  mark({ side: side === 'home' ? 'home' : 'host', code, text });
  selection.removeAllRanges();
}

function SideTexts({
  side,
  courses,
  planned,
  bundle,
  marks,
}: {
  readonly side: Side;
  readonly courses: readonly ReviewedCourse[];
  readonly planned: ReviewedBundle['host'];
  readonly bundle: ReviewedBundle;
  readonly marks: readonly Mark[];
}) {
  const say = useSay();
  const ui = useLanguage();
  const languages = [...new Set(courses.flatMap(languagesOf))];
  const [chosen, setChosen] = useState<string | null>(null);
  // The host's own text is its longest; at home the reader's language comes first.
  const first = side === 'home' && languages.includes(ui) ? ui : languages[0];
  const language = chosen !== null && languages.includes(chosen) ? chosen : (first ?? ui);
  const lacking = planned.filter(({ code }) => !courses.some((course) => course.code === code));
  return (
    <section className={styles.side} aria-label={say(`review.${side}`)}>
      <div className={styles.sideHead}>
        <SideWord side={side}>{say(`review.${side}`)}</SideWord>
        {languages.length > 1 && (
          <SegmentedControl
            size="xs"
            aria-label={say('review.language')}
            value={language}
            data={languages
              .toSorted((a, b) => placeOf(a) - placeOf(b))
              .map((value) => ({ value, label: shortName(value) ?? value.toUpperCase() }))}
            onChange={setChosen}
          />
        )}
      </div>
      {courses.map((course) => (
        <CourseText key={course.code} side={side} course={course} language={language} bundle={bundle} marks={marks} />
      ))}
      {lacking.map(({ code, titles }) => (
        <article key={code}>
          <h2 className={styles.courseTitle} lang={textOf(titles, ui)[1]}>
            <span className={`code ${side}`}>{code}</span> {textOf(titles, ui)[0]}
          </h2>
          <p className="second">{say('review.not-stored')}</p>
        </article>
      ))}
    </section>
  );
}

function CourseText({
  side,
  course,
  language,
  bundle,
  marks,
}: {
  readonly side: Side;
  readonly course: ReviewedCourse;
  readonly language: string;
  readonly bundle: ReviewedBundle;
  readonly marks: readonly Mark[];
}) {
  const say = useSay();
  const [title, titleLanguage] = textOf(course.titles, language);
  const [description, textLanguage] = textOf(course.descriptions, language);
  const outcomes = course.outcomes[textLanguage] ?? [];
  const pieces = (text: string, of: string) =>
    piecesOf(text, { side, language: of, code: course.code, topics: bundle, marks });
  const marked = (text: string, of: string) =>
    pieces(text, of).map(({ text: piece, kind, gloss }, at) =>
      kind === null ? (
        piece
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text stay in their order
        <span key={at} className={styles[kind]}>
          <Glossed text={piece} gloss={gloss} />
        </span>
      ),
    );
  const hasGlossary = [description, ...outcomes].some((text) => isGlossed(pieces(text, textLanguage)));
  return (
    <article data-code={course.code} data-side={side}>
      <h2 className={styles.courseTitle} lang={titleLanguage}>
        <span className={`code ${side}`}>{course.code}</span> {marked(title, titleLanguage)}
      </h2>
      {description === '' ? (
        <p className="second">{say('review.no-description')}</p>
      ) : (
        <p className={`${styles.quote} ${hasGlossary ? styles.withGlossary : ''}`} lang={textLanguage}>
          {marked(description, textLanguage)}
        </p>
      )}
      {outcomes.length > 0 && (
        <ul className={styles.quote} lang={textLanguage}>
          {outcomes.map((outcome) => (
            <li key={outcome}>{marked(outcome, textLanguage)}</li>
          ))}
        </ul>
      )}
    </article>
  );
}

/** Home above host, one width a credit; what is beyond is hatched, what lacks stays open. */
function CreditBars({ bundle }: { readonly bundle: ReviewedBundle }) {
  const say = useSay();
  const number = exactNumber(useIntl());
  const sum = (courses: ReviewedBundle['host']): number =>
    courses.reduce((total, { ects }) => total + fractionOf(ects), 0);
  const home = sum(bundle.home.length > 0 ? bundle.home : (bundle.fills ?? []));
  const host = sum(bundle.host);
  const unit = 9;
  const said = say('review.credits', {
    home: number(`${home}`),
    host: bundle.host.map(({ ects }) => number(ects)).join(' + '),
  });
  return (
    <div className={styles.credits}>
      <svg width={Math.max(home, host) * unit} height="16" role="img" aria-label={said}>
        <rect width={home * unit} height="6" fill="var(--home)" />
        <rect y="9" width={Math.min(home, host) * unit} height="6" fill="var(--host)" />
        {host > home && <rect x={home * unit} y="9" width={(host - home) * unit} height="6" fill="url(#hatch-host)" />}
      </svg>
      <b>{said}</b>
    </div>
  );
}
