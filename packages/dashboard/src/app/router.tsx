import { inboxView } from '@halo/wire/dashboard/inbox.ts';
import type { WorkspaceLink } from '@halo/wire/dashboard/teammates.ts';
import type { QueryClient } from '@tanstack/react-query';
import { createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { z } from 'zod';
import { homeWorkspace } from '../features/account/account-queries.ts';
import { firstPlace, PLACE_TO } from '../places.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import { agentRoutes } from './agent-routes.ts';
import { automationRoutes } from './automation-routes.ts';
import { NoWorkspace } from './no-workspace.tsx';
import { NotFound } from './not-found.tsx';
import { settingsRoutes } from './settings-routes.ts';
import { oneOf, text } from './url-words.ts';
import { rootRoute, signedInRoute, workspaceRoute } from './workspace-route.ts';

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
  validateSearch: z.object({
    search: text,
    ticket: text,
    panel: oneOf(['customer']),
    filter: z.record(z.string(), z.unknown()).optional().catch(undefined),
    /** The saved view whose filter this was. */
    saved: text,
  }),
  component: lazyRouteComponent(() => import('../pages/inbox-page.tsx'), 'InboxPage'),
});

const threadRoute = createRoute({ getParentRoute: () => inboxRoute, path: '/$conversationId' });

/** A filter of a list; on the page of a record, the one it was found by. */
const filter = z.record(z.string(), z.unknown()).optional().catch(undefined);

const contactsRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/contacts',
  validateSearch: z.object({
    search: text,
    trust: oneOf(['claimed', 'verified']),
    kind: oneOf(['user', 'lead']),
    sort: oneOf(['created', 'seen']),
    segment: z.uuid().optional().catch(undefined),
    filter,
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
    filter,
    type: oneOf(['users', 'leads']),
  }),
  component: lazyRouteComponent(() => import('../pages/contact-page.tsx'), 'ContactPage'),
});

const companiesRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/companies',
  validateSearch: z.object({ search: text, filter }),
  component: lazyRouteComponent(() => import('../pages/companies-page.tsx'), 'CompaniesPage'),
});

const companyRoute = createRoute({
  getParentRoute: () => workspaceRoute,
  path: '/companies/$companyRowId',
  validateSearch: z.object({ filter }),
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
      agentRoutes,
      automationRoutes,
      settingsRoutes,
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
