/** The screens of the administrator, the rules to read and the help. */
import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { readMailAddress } from '../screens/admin/mail-address.ts';
import { readWelcomeAddress } from '../screens/welcome/welcome-address.ts';
import { inside } from './inside.tsx';

const getParentRoute = () => inside;

export const administratorRoutes = [
  createRoute({
    getParentRoute,
    path: '/welcome',
    validateSearch: readWelcomeAddress,
    component: lazyRouteComponent(() => import('../screens/welcome/welcome.tsx'), 'WelcomeScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/rules',
    component: lazyRouteComponent(() => import('../screens/rules/rules.tsx'), 'RulesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/rules/$kind',
    component: lazyRouteComponent(() => import('../screens/rules/rules.tsx'), 'RulesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/help',
    component: lazyRouteComponent(() => import('../screens/help/help.tsx'), 'HelpScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/notices',
    component: lazyRouteComponent(() => import('../screens/notices/notices.tsx'), 'NoticesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin',
    component: lazyRouteComponent(() => import('../screens/admin/start.tsx'), 'AdminStart'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/accounts',
    component: lazyRouteComponent(() => import('../screens/admin/accounts.tsx'), 'AccountsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/accounts/$id',
    component: lazyRouteComponent(() => import('../screens/admin/account.tsx'), 'AccountPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/institutes',
    component: lazyRouteComponent(() => import('../screens/admin/institutes.tsx'), 'InstitutesScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/mail',
    validateSearch: readMailAddress,
    component: lazyRouteComponent(() => import('../screens/admin/mail.tsx'), 'MailScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/audit',
    component: lazyRouteComponent(() => import('../screens/admin/audit.tsx'), 'AuditScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/retention',
    component: lazyRouteComponent(() => import('../screens/admin/retention.tsx'), 'RetentionScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/jobs',
    component: lazyRouteComponent(() => import('../screens/admin/jobs.tsx'), 'JobsScreen'),
  }),
  createRoute({
    getParentRoute,
    path: '/admin/installation',
    component: lazyRouteComponent(() => import('../screens/admin/installation.tsx'), 'InstallationScreen'),
  }),
] as const;
