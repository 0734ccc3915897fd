/** The screens of the coordinator and of the commission; those at addresses of students stand beside theirs. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readAppealsAddress } from '../screens/appeals/appeals-address.ts';
import { readApplicationsAddress } from '../screens/applications/applications-address.ts';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const coordinatorRoutes = [
  createRoute({
    getParentRoute,
    path: '/calls/new',
    component: lazyRouteComponent(() => import('../screens/office-calls/call-form.tsx'), 'NewCallScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/calls/$id/edit',
    component: lazyRouteComponent(() => import('../screens/office-calls/call-form.tsx'), 'EditCallScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/calls/$id/ranking',
    component: lazyRouteComponent(() => import('../screens/ranking/ranking.tsx'), 'RankingScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/rankings',
    component: lazyRouteComponent(() => import('../screens/ranking/rankings.tsx'), 'RankingsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/applications',
    validateSearch: readApplicationsAddress,
    component: lazyRouteComponent(() => import('../screens/applications/applications.tsx'), 'ApplicationsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/agreements',
    component: lazyRouteComponent(() => import('../screens/agreements/agreements.tsx'), 'AgreementsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/appeals',
    validateSearch: readAppealsAddress,
    component: lazyRouteComponent(() => import('../screens/appeals/appeals.tsx'), 'AppealsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/appeals/$id',
    component: lazyRouteComponent(() => import('../screens/appeals/appeal.tsx'), 'AppealScreen'),
  }),
] as const;
