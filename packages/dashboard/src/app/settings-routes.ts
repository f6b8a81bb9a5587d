import { LOG_RESULTS, LOG_SOURCES } from '@halo/wire/dashboard/log.ts';
import { attributeScope } from '@halo/wire/dashboard/settings.ts';
import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { longText, oneOf, text } from './url-words.ts';
import { workspaceRoute } from './workspace-route.ts';

const settingsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/settings',
  component: lazyRouteComponent(() => import('../pages/settings-layout.tsx'), 'SettingsLayout'),
});

const settingsHomeRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$workspaceId/settings/workspace', params, replace: true });
  },
});

const workspaceSettingsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/workspace',
  component: lazyRouteComponent(() => import('../pages/workspace-settings-page.tsx'), 'WorkspaceSettingsPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('../pages/team-page.tsx'), 'TeamPage'),
});

const securityRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/security',
  component: lazyRouteComponent(() => import('../pages/security-page.tsx'), 'SecurityPage'),
});

const identifyLogRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/log',
  validateSearch: z.object({
    userId: text,
    only: oneOf(LOG_RESULTS),
    source: oneOf(LOG_SOURCES),
    reason: text,
    keyId: text,
    since: oneOf(['hour', 'day', 'week']),
  }),
  component: lazyRouteComponent(() => import('../pages/identify-log-page.tsx'), 'IdentifyLogPage'),
});

const listsRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/lists',
  component: lazyRouteComponent(() => import('../pages/lists-page.tsx'), 'ListsPage'),
});

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/audit',
  validateSearch: z.object({ kind: text, actor: longText }),
  component: lazyRouteComponent(() => import('../pages/audit-page.tsx'), 'AuditPage'),
});

const dataRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/data',
  validateSearch: z.object({ scope: attributeScope.optional().catch(undefined), search: text }),
  component: lazyRouteComponent(() => import('../pages/data-page.tsx'), 'DataPage'),
});

const routingRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/routing',
  component: lazyRouteComponent(() => import('../pages/routing-page.tsx'), 'RoutingPage'),
});

/** Settings and its pages. */
export const settingsRoutes = settingsRoute.addChildren([
  settingsHomeRoute,
  workspaceSettingsRoute,
  teamRoute,
  routingRoute,
  securityRoute,
  identifyLogRoute,
  auditRoute,
  listsRoute,
  dataRoute,
]);
