/** The screens of imports, and of what was imported. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readListAddress } from '../screens/lists/list-address.ts';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const importRoutes = [
  createRoute({
    getParentRoute,
    path: '/import',
    component: lazyRouteComponent(() => import('../screens/imports/imports.tsx'), 'ImportsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/import/$kind',
    component: lazyRouteComponent(() => import('../screens/imports/imports.tsx'), 'ImportKindScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/import/$kind/$draft',
    component: lazyRouteComponent(() => import('../screens/imports/draft.tsx'), 'DraftScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/catalogues',
    component: lazyRouteComponent(() => import('../screens/lists/lists.tsx'), 'CataloguesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/curricula',
    component: lazyRouteComponent(() => import('../screens/lists/lists.tsx'), 'CurriculaScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/catalogues/$id',
    validateSearch: readListAddress,
    component: lazyRouteComponent(() => import('../screens/lists/list.tsx'), 'CatalogueScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/curricula/$id',
    validateSearch: readListAddress,
    component: lazyRouteComponent(() => import('../screens/lists/list.tsx'), 'CurriculumScreen'),
  }),
] as const;
