/** What stands around every screen: where one is, where one can go, and on what the figures rest. */
import { ActionIcon, Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useNavigate, useRouterState } from '@tanstack/react-router';
import { Suspense, useId, useRef, useState } from 'react';
import { answerOf, api } from '../api.ts';
import { useLanguage, useSay } from '../language.tsx';
import { LANGUAGES } from '../language-choice.ts';
import { Icon } from '../parts/icon.tsx';
import { Loading } from '../parts/states.tsx';
import { Hatchings } from '../parts/verdict.tsx';
import { forgetStay } from '../screens/board/last-stay.ts';
import { chooseRole, ME, type Me, SignedIn, useMe, useRole } from '../session.ts';
import { Basis } from './basis.tsx';
import styles from './frame.module.css';
import { useInstallation } from './installation.ts';
import { KeysHelp } from './keys-help.tsx';
import { LanguageSwitch, NAMES, useLanguageChoice } from './language-switch.tsx';
import { Mark } from './mark.tsx';
import { findText, type NavigationPlace, PLACES, placeAt } from './navigation.ts';
import { Notices } from './notices.tsx';
import { Offline } from './offline.tsx';
import { Palette } from './palette.tsx';
import { SignedOut } from './signed-out.tsx';
import { useWaiting } from './waiting.ts';

/** The frame of a signed-in person. `narrow` folds the sidebar to a rail, where a screen needs the width. */
export function Frame() {
  const { data } = useMe();
  // Whose session has ended still sees the page, and signs in over it.
  const last = useRef(data);
  if (data) last.current = data;
  const me = last.current;
  const [finding, setFinding] = useState(false);
  const say = useSay();
  const narrow = useRouterState({ select: ({ matches }) => matches.some((match) => match.staticData.narrow) });
  if (!me) return null;
  return (
    <div className={`${styles.frame} ${narrow ? styles.narrow : ''}`}>
      <Hatchings />
      <a className={styles.skip} href="#work">
        {say('frame.skip')}
      </a>
      <Sidebar me={me} />
      <div className={styles.main}>
        <header className={styles.bar}>
          <div id="crumbs" className={styles.crumbs} />
          <FindButton me={me} find={() => setFinding(true)} />
          <Notices />
          <Account me={me} />
        </header>
        <main id="work" className={styles.work} tabIndex={-1}>
          <Offline />
          <Suspense fallback={<Loading />}>
            <SignedIn value={me}>
              <Outlet />
            </SignedIn>
          </Suspense>
        </main>
        <Basis />
      </div>
      <SignedOut me={me} />
      <KeysHelp find={() => setFinding(true)} />
      <Palette me={me} opened={finding} onChange={setFinding} />
    </div>
  );
}

function FindButton({ me, find }: { readonly me: Me; readonly find: () => void }) {
  const say = useSay();
  return (
    <UnstyledButton className={styles.find} onClick={find}>
      <Icon name="search" />
      <span className="grow cut">{say(findText(useRole(me)))}</span>
      <kbd>Ctrl K</kbd>
    </UnstyledButton>
  );
}

function Sidebar({ me }: { readonly me: Me }) {
  const say = useSay();
  const role = useRole(me);
  const { data: installation } = useInstallation();
  const places = PLACES[role];
  const more = places.filter((place) => place.more);
  const here = placeAt(useLocation({ select: ({ pathname }) => pathname }), places);
  const waiting = useWaiting();
  const placeLine = (place: NavigationPlace) => (
    <PlaceLink key={place.to} {...place} isHere={place.to === here} count={(waiting && place.waits?.(waiting)) ?? 0} />
  );
  return (
    <nav className={styles.side} aria-label={say('frame.navigation')}>
      <Mark />
      <RoleBlock me={me} />
      <ul className={styles.places}>
        {places.filter((place) => !place.more).map(placeLine)}
        {more.length > 0 && <li className={styles.more}>{say('frame.more')}</li>}
        {more.map(placeLine)}
      </ul>
      <div className={styles.foot}>
        {installation?.demonstration && <p className={styles.demonstration}>{say('frame.demonstration')}</p>}
        <LanguageSwitch />
      </div>
    </nav>
  );
}

