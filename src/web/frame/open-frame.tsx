/** What stands around a screen that needs no account: the frame of whoever is signed in, else a bar with the way in. */
import { Link, Outlet } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useSay } from '../language.tsx';
import { Loading } from '../parts/states.tsx';
import { Hatchings } from '../parts/verdict.tsx';
import { useMe } from '../session.ts';
import { Basis } from './basis.tsx';
import styles from './frame.module.css';
import { Frame } from './frame.tsx';
import { useInstallation } from './installation.ts';
import { LanguageSwitch } from './language-switch.tsx';
import { Mark } from './mark.tsx';

export function OpenFrame() {
  const say = useSay();
  const { data: me, isPending } = useMe();
  const { data: installation } = useInstallation();
  if (isPending) return null;
  if (me) return <Frame />;
  return (
    <div className={styles.open}>
      <Hatchings />
      <a className={styles.skip} href="#work">
        {say('frame.skip')}
      </a>
      <header className={styles.openBar}>
        <Mark />
        <div id="crumbs" className={styles.crumbs} />
        <span className="grow" />
        <LanguageSwitch />
        <Link to="/sign-in" search={{ after: globalThis.location.pathname }}>
          {say('calls.sign-in')}
        </Link>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and a screen that is only read holds nothing else to focus */}
      <main id="work" className={styles.work} tabIndex={0}>
        {installation?.demonstration && (
          <p className={`${styles.demonstration} ${styles.openNote}`}>{say('frame.demonstration')}</p>
        )}
        <Suspense fallback={<Loading />}>
          <Outlet />
        </Suspense>
      </main>
      <Basis />
    </div>
  );
}
