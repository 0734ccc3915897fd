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
  const ways = useQuery({ queryKey: ['ways-to-sign-in'], queryFn: () => answerOf(api['sign-in'].$get({})) });
  const enter = (user: Me): void =>
    void navigate(after === undefined ? { to: startOf(user.roles[0]?.role ?? 'student') } : { href: after });
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
        <h2 className={styles.motto}>{say('sign-in.motto')}</h2>
        <Journey />
        <p className="row wraps">
          <SideWord side="home">{say('sign-in.your-curriculum')}</SideWord>
          <SideWord side="host">{say('sign-in.host-catalogue')}</SideWord>
          <span className="small second">{say('sign-in.legend')}</span>
        </p>
        {installation?.demonstration && <Demonstration enter={enter} />}
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
  ['student', 'house'],
  ['student', 'question', 'asked'],
  ['student', 'bookmark', 'issued'],
];

/** One click signs in as each role of the invented office. */
function Demonstration({ enter }: { readonly enter: (user: Me) => void }) {
  const say = useSay();
  const remember = useEnter();
  const language = useLanguage();
  const choose = useLanguageChoice();
  const start = useMutation({
    mutationFn: ({ role, stage }: { readonly role: Role; readonly stage: Stage | undefined }) =>
      answerOf(api['sign-in'].demonstration.$post({ json: { role, ...(stage && { stage }) } })),
    onSuccess: ({ user }, { role }) => {
      chooseRole(role);
      remember(user);
      // An invented person has no language of their own: the reader's goes on.
      choose(language);
      enter(user);
    },
  });
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
              onClick={() => start.mutate({ role, stage })}
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
