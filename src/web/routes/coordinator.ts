/** The screens of the coordinator and of the commission; those at addresses of students stand beside theirs. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readApplicationsAddress } from '../screens/applications/applications-address.ts';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const coordinatorRoutes = [
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
] as const;
