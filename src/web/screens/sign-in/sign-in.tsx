/** Where everybody begins: the own account on the left; on the right what Concord is, and the demonstration where there is one. */
import { Button, UnstyledButton } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { answerOf, api } from '../../api.ts';
import { useInstallation } from '../../frame/installation.ts';
import { LanguageSwitch, useLanguageChoice } from '../../frame/language-switch.tsx';
import { Mark } from '../../frame/mark.tsx';
import { startOf } from '../../frame/navigation.ts';
import { useLanguage, useSay } from '../../language.tsx';
import { SideWord } from '../../parts/course.tsx';
import { Icon, type IconName } from '../../parts/icon.tsx';
import { Failed, Note } from '../../parts/states.tsx';
import { Hatchings } from '../../parts/verdict.tsx';
import { chooseRole, type Me, type Role, useEnter } from '../../session.ts';
import { Journey } from './journey.tsx';
import styles from './sign-in.module.css';
import { SignInForm } from './sign-in-form.tsx';

export function SignIn() {
  const say = useSay();
  const navigate = useNavigate();
  const { after } = useSearch({ from: '/sign-in' });
  const { data: installation } = useInstallation();
  const language = useLanguage();
  const choose = useLanguageChoice();
  const ways = useQuery({ queryKey: ['ways-to-sign-in'], queryFn: () => answerOf(api['sign-in'].$get({})) });
  const enter = (user: Me, to: string | undefined = after): void => {
    const begin = installation?.empty && user.roles.some(({ role }) => role === 'administrator') ? '/welcome' : null;
    // Nobody has chosen the language of the account that Concord has made.
    if (begin) choose(language);
    void navigate(to === undefined ? { to: begin ?? startOf(user.roles[0]?.role ?? 'student') } : { href: to });
  };
  return (
    <main className={styles.page}>
      <Hatchings />
      <section className={styles.own}>
        <div className="row spread">
          <Mark />
          <LanguageSwitch />
        </div>
        <div>
          <h1 className={styles.title}>{say('sign-in.title')}</h1>
          {installation?.home && <p className="second">{installation.home}</p>}
        </div>
        {ways.data?.openId && (
          <>
            <Button
              component="a"
              variant="filled"
              href={`${ways.data.openId}?returnTo=${encodeURIComponent(after ?? '/')}`}
            >
              {say('sign-in.university')}
            </Button>
            <p className={styles.or}>{say('sign-in.or')}</p>
          </>
        )}
        <SignInForm done={enter} />
        <p className="small muted">{say('sign-in.forgotten')}</p>
        <p>
          <Link to="/calls">{say('sign-in.calls')}</Link>
        </p>
      </section>
      <section className={styles.right}>
        {installation?.empty && (
          <p className="row second">
            <Icon name="info" />
            {say('sign-in.first-run')}
          </p>
        )}
        <h2 className={styles.motto}>{say('sign-in.motto')}</h2>
        <Journey />
        <p className="row wraps">
          <SideWord side="home">{say('sign-in.your-curriculum')}</SideWord>
          <SideWord side="host">{say('sign-in.host-catalogue')}</SideWord>
          <span className="small second">{say('sign-in.legend')}</span>
        </p>
        {installation && (
          <div className={styles.ways}>
            {installation.demonstration && <Demonstration enter={enter} />}
            {(installation.demonstration || installation.empty) && (
              <OwnFiles isDemonstration={installation.demonstration} enter={(user) => enter(user, '/welcome')} />
            )}
          </div>
        )}
      </section>
    </main>
  );
}

type Stage = NonNullable<Parameters<(typeof api)['sign-in']['demonstration']['$post']>[0]['json']['stage']>;

/** Roles, of students those who have come so far. */
const DEMONSTRATED: readonly (readonly [Role, IconName, Stage?])[] = [
  ['adviser', 'search'],
  ['directorate', 'inbox'],
  ['registrar', 'scales'],
  ['coordinator', 'calendar'],
  ['commission', 'bars'],
  ['student', 'house'],
  ['student', 'question', 'asked'],
  ['student', 'bookmark', 'issued'],
  ['administrator', 'lines'],
];

/** Signs in as the invented person of a role. */
function useDemonstration(enter: (user: Me) => void) {
  const remember = useEnter();
  const language = useLanguage();
  const choose = useLanguageChoice();
  return useMutation({
    mutationFn: ([role, stage]: readonly [Role, (Stage | undefined)?]) =>
      answerOf(api['sign-in'].demonstration.$post({ json: { role, ...(stage && { stage }) } })),
    onSuccess: ({ user }, [role]) => {
      chooseRole(role);
      remember(user);
      // An invented person has no language of their own: the reader's goes on.
      choose(language);
      enter(user);
    },
  });
}

/** One click signs in as each role of the invented office. */
function Demonstration({ enter }: { readonly enter: (user: Me) => void }) {
  const say = useSay();
  const start = useDemonstration(enter);
  return (
    <div className={`box ${styles.demonstration}`}>
      <h2>{say('sign-in.demonstration')}</h2>
      <p className="small second">{say('sign-in.demonstration-what')}</p>
      {start.error && <Failed error={start.error} />}
      <ul>
        {DEMONSTRATED.map(([role, icon, stage]) => (
          <li key={`${role} ${stage}`}>
            <Icon name={icon} />
            <b>{say(`frame.role-${role}`)}</b>
            <span className="second">{say(`sign-in.as-${stage ?? role}`)}</span>
            <UnstyledButton
              className={styles.start}
              disabled={start.isPending}
              aria-label={say('sign-in.start-as', {
                role: stage ? say(`sign-in.as-${stage}`) : say(`frame.role-${role}`),
              })}
              onClick={() => start.mutate([role, stage])}
            >
              {say('sign-in.start')}
            </UnstyledButton>
          </li>
        ))}
      </ul>
      <Note icon="info">{say('sign-in.invented')}</Note>
    </div>
  );
}

/** What there is to begin with, and what can come later. */
const OWN = [
  ['curriculum', 'ring'],
  ['catalogue', 'ring'],
  ['decisions', 'plus'],
  ['people', 'plus'],
] as const satisfies readonly (readonly [string, IconName])[];

/** The way to a plan of one's own two files: on a demonstration at once, else after the first sign-in. */
function OwnFiles({
  isDemonstration,
  enter,
}: {
  readonly isDemonstration: boolean;
  readonly enter: (user: Me) => void;
}) {
  const say = useSay();
  const start = useDemonstration(enter);
  return (
    <div className={`box ${styles.begin}`}>
      <h2>{say('sign-in.own-files')}</h2>
      <p className="small second">{say('sign-in.own-files-what')}</p>
      <ul>
        {OWN.map(([text, icon]) => (
          <li key={text}>
            <Icon name={icon} />
            <div>
              <b>{say(`sign-in.own-${text}`)}</b>
              <p className="small second">{say(`sign-in.own-${text}-what`)}</p>
            </div>
          </li>
        ))}
      </ul>
      {start.error && <Failed error={start.error} />}
      {isDemonstration ? (
        <Button loading={start.isPending} onClick={() => start.mutate(['registrar'])}>
          {say('sign-in.own-start')}
        </Button>
      ) : (
        <>
          <Button onClick={() => document.querySelector<HTMLInputElement>('input[type=email]')?.focus()}>
            {say('sign-in.own-sign-in')}
          </Button>
          <p className="small second">{say('sign-in.own-password')}</p>
        </>
      )}
    </div>
  );
}
