/** Is it the same, and why does the engine think so? One home course against one of the host, with other candidates beside. */
import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { type AnswerOf, answerOf, api } from '../../api.ts';
import { useBasis } from '../../frame/basis.tsx';
import { Crumbs } from '../../frame/crumbs.tsx';
import { useLanguage, useSay } from '../../language.tsx';
import { Code, Quoted, SideWord, textOf } from '../../parts/course.tsx';
import { dayText } from '../../parts/dates.ts';
import { Icon } from '../../parts/icon.tsx';
import { useShortcuts } from '../../parts/keys.ts';
import { Reasons } from '../../parts/reasons.tsx';
import { sentenceOf } from '../../parts/sentence.ts';
import { Empty, Failed, Loading } from '../../parts/states.tsx';
import { Probability, VerdictTag } from '../../parts/verdict.tsx';
import { stayOf } from '../courses/peek.tsx';
import { piecesOf } from '../review/marking.ts';
import styles from './match.module.css';

type Match = AnswerOf<typeof api.match.$post>['results'][number]['matches'][number];
type Course = AnswerOf<(typeof api)['catalogue-versions'][':id']['courses'][':code']['$get']>;

/** Candidates that are compared. */
const MOST = 8;

export function MatchScreen() {
  const say = useSay();
  const navigate = useNavigate();
  const { curriculum, home, catalogue, host } = useParams({ from: '/inside/match/$curriculum/$home/$catalogue/$host' });
  const run = useQuery({
    queryKey: ['match', curriculum, home, catalogue],
    queryFn: () => {
      const sides = { curriculum: { id: curriculum }, host: { id: catalogue } };
      return answerOf(api.match.$post({ json: { ...sides, code: home, top: MOST, everyFeature: true } }));
    },
    staleTime: 60_000,
  });
  const matches = run.data?.results[0]?.matches ?? [];
  const at = matches.findIndex(({ hostCode }) => hostCode === host);
  const match = matches[at];
  const open = (next: Match | undefined): void => {
    if (next) void navigate({ to: '.', params: { curriculum, home, catalogue, host: next.hostCode }, replace: true });
  };
  const ours = useCourse('home', curriculum, home);
  const inPlaceOf = (semester: number | null | undefined) =>
    stayOf({ curriculum, home, catalogue, host }, semester ?? null);
  // Whoever is quicker than the course waits for it: without its semester nothing can be planned.
  const intoPlan = async (): Promise<void> => {
    const { data } = ours.data ? ours : await ours.refetch();
    void navigate({ to: '/plans/board', search: inPlaceOf(data?.semester) });
  };
  useShortcuts({
    j: () => open(matches[at + 1]),
    k: () => open(matches[at - 1]),
    p: () => void intoPlan(),
  });
  useBasis(run.data?.basis.engine, run.data?.basis.model, say('match.same-answer'));
  return (
    <div className={styles.screen}>
      <Crumbs path={[{ name: say('frame.courses'), to: '/courses' }, { name: `${home} = ${host}` }]} />
      <header className={styles.head}>
        <h1 className="grow">
          <Code side="home">{home}</Code> = <Code side="host">{host}</Code>
        </h1>
        {at >= 0 && <span className="small muted">{say('match.place', { place: at + 1, count: matches.length })}</span>}
        {!ours.isPending && (
          <Link className="primary" to="/plans/board" search={inPlaceOf(ours.data?.semester)}>
            <Icon name="pin" /> {say('match.into-plan')} <kbd>P</kbd>
          </Link>
        )}
      </header>
      {run.error && <Failed error={run.error} retry={() => void run.refetch()} />}
      {run.isPending && <Loading lines={12} />}
      {run.data && (
        <div className={styles.split}>
          <div className={styles.texts}>
            <SideText side="home" id={curriculum} code={home} match={match} />
            <SideText side="host" id={catalogue} code={host} match={match} />
          </div>
          <aside className={styles.side} aria-label={say('match.why')}>
            {match ? <Why match={match} /> : <Empty>{say('match.shares-nothing')}</Empty>}
            <section>
              <h2>{say('match.others')}</h2>
              <ul className={styles.others}>
                {matches
                  .filter(({ hostCode }) => hostCode !== host)
                  .map(({ hostCode, probability }) => (
                    <li key={hostCode}>
                      <Link
                        to="/match/$curriculum/$home/$catalogue/$host"
                        params={{ curriculum, home, catalogue, host: hostCode }}
                      >
                        {hostCode}
                      </Link>
                      <CandidateTitle catalogue={catalogue} code={hostCode} />
                      {probability !== undefined && <Probability value={probability} />}
                    </li>
                  ))}
              </ul>
            </section>
          </aside>
        </div>
      )}
    </div>
  );
}

