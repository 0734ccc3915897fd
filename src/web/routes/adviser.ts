/** The screens of the adviser. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readStayAddress } from '../screens/board/stay-address.ts';
import { readPlansAddress } from '../screens/plans/plans-address.ts';
import { readPrecedentsAddress } from '../screens/precedents/precedents-address.ts';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const adviserRoutes = [
  createRoute({
    getParentRoute,
    path: '/students',
    component: lazyRouteComponent(() => import('../screens/students/students.tsx'), 'StudentsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/students/$id',
    component: lazyRouteComponent(() => import('../screens/students/student.tsx'), 'StudentScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/plans',
    validateSearch: readPlansAddress,
    component: lazyRouteComponent(() => import('../screens/plans/plans.tsx'), 'PlansScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/plans/$id',
    component: lazyRouteComponent(() => import('../screens/plans/plan.tsx'), 'PlanScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/plans/$id/change',
    component: lazyRouteComponent(() => import('../screens/plans/propose.tsx'), 'ProposeChangeScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/precedents',
    validateSearch: readPrecedentsAddress,
    component: lazyRouteComponent(() => import('../screens/precedents/precedents.tsx'), 'PrecedentsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/precedents/$id',
    component: lazyRouteComponent(() => import('../screens/precedents/precedent.tsx'), 'PrecedentScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/match/$curriculum/$home/$catalogue/$host',
    component: lazyRouteComponent(() => import('../screens/match/match.tsx'), 'MatchScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/compare',
    validateSearch: readStayAddress,
    component: lazyRouteComponent(() => import('../screens/compare/compare.tsx'), 'CompareScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/plans/board',
    validateSearch: readStayAddress,
    component: lazyRouteComponent(() => import('../screens/board/board.tsx'), 'BoardScreen'),
  }),
] as const;
