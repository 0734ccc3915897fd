/** What every address hangs on: the pages themselves, and all that stands behind the sign-in. */
import { createRootRoute, createRoute, lazyRouteComponent, Outlet, redirect } from '@tanstack/react-router';
import { NotFound } from '../frame/not-found.tsx';
import { queries } from '../queries.ts';
import { ME, readMe } from '../session.ts';
import { loadAllTexts } from '../texts.ts';

declare module '@tanstack/react-router' {
  interface StaticDataRouteOption {
    /** The sidebar is folded to a rail: the screen needs the width. */
    readonly narrow?: boolean;
  }
}

export const root = createRootRoute({ component: Outlet, notFoundComponent: NotFound });

/** Everything behind the sign-in. */
export const inside = createRoute({
  getParentRoute: () => root,
  id: 'inside',
  beforeLoad: async ({ location }) => {
    await loadAllTexts();
    const me = await queries.ensureQueryData({ queryKey: ME, queryFn: readMe });
    if (!me) throw redirect({ to: '/sign-in', search: location.pathname === '/' ? {} : { after: location.href } });
  },
  component: lazyRouteComponent(() => import('../frame/frame.tsx'), 'Frame'),
  notFoundComponent: NotFound,
});
