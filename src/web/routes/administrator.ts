/** The screens of the administrator, the rules to read and the help. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const administratorRoutes = [
  createRoute({
    getParentRoute,
    path: '/welcome',
    component: lazyRouteComponent(() => import('../screens/welcome/welcome.tsx'), 'WelcomeScreen'),
  }),
] as const;
