/** The screens of the student, some of which the offices have at the same address in their own form; calls are open to everybody. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readPaperAddress } from '../screens/applications/applications-address.ts';
import { loadAllTexts } from '../texts.ts';
import { byRole } from './by-role.tsx';
import { inside, root } from './inside.tsx';

const getParentRoute = () => inside;

export const studentRoutes = [
  createRoute({
    getParentRoute,
    path: '/home',
    component: lazyRouteComponent(() => import('../screens/student/home.tsx'), 'StudentHome'),
  }),
  createRoute({
    getParentRoute,
    path: '/papers',
    component: byRole(
      async () => (await import('../screens/applications/papers.tsx')).PapersToCheckScreen,
      async () => (await import('../screens/student/papers.tsx')).PapersScreen,
    ),
  }),
  createRoute({
    getParentRoute,
    path: '/plan',
    component: lazyRouteComponent(() => import('../screens/student/own-plan.tsx'), 'OwnPlanScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/results',
    component: lazyRouteComponent(() => import('../screens/student/results.tsx'), 'ResultsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/applications/$id',
    validateSearch: readPaperAddress,
    component: byRole(
      async () => (await import('../screens/applications/application.tsx')).OfficeApplicationScreen,
      async () => (await import('../screens/student/application.tsx')).ApplicationScreen,
    ),
  }),
] as const;

const open = createRoute({
  getParentRoute: () => root,
  id: 'open',
  beforeLoad: loadAllTexts,
  component: lazyRouteComponent(() => import('../frame/open-frame.tsx'), 'OpenFrame'),
});

export const openRoutes = open.addChildren([
  createRoute({
    getParentRoute: () => open,
    path: '/calls',
    component: byRole(
      async () => (await import('../screens/office-calls/office-calls.tsx')).OfficeCallsScreen,
      async () => (await import('../screens/calls/calls.tsx')).CallsScreen,
    ),
  }),
  createRoute({
    getParentRoute: () => open,
    path: '/shared',
    component: lazyRouteComponent(() => import('../screens/shared/shared.tsx'), 'SharedPlanScreen'),
  }),
  createRoute({
    getParentRoute: () => open,
    path: '/calls/$id',
    component: byRole(
      async () => (await import('../screens/office-calls/office-call.tsx')).OfficeCallScreen,
      async () => (await import('../screens/calls/call.tsx')).CallScreen,
    ),
  }),
]);
