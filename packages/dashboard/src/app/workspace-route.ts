import type { QueryClient } from '@tanstack/react-query';
import { createRootRouteWithContext, createRoute, Outlet, redirect } from '@tanstack/react-router';
import { ApiError } from '../api.ts';
import { meQuery, settingsQuery } from '../features/account/account-queries.ts';
import { Frame } from './frame.tsx';
import { NotFound, NotFoundPage } from './not-found.tsx';

export const rootRoute = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Outlet,
  notFoundComponent: NotFoundPage,
});

/** Everything that asks who is there. */
export const signedInRoute = createRoute({
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

/** Everything inside one workspace. */
export const workspaceRoute = createRoute({
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
