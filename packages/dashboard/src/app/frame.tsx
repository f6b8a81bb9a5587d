import { useQuery } from '@tanstack/react-query';
import { Outlet, useLocation, useNavigate, useParams } from '@tanstack/react-router';
import { CloudOff } from 'lucide-react';
import { lazy, Suspense, useEffect } from 'react';
import { meQuery, rememberWorkspace, settingsQuery } from '../features/account/account-queries.ts';
import { AlertBanner } from '../features/alerts/alert-banner.tsx';
import { useInboxViews } from '../features/inbox/inbox-queries.ts';
import { useKeys } from '../keys.ts';
import { useLive } from '../live.ts';
import { showOverlay } from '../overlay.ts';
import type { Place } from '../places.ts';
import { PLACE_TO } from '../places.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { RingLoading } from '../ui/ring-mark.tsx';
import type { OpenWorkspace } from '../workspace.tsx';
import { useWorkspace, WorkspaceProvider } from '../workspace.tsx';
import { Foot } from './foot.tsx';
import { KeyHelp } from './key-help.tsx';
import { NotFoundPage } from './not-found.tsx';
import { Rail } from './rail.tsx';
import { useRailFolded } from './rail-state.ts';

const Palette = lazy(async () => ({ default: (await import('./palette.tsx')).Palette }));

/** Everything around a page of one workspace: rail, palette, keys, the live stream. */
export function Frame() {
  const { workspaceId } = useParams({ from: '/signed-in/$workspaceId' });
  const me = useQuery(meQuery);
  const link = me.data?.workspaces.find(({ id }) => id === workspaceId);
  const settings = useQuery({ ...settingsQuery(workspaceId), enabled: link !== undefined });
  if (me.data && !link) return <NotFoundPage />;
  if (settings.error && !settings.data)
    return <ErrorState error={settings.error} retry={() => void settings.refetch()} />;
  if (!me.data || !link || !settings.data) return <RingLoading label="Loading the workspace" size={28} />;
  const workspace: OpenWorkspace = {
    id: workspaceId,
    name: settings.data.settings.name,
    role: link.role,
    may: (permission) => link.permissions.includes(permission),
    mayManage: link.permissions.includes('manage'),
    me: me.data.teammate,
    settings: settings.data.settings,
  };
  return (
    <WorkspaceProvider workspace={workspace}>
      <OpenFrame key={workspaceId} />
    </WorkspaceProvider>
  );
}

function OpenFrame() {
  const workspace = useWorkspace();
  const { conversationId } = useParams({ strict: false });
  const navigate = useNavigate();
  const current = useLocation({ select: ({ pathname }) => pathname.split('/')[2] ?? '' });
  const [folded, toggle] = useRailFolded(current === 'inbox');
  const live = useLive(workspace.id, conversationId ?? null);
  const unread =
    useInboxViews(workspace.id, workspace.may('inbox')).data?.views.find(({ view }) => view === 'all')?.unread ?? 0;

  useEffect(() => rememberWorkspace(workspace.id), [workspace.id]);
  const go = (place: Place['id']) => () =>
    place === 'inbox'
      ? void navigate({ to: PLACE_TO.inbox, params: { workspaceId: workspace.id, view: 'open' } })
      : void navigate({ to: PLACE_TO[place], params: { workspaceId: workspace.id } });
  useKeys({
    palette: () => showOverlay('palette'),
    help: () => showOverlay('keys'),
    foldRail: toggle,
    goInbox: go('inbox'),
    goContacts: go('contacts'),
    goCompanies: go('companies'),
    goAgent: go('agent'),
    goAutomations: go('automations'),
    goSetup: go('setup'),
    goSettings: go('settings'),
  });

  return (
    <div className="flex h-full flex-col desk:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:m-2 focus:rounded-control focus:bg-raised focus:p-2"
      >
        Skip to the page
      </a>
      <Rail current={current} folded={folded} toggle={toggle} inboxUnread={unread} />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {live === 'lost' && (
          <p
            role="status"
            className="flex shrink-0 items-center justify-center gap-2 bg-claimed-soft px-4 py-1.5 text-note text-ink"
          >
            <CloudOff size={14} aria-hidden="true" className="shrink-0 text-claimed" />
            The connection is lost. What you see may be old; Halo keeps trying.
          </p>
        )}
        <AlertBanner />
        <main id="main" tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
          <Outlet />
        </main>
      </div>
      {!conversationId && <Foot {...{ current, unread, go }} />}
      <Suspense>
        <Palette />
      </Suspense>
      <KeyHelp />
    </div>
  );
}
