import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { ListFilter } from 'lucide-react';
import { useSyncExternalStore } from 'react';
import { BulkBar } from '../features/inbox/bulk-bar.tsx';
import { CustomerPanel } from '../features/inbox/customer-panel.tsx';
import { InboxFilterBar } from '../features/inbox/inbox-filter-bar.tsx';
import { InboxList } from '../features/inbox/inbox-list.tsx';
import { useInboxList, useInboxViews, useSavedViews } from '../features/inbox/inbox-queries.ts';
import { rowId, VIEW_NAMES } from '../features/inbox/inbox-words.ts';
import { Thread } from '../features/inbox/thread.tsx';
import { useSelection } from '../features/inbox/use-selection.ts';
import { ViewList, ViewMenu } from '../features/inbox/view-list.tsx';
import { useKeys } from '../keys.ts';
import { IconButton } from '../ui/button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { ButtonLink } from '../ui/link-tabs.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { useTabTitle } from '../ui/tab-title.ts';
import { useIsPhone, useMedia } from '../ui/use-media.ts';
import { useWorkspace } from '../workspace.tsx';

/** A filter that asks nothing yet: its first condition is asked for. */
const OPENED = { all: [] };

/** Whether the fourth column is wanted, where there is room for it. */
let panelWanted = true;
const listeners = new Set<() => void>();
function usePanelWanted(): [boolean, (next: boolean) => void] {
  const wanted = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => panelWanted,
  );
  return [
    wanted,
    (next) => {
      panelWanted = next;
      for (const listener of listeners) listener();
    },
  ];
}

/** Views, list, thread, customer. On phones one of them at a time. */
export function InboxPage() {
  const workspace = useWorkspace();
  const { view } = useParams({ from: '/signed-in/$workspaceId/inbox/$view' });
  const { conversationId } = useParams({ strict: false });
  const { search, ticket, panel, filter, saved } = useSearch({ from: '/signed-in/$workspaceId/inbox/$view' });
  const navigate = useNavigate();
  const isPhone = useIsPhone();
  const roomForPanel = useMedia('(min-width: 72rem)');
  const [wanted, setWanted] = usePanelWanted();

  const views = useInboxViews(workspace.id);
  const list = useInboxList(workspace.id, view, { search, filter });
  const savedViews = useSavedViews(workspace.id).data?.views ?? [];
  const savedView = savedViews.find(({ id }) => id === saved) ?? null;
  const narrow = (next: { filter: Record<string, unknown> | undefined; saved?: string | undefined }) =>
    void navigate({ to: '.', search: (before) => ({ ...before, ...next }), replace: true });
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? [];
  const selection = useSelection(rows.flatMap((row) => (row.ticketId ? [row.ticketId] : [])));
  const openId = ticket ?? conversationId ?? null;
  const opened = rows.find((row) => rowId(row) === openId);
  useTabTitle(opened?.person.displayName ?? savedView?.name ?? VIEW_NAMES[view], 'Inbox');

  const open = (step: 1 | -1) => {
    const at = rows.findIndex((row) => rowId(row) === openId);
    const row = rows[at < 0 ? 0 : at + step];
    if (!row) return;
    void navigate({
      to: '/$workspaceId/inbox/$view/$conversationId',
      params: { workspaceId: workspace.id, view, conversationId: row.conversationId },
      search: { search, filter, saved, ticket: row.ticketId ?? undefined },
      replace: conversationId !== undefined,
    });
  };
  useKeys({
    next: () => open(1),
    previous: () => open(-1),
    select: (event) => {
      if (ticket) selection.toggle(ticket, event.shiftKey);
    },
  });

  const panelShown = roomForPanel ? wanted : panel === 'customer';
  const togglePanel = () => {
    if (roomForPanel) setWanted(!wanted);
    else void navigate({ to: '.', search: (before) => ({ ...before, panel: panelShown ? undefined : 'customer' }) });
  };

  const listColumn = (
    <section
      aria-label={VIEW_NAMES[view]}
      className="flex min-h-0 w-full flex-1 flex-col border-line desk:w-76 desk:flex-none desk:border-e"
    >
      <header className="flex min-h-(--bar) shrink-0 items-center gap-2 border-b border-line px-4">
        <span className="min-w-0 wide:hidden">
          <ViewMenu workspaceId={workspace.id} current={view} answer={views.data} saved={savedViews} savedId={saved} />
        </span>
        <SearchField
          label={`Search ${VIEW_NAMES[view].toLowerCase()}`}
          value={search ?? ''}
          onSearch={(text) =>
            void navigate({ to: '.', search: (before) => ({ ...before, search: text || undefined }), replace: true })
          }
          className="min-w-0 flex-1"
        />
        {!filter && (
          <IconButton label="Filter" onClick={() => narrow({ filter: OPENED, saved: undefined })}>
            <ListFilter size={16} />
          </IconButton>
        )}
      </header>
      {filter && (
        <InboxFilterBar
          key={saved ?? ''}
          {...{ view, search, filter }}
          saved={savedView}
          onFilter={(next) => narrow({ filter: next })}
          onClose={() => narrow({ filter: undefined, saved: undefined })}
        />
      )}
      {selection.size > 0 && <BulkBar rows={rows} selection={selection} />}
      <InboxList
        workspaceId={workspace.id}
        {...{ view, search, filter, saved, rows, openId, selection }}
        modeOff={workspace.settings.identityMode === 'off'}
        loading={list.isPending}
        error={list.error}
        retry={() => void list.refetch()}
        more={{ has: list.hasNextPage, loading: list.isFetchingNextPage, load: () => void list.fetchNextPage() }}
      />
    </section>
  );
  const thread = conversationId && (
    <Thread
      {...{ view, search, conversationId }}
      ticketId={ticket ?? null}
      customerShown={panelShown}
      onToggleCustomer={togglePanel}
    />
  );
  const nothingYet = views.data?.views.every(({ count }) => count === 0) ?? false;
  const heading = <h1 className="sr-only">Inbox</h1>;
  if (isPhone) {
    return (
      <>
        {heading}
        {conversationId && panel === 'customer' ? (
          <CustomerPanel conversationId={conversationId} onClose={togglePanel} />
        ) : (
          thread || listColumn
        )}
      </>
    );
  }
  return (
    <div className="relative flex min-h-0 flex-1">
      {heading}
      <ViewList workspaceId={workspace.id} current={view} answer={views.data} saved={savedViews} savedId={saved} />
      {listColumn}
      {thread || (
        <div className="min-w-0 flex-1">
          {nothingYet && <NothingYet />}
          {rows.length > 0 && (
            <EmptyState title="Choose a conversation">
              <Kbd keys="j" /> and <Kbd keys="k" /> move through the list, <Kbd keys="?" /> shows all keys.
            </EmptyState>
          )}
        </div>
      )}
      {conversationId && panelShown && (
        <div className="flex min-h-0 max-[72rem]:absolute max-[72rem]:inset-y-0 max-[72rem]:end-0 max-[72rem]:z-20 max-[72rem]:shadow-float">
          <CustomerPanel conversationId={conversationId} />
        </div>
      )}
    </div>
  );
}

/** Before anybody has written: what fills an inbox. */
function NothingYet() {
  const workspace = useWorkspace();
  return (
    <EmptyState
      title="No customer has written yet"
      action={
        <ButtonLink to="/$workspaceId/setup/install" params={{ workspaceId: workspace.id }}>
          Install Halo
        </ButtonLink>
      }
    >
      Put the widget into your app. Every conversation appears here while it happens, with the person's name as soon as
      your app says it.
    </EmptyState>
  );
}
