import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { workspaceRoute } from './workspace-route.ts';

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

const knowledgeRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('../pages/knowledge-page.tsx'), 'KnowledgePage'),
});

const escalationRoute = createRoute({
  getParentRoute: () => agentRoute,
  path: '/escalation',
  component: lazyRouteComponent(() => import('../pages/escalation-page.tsx'), 'EscalationPage'),
});

/** AI agent and its pages. */
export const agentRoutes = agentRoute.addChildren([agentHomeRoute, characterRoute, knowledgeRoute, escalationRoute]);
