import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { oneOf } from './url-words.ts';
import { workspaceRoute } from './workspace-route.ts';

const id = z.uuid().optional().catch(undefined);

const agentRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/agent',
  component: lazyRouteComponent(() => import('../pages/agent-layout.tsx'), 'AgentLayout'),
});

const agentHomeRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$workspaceId/agent/character', params, replace: true });
  },
});

const characterRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/character',
  component: lazyRouteComponent(() => import('../pages/character-page.tsx'), 'CharacterPage'),
});

const styleRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/style',
  component: lazyRouteComponent(() => import('../pages/style-page.tsx'), 'StylePage'),
});

const knowledgeRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('../pages/knowledge-page.tsx'), 'KnowledgePage'),
});

const actionsRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/actions',
  component: lazyRouteComponent(() => import('../pages/actions-page.tsx'), 'ActionsPage'),
});

const escalationRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/escalation',
  component: lazyRouteComponent(() => import('../pages/escalation-page.tsx'), 'EscalationPage'),
});

const playgroundRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/playground',
  validateSearch: z.object({ contact: id, company: id, as: oneOf(['claimed']) }),
  component: lazyRouteComponent(() => import('../pages/playground-page.tsx'), 'PlaygroundPage'),
});

/** AI agent and its pages. */
export const agentRoutes = agentRoute.addChildren([
  agentHomeRoute,
  characterRoute,
  styleRoute,
  knowledgeRoute,
  actionsRoute,
  escalationRoute,
  playgroundRoute,
]);
