import { inboxView } from '@halo/wire/dashboard/inbox.ts';
import { LOG_RESULTS, LOG_SOURCES } from '@halo/wire/dashboard/log.ts';
import { attributeScope } from '@halo/wire/dashboard/settings.ts';
import type { WorkspaceLink } from '@halo/wire/dashboard/teammates.ts';
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Outlet,
  redirect,
} from '@tanstack/react-router';
import { z } from 'zod';
import { ApiError } from '../api.ts';
import { homeWorkspace, meQuery, settingsQuery } from '../features/account/account-queries.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { Frame } from './frame.tsx';
import { NoWorkspace } from './no-workspace.tsx';
import { NotFound, NotFoundPage } from './not-found.tsx';
import { firstPlace, PLACE_TO } from './places.ts';
import { longText, oneOf, text } from './url-words.ts';

const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: z.object({ next: text }),
  component: lazyRouteComponent(() => import('../pages/sign-in-page.tsx'), 'SignInPage'),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  component: lazyRouteComponent(() => import('../pages/welcome-page.tsx'), 'WelcomePage'),
});

const signedInRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'signed-in',
  beforeLoad: async ({ context, location }) => {
    try {
      return { me: await context.client.ensureQueryData(meQuery) };
    } catch (error) {
      if (error instanceof ApiError && error.status === 401) {
        throw redirect({ to: '/sign-in', search: { next: location.pathname === '/' ? undefined : location.href } });
      }
      throw error;
    }
  },
});

/** Where a workspace opens for somebody: the inbox, or the first place they may enter. */
function landing({ id, permissions }: WorkspaceLink) {
  const place = firstPlace(permissions);
  const params = { workspaceId: id, view: 'open' as const };
  return { to: PLACE_TO[place], params, replace: true };
}

const homeRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/',
  beforeLoad: ({ context }) => {
    const home = homeWorkspace(context.me.workspaces);
    if (home) throw redirect(landing(home));
  },
  component: NoWorkspace,
});

const workspaceRoute = createRoute({
  getParentRoute: () => signedInRoute,
  path: '/$workspaceId',
  loader: async ({ context, params }) => {
    if (context.me.workspaces.some(({ id }) => id === params.workspaceId)) {
      await context.client.ensureQueryData(settingsQuery(params.workspaceId));
    }
  },
  component: Frame,
  notFoundComponent: NotFound,
});

const workspaceHomeRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/',
  beforeLoad: ({ context, params }) => {
    const link = context.me.workspaces.find(({ id }) => id === params.workspaceId);
    if (link) throw redirect(landing(link));
  },
});

const inboxRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/inbox/$view',
  params: {
    parse: ({ view }) => ({ view: inboxView.catch('open').parse(view) }),
    stringify: ({ view }) => ({ view }),
  },
  validateSearch: z.object({ search: text, ticket: text, panel: oneOf(['customer']) }),
  component: lazyRouteComponent(() => import('../pages/inbox-page.tsx'), 'InboxPage'),
});

const threadRoute = createRoute({ getParentRoute: () => inboxRoute, path: '/$conversationId' });

const contactsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/contacts',
  validateSearch: z.object({
    search: text,
    trust: oneOf(['claimed', 'verified']),
    kind: oneOf(['user', 'lead']),
    sort: oneOf(['created', 'seen']),
    segment: z.uuid().optional().catch(undefined),
    filter: z.record(z.string(), z.unknown()).optional().catch(undefined),
    /** The segment whose filter is being changed. */
    edit: z.uuid().optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import('../pages/contacts-page.tsx'), 'ContactsPage'),
});

const duplicatesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/contacts/duplicates',
  component: lazyRouteComponent(() => import('../pages/duplicates-page.tsx'), 'DuplicatesPage'),
});

const contactRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/contacts/$contactId',
  validateSearch: z.object({
    tab: oneOf(['timeline', 'traits', 'sessions']),
    only: oneOf(['identify', 'conversation', 'ticket', 'event', 'merge']),
  }),
  component: lazyRouteComponent(() => import('../pages/contact-page.tsx'), 'ContactPage'),
});

const companiesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/companies',
  validateSearch: z.object({ search: text }),
  component: lazyRouteComponent(() => import('../pages/companies-page.tsx'), 'CompaniesPage'),
});

const companyRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/companies/$companyRowId',
  component: lazyRouteComponent(() => import('../pages/company-page.tsx'), 'CompanyPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/setup',
  beforeLoad: ({ params }) => {
    throw redirect({ to: '/$workspaceId/setup/install', params, replace: true });
  },
});

const installRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/setup/install',
  validateSearch: z.object({ app: text, backend: text }),
  component: lazyRouteComponent(() => import('../pages/install-page.tsx'), 'InstallPage'),
});

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

const agentRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/agent',
  component: lazyRouteComponent(() => import('../pages/agent-page.tsx'), 'AgentPage'),
});

const teamRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/team',
  component: lazyRouteComponent(() => import('../pages/team-page.tsx'), 'TeamPage'),
});

const escalationRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/escalation',
  component: lazyRouteComponent(() => import('../pages/escalation-page.tsx'), 'EscalationPage'),
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

const auditRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/audit',
  validateSearch: z.object({ kind: text, actor: longText }),
  component: lazyRouteComponent(() => import('../pages/audit-page.tsx'), 'AuditPage'),
});

const knowledgeRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/knowledge',
  component: lazyRouteComponent(() => import('../pages/knowledge-page.tsx'), 'KnowledgePage'),
});

const dataRoute = createRoute({
  getParentRoute: () => settingsRoute,
  path: '/data',
  validateSearch: z.object({ scope: attributeScope.optional().catch(undefined), search: text }),
  component: lazyRouteComponent(() => import('../pages/data-page.tsx'), 'DataPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  welcomeRoute,
  signedInRoute.addChildren([
    homeRoute,
    workspaceRoute.addChildren([
      workspaceHomeRoute,
      inboxRoute.addChildren([threadRoute]),
      contactsRoute,
      duplicatesRoute,
      contactRoute,
      companiesRoute,
      companyRoute,
      setupRoute,
      installRoute,
      settingsRoute.addChildren([
        settingsHomeRoute,
        workspaceSettingsRoute,
        agentRoute,
        teamRoute,
        escalationRoute,
        securityRoute,
        identifyLogRoute,
        auditRoute,
        dataRoute,
        knowledgeRoute,
      ]),
    ]),
  ]),
]);

/** The dashboard's addresses. Everything a colleague might be sent is in one of them. */
export function createDashboardRouter(client: QueryClient) {
  return createRouter({
    routeTree,
    basepath: '/dashboard',
    context: { client },
    defaultPreload: 'intent',
    defaultPendingMs: 200,
    defaultPendingComponent: () => <RingLoading label="Loading" />,
    defaultErrorComponent: ({ error, reset }) => <ErrorState error={error} retry={reset} />,
    defaultNotFoundComponent: NotFound,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createDashboardRouter>;
  }
}
