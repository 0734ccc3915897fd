/** The screens of the directorate and of the registrar. */
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { readQueueAddress } from '../screens/queue/address.ts';
import { inside } from './inside.tsx';

/** The report of this month is where the place of the navigation leads. */
const reportNow = createRoute({
  getParentRoute: () => inside,
  path: '/report',
  beforeLoad: () => {
    throw redirect({ to: '/report/$month', params: { month: new Date().toISOString().slice(0, 7) } });
  },
});

const getParentRoute = () => inside;

export const officeRoutes = [
  reportNow,
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
  createRoute({
    getParentRoute,
    path: '/transcripts',
    component: lazyRouteComponent(() => import('../screens/transcripts/transcripts.tsx'), 'TranscriptsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/transcripts/$file',
    component: lazyRouteComponent(() => import('../screens/transcripts/file.tsx'), 'TranscriptFileScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/recognitions',
    component: lazyRouteComponent(() => import('../screens/recognitions/list.tsx'), 'RecognitionsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/recognitions/$id',
    staticData: { narrow: true },
    component: lazyRouteComponent(() => import('../screens/recognitions/recognition.tsx'), 'RecognitionScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/report/$month',
    component: lazyRouteComponent(() => import('../screens/report/report.tsx'), 'ReportScreen'),
  }),
] as const;
