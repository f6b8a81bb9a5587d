import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { text } from './url-words.ts';
import { workspaceRoute } from './workspace-route.ts';

const automationsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/automations',
  component: lazyRouteComponent(() => import('../pages/automations-layout.tsx'), 'AutomationsLayout'),
});

const automationsHomeRoute = createRoute({
  getParentRoute: () => automationsRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$workspaceId/automations/messages', params, replace: true });
  },
});

const inAppMessagesRoute = createRoute({
  getParentRoute: () => automationsRoute,
  path: '/messages',
  /** The message that is open; `new` is one that is not saved yet. */
  validateSearch: z.object({ open: text }),
  component: lazyRouteComponent(() => import('../pages/in-app-messages-page.tsx'), 'InAppMessagesPage'),
});

/** Automations and its pages. */
export const automationRoutes = automationsRoute.addChildren([automationsHomeRoute, inAppMessagesRoute]);
