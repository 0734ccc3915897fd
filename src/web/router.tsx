/** The addresses of the pages. A screen is loaded when somebody goes there; each user's screens stand in a table of their own. */
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { Broken } from './frame/broken.tsx';
import { startOf } from './frame/navigation.ts';
import { queries } from './queries.ts';
import { administratorRoutes } from './routes/administrator.ts';
import { adviserRoutes } from './routes/adviser.ts';
import { coordinatorRoutes } from './routes/coordinator.ts';
import { importRoutes } from './routes/imports.ts';
import { inside, root } from './routes/inside.tsx';
import { officeRoutes } from './routes/office.ts';
import { openRoutes, studentRoutes } from './routes/student.ts';
import { readSearchAddress } from './screens/courses/search-query.ts';
import { ME, readMe } from './session.ts';

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { after?: string } =>
    typeof search.after === 'string' && search.after.startsWith('/') ? { after: search.after } : {},
  component: lazyRouteComponent(() => import('./screens/sign-in/sign-in.tsx'), 'SignIn'),
});

const start = createRoute({
  getParentRoute: () => inside,
  path: '/',
  beforeLoad: async () => {
    const me = await queries.ensureQueryData({ queryKey: ME, queryFn: readMe });
    throw redirect({ to: startOf(me?.roles[0]?.role ?? 'student') });
  },
});

const account = createRoute({
  getParentRoute: () => inside,
  path: '/account',
  component: lazyRouteComponent(() => import('./screens/account/account.tsx'), 'AccountScreen'),
});

const courses = createRoute({
  getParentRoute: () => inside,
  path: '/courses',
  validateSearch: readSearchAddress,
  component: lazyRouteComponent(() => import('./screens/courses/courses.tsx'), 'CoursesScreen'),
});

export const router = createRouter({
  routeTree: root.addChildren([
    signIn,
    openRoutes,
    inside.addChildren([
      start,
      account,
      courses,
      ...adviserRoutes,
      ...officeRoutes,
      ...studentRoutes,
      ...coordinatorRoutes,
      ...importRoutes,
      ...administratorRoutes,
    ]),
  ]),
  defaultErrorComponent: Broken,
  defaultPreload: 'intent',
  scrollRestoration: true,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
