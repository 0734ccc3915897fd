/** The two texts beside one another, with what both say, what only home says and what only the host says. */
import { nativeName, placeOf } from '../../frame/language-switch.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { SideWord, textOf } from '../../parts/course.tsx';
import { useCreditsText } from '../../parts/credits.ts';
import { useLevelName } from '../../parts/level.ts';
import { Failed } from '../../parts/states.tsx';
import { useLanguageName } from '../calls/calls-query.ts';
import { Glossed, isGlossed } from '../review/glossed.tsx';
import { piecesOf } from '../review/marking.ts';
import styles from './match.module.css';
import { type Match, type MatchedCourse, type Side, useCourse } from './match-query.ts';

interface Shown {
  readonly side: Side;
  readonly match: Match | undefined;
  /** The language that the reader has chosen; null for the one that was compared. */
  readonly chosen: string | null;
  readonly choose: (language: string) => void;
}

export function SideText({ id, code, ...shown }: Shown & { readonly id: string; readonly code: string }) {
  const say = useSay();
  const { data, error } = useCourse(shown.side, id, code);
  return (
    <section className={styles.text} aria-label={say(`match.${shown.side}`)}>
      {error && <Failed error={error} />}
      {data && <CourseText course={data} {...shown} />}
    </section>
  );
}

/** Languages of a course's description, and the one of them that is shown. */
export function shownLanguage(
  { descriptions }: Pick<MatchedCourse, 'descriptions'>,
  { side, match, chosen, reader }: Pick<Shown, 'side' | 'match' | 'chosen'> & { readonly reader: string },
): readonly [written: string[], shown: string] {
  const written = Object.keys(descriptions)
    .filter((one) => descriptions[one])
    .sort((a, b) => placeOf(a) - placeOf(b));
  // What was compared is shown first: the language in which the engine quotes this side.
  const compared = match?.shared.flatMap(({ quotes }) => quotes).find((quote) => quote.side === side)?.language;
  const wanted = chosen !== null && written.includes(chosen) ? chosen : (compared ?? reader);
  return [written, textOf(descriptions, wanted)[1]];
}

function CourseText({ course, ...shown }: Shown & { readonly course: MatchedCourse }) {
  const { side, match, choose } = shown;
  const { code, titles, descriptions, outcomes } = course;
  const say = useSay();
  const languageName = useLanguageName();
  const [languages, language] = shownLanguage(course, { ...shown, reader: useLanguage() });
  const text = descriptions[language] ?? '';
  const [title, titleLanguage] = textOf(titles, language);
  const topics = match ?? { shared: [], missing: [], surplus: [] };
  const pieces = (said: string) => piecesOf(said, { side, language, code, topics, marks: [] });
  const hasGlossary = [text, ...(outcomes[language] ?? [])].some((said) => isGlossed(pieces(said)));
  const marked = (said: string) =>
    pieces(said).map((piece, at) =>
      piece.kind === null ? (
        piece.text
      ) : (
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text stay in their order
        <mark key={at} className={styles[piece.kind]}>
          <Glossed text={piece.text} gloss={piece.gloss} />
        </mark>
      ),
    );
  return (
    <>
      <div className={`row wraps spread ${styles.whose}`}>
        <SideWord side={side}>{say(`match.${side}`)}</SideWord>
        {languages.length > 1 && (
          <fieldset className={styles.languages} aria-label={say('match.language')}>
            {languages.map((one) => (
              <button
                key={one}
                type="button"
                lang={nativeName(one) ? one : undefined}
                aria-pressed={one === language}
                onClick={() => choose(one)}
              >
                {nativeName(one) ?? languageName(one)}
              </button>
            ))}
          </fieldset>
        )}
        {languages.length === 1 && (
          <span className="small muted">{say('match.only-language', { language: languageName(language) })}</span>
        )}
      </div>
      <h2 className={styles.title} lang={titleLanguage}>
        {title}
      </h2>
      <Facts course={course} />
      {text === '' ? (
        <p className="second">{say('match.no-description')}</p>
      ) : (
        <p className={`${styles.quote} ${hasGlossary ? styles.withGlossary : ''}`} lang={language}>
          {marked(text)}
        </p>
      )}
      <ul className={styles.quote} lang={language}>
        {(outcomes[language] ?? []).map((outcome) => (
          <li key={outcome}>{marked(outcome)}</li>
        ))}
      </ul>
      {course.url && /^https?:/.test(course.url) && (
        <p className="small muted">
          {say('match.source')} <a href={course.url}>{course.url}</a>
        </p>
      )}
    </>
  );
}

/** Level, term, credits and what it asks for; of a home course also where it stands in the programme. */
function Facts({ course }: { readonly course: MatchedCourse }) {
  const say = useSay();
  const creditsOf = useCreditsText();
  const languageName = useLanguageName();
  const levelName = useLevelName();
  const { credits, level, languages, terms, prerequisites } = course;
  const home = course as Partial<Record<'semester' | 'cycle' | 'component', string | number | null>>;
  const facts = [
    home.semester && say('courses.semester', { semester: home.semester }),
    home.cycle && say(`lists.cycle-${home.cycle}`),
    home.component && say(`lists.component-${home.component}`),
    level && levelName(level),
    terms.map((term) => say(`lists.term-${term}`)).join(', '),
    languages.map((one) => languageName(one)).join(', '),
    creditsOf(credits),
  ].filter((fact) => fact !== null && fact !== undefined && fact !== '' && fact !== 0);
  return (
    <p className={`small second ${styles.facts}`}>
      {facts.map((fact) => (
        <span key={String(fact)}>{fact}</span>
      ))}
      {prerequisites.length > 0 && <span>{say('lists.prerequisites', { codes: prerequisites.join(', ') })}</span>}
    </p>
  );
}
