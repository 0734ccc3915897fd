/** The screens of the directorate and of the registrar. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readQueueAddress } from '../screens/queue/address.ts';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const officeRoutes = [
  createRoute({
    getParentRoute,
    path: '/queue',
    validateSearch: readQueueAddress,
    component: lazyRouteComponent(() => import('../screens/queue/queue.tsx'), 'QueueScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/review/$plan',
    staticData: { narrow: true },
    component: lazyRouteComponent(() => import('../screens/review/review.tsx'), 'ReviewScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/changes/$id',
    staticData: { narrow: true },
    component: lazyRouteComponent(() => import('../screens/review/review.tsx'), 'ChangeScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/passed-on/$id',
    staticData: { narrow: true },
    component: lazyRouteComponent(() => import('../screens/review/review.tsx'), 'PassedOnScreen'),
  }),
] as const;