function PlaceLink({
  to,
  icon,
  text,
  isHere,
  count,
}: NavigationPlace & {
  readonly isHere: boolean;
  /** None is not said: nothing waits, or nobody knows yet. */
  readonly count: number;
}) {
  const say = useSay();
  const name = say(`frame.${text}`);
  const waits = useId();
  return (
    <li>
      <Link
        to={to}
        className={styles.place}
        activeOptions={{ exact: true, includeSearch: false }}
        aria-current={isHere ? 'page' : undefined}
        aria-describedby={count > 0 ? waits : undefined}
        title={name}
      >
        <Icon name={icon} />
        <span>{name}</span>
        {count > 0 && (
          <b className={styles.count} aria-hidden>
            {count}
          </b>
        )}
      </Link>
      {count > 0 && (
        <span id={waits} hidden>
          {say('frame.wait', { count })}
        </span>
      )}
    </li>
  );
}

function RoleBlock({ me }: { readonly me: Me }) {
  const say = useSay();
  const role = useRole(me);
  const navigate = useNavigate();
  const others = [...new Set(me.roles.map((one) => one.role))].filter((one) => one !== role);
  const name = <b>{say(`frame.role-${role}`)}</b>;
  if (others.length === 0)
    return (
      <div className={styles.role}>
        {name}
        {me.name}
      </div>
    );
  return (
    <Menu position="bottom-start" width={190}>
      <Menu.Target>
        <UnstyledButton className={styles.role}>
          {name}
          {me.name}
          <span className="unseen">, {say('frame.other-role')}</span>
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        {others.map((one) => (
          <Menu.Item
            key={one}
            onClick={() => {
              chooseRole(one);
              void navigate({ to: PLACES[one][0]?.to ?? '/account' });
            }}
          >
            {say(`frame.role-${one}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Account({ me }: { readonly me: Me }) {
  const say = useSay();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const language = useLanguage();
  const chooseLanguage = useLanguageChoice();
  const chosen = (isChosen: boolean) => (isChosen ? <Icon name="check" /> : <span className={styles.blank} />);
  const leave = useMutation({
    mutationFn: () => answerOf(api['sign-out'].$post({})),
    onSuccess: () => {
      forgetStay();
      queries.clear();
      queries.setQueryData(ME, null);
      void navigate({ to: '/sign-in' });
    },
  });
  const initials = me.name
    .split(/\s+/)
    .map((word) => word[0] ?? '')
    .slice(0, 2)
    .join('')
    .toUpperCase();
  return (
    <Menu position="bottom-end" width={220}>
      <Menu.Target>
        <ActionIcon
          variant="transparent"
          className={styles.who}
          aria-label={`${initials}, ${say('frame.account', { name: me.name })}`}
        >
          <span aria-hidden>{initials}</span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{me.email}</Menu.Label>
        <Menu.Label>{say('frame.theme')}</Menu.Label>
        {(['light', 'dark', 'auto'] as const).map((theme) => (
          <Menu.Item key={theme} onClick={() => setColorScheme(theme)} leftSection={chosen(colorScheme === theme)}>
            {say(`frame.theme-${theme}`)}
          </Menu.Item>
        ))}
        <Menu.Label>{say('frame.language')}</Menu.Label>
        {LANGUAGES.map((one) => (
          <Menu.Item key={one} lang={one} onClick={() => chooseLanguage(one)} leftSection={chosen(one === language)}>
            {NAMES[one][1]}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item component={Link} to="/account">
          {say('frame.own-account')}
        </Menu.Item>
        <Menu.Item component={Link} to="/help" leftSection={<Icon name="question" />}>
          {say('frame.help')}
        </Menu.Item>
        <Menu.Item component={Link} to="/rules" leftSection={<Icon name="book" />}>
          {say('frame.rules')}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="leave" />} onClick={() => leave.mutate()}>
          {say('frame.sign-out')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