/** The text of a course as it is stored. */
const useCourse = (side: 'home' | 'host', id: string, code: string) =>
  useQuery({
    queryKey: ['course', side, id, code],
    queryFn: (): Promise<Course> =>
      side === 'home'
        ? answerOf(api['curriculum-versions'][':id'].courses[':code'].$get({ param: { id, code } }))
        : answerOf(api['catalogue-versions'][':id'].courses[':code'].$get({ param: { id, code } })),
    staleTime: 600_000,
  });

/** As the host writes it, so that the step to the next candidate finds its text at hand. */
function CandidateTitle({ catalogue, code }: { readonly catalogue: string; readonly code: string }) {
  const { data } = useCourse('host', catalogue, code);
  return data ? <Quoted texts={data.titles} className="cut grow" /> : <span className="grow" />;
}

function SideText({
  side,
  id,
  code,
  match,
}: {
  readonly side: 'home' | 'host';
  readonly id: string;
  readonly code: string;
  readonly match: Match | undefined;
}) {
  const say = useSay();
  const { data, error } = useCourse(side, id, code);
  return (
    <section className={styles.text} aria-label={say(`match.${side}`)}>
      <SideWord side={side}>{say(`match.${side}`)}</SideWord>
      {error && <Failed error={error} />}
      {data && <CourseText side={side} course={data} match={match} />}
    </section>
  );
}

function CourseText({
  side,
  course: { code, titles, descriptions, outcomes },
  match,
}: {
  readonly side: 'home' | 'host';
  readonly course: Course;
  readonly match: Match | undefined;
}) {
  const say = useSay();
  const ui = useLanguage();
  const languages = Object.keys(descriptions).filter((one) => descriptions[one]);
  // What was compared is shown first: the language in which the engine quotes this side.
  const compared = match?.shared.flatMap(({ quotes }) => quotes).find((quote) => quote.side === side)?.language;
  const [chosen, setChosen] = useState<string | null>(null);
  const [text, language] = textOf(descriptions, chosen ?? compared ?? ui);
  const [title, titleLanguage] = textOf(titles, language);
  const marked = (said: string) =>
    piecesOf(said, { side, language, code, topics: match ?? { shared: [], missing: [] }, marks: [] }).map(
      (piece, at) =>
        piece.kind === null ? (
          piece.text
        ) : (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces of one text stay in their order
          <mark key={at} className={styles[piece.kind]}>
            {piece.text}
          </mark>
        ),
    );
  return (
    <>
      {languages.length > 1 && (
        <fieldset className={styles.languages} aria-label={say('match.language')}>
          {languages.map((one) => (
            <button key={one} type="button" aria-pressed={one === language} onClick={() => setChosen(one)}>
              {one.toUpperCase()}
            </button>
          ))}
        </fieldset>
      )}
      <h2 className={styles.title} lang={titleLanguage}>
        {title}
      </h2>
      {text === '' ? (
        <p className="second">{say('match.no-description')}</p>
      ) : (
        <p className={styles.quote} lang={language}>
          {marked(text)}
        </p>
      )}
      <ul className={styles.quote} lang={language}>
        {(outcomes[language] ?? []).map((outcome) => (
          <li key={outcome}>{marked(outcome)}</li>
        ))}
      </ul>
    </>
  );
}

function Why({ match }: { readonly match: Match }) {
  const say = useSay();
  return (
    <>
      <section>
        <p className="row">
          {match.probability !== undefined && <Probability value={match.probability} large />}
          {match.verdict && <VerdictTag verdict={match.verdict} filled />}
        </p>
        {match.probability !== undefined && (
          <p className="small second">{say('parts.of-100', { value: Math.round(match.probability * 100) })}</p>
        )}
        {match.notes.map((note) => (
          <p key={note.code} className="small warn">
            {sentenceOf(note)}
          </p>
        ))}
      </section>
      <section>
        <h2>{say('match.why')}</h2>
        <Reasons evidence={match.evidence} />
      </section>
      <section>
        <h2>{say('match.precedents')}</h2>
        {match.precedents.length === 0 && <p className="small second">{say('match.no-precedent')}</p>}
        <ul>
          {match.precedents.map((decided) => (
            <li key={`${decided.homeCode} ${decided.hostCode} ${decided.decidedOn} ${decided.decision}`}>
              <VerdictTag verdict={decided.decision === 'approved' ? 'precedent' : 'refused'} />{' '}
              <span className="code">
                {decided.homeCode} = {decided.hostCode}
              </span>{' '}
              <span className="small muted">
                {decided.decidedOn && dayText(decided.decidedOn)} {sentenceOf(decided.reason)}
              </span>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}
