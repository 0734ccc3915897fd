/** The screens of the adviser. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readStayAddress } from '../screens/board/stay-address.ts';
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
