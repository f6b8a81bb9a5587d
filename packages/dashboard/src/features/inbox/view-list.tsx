import type { InboxView, InboxViewsAnswer, SavedInboxView } from '@halo/wire/dashboard/inbox.ts';
import { CONVERSATION_VIEWS, TICKET_VIEWS } from '@halo/wire/dashboard/inbox.ts';
import { Link, useNavigate } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx';
import { useSavedViewCounts } from './inbox-queries.ts';
import { VIEW_NAMES } from './inbox-words.ts';

const GROUPS: { name: string; views: readonly InboxView[] }[] = [
  { name: 'Tickets', views: TICKET_VIEWS },
  { name: 'Conversations', views: CONVERSATION_VIEWS },
];

const LINE =
  'focus-inset flex h-8 items-center gap-2 rounded-control px-2 text-list text-ink-soft transition-colors duration-[120ms] hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:font-strong aria-[current=page]:text-ink';

interface ViewListProps {
  workspaceId: string;
  current: InboxView;
  answer: InboxViewsAnswer | undefined;
  saved: readonly SavedInboxView[];
  savedId: string | undefined;
}

function countOf(answer: InboxViewsAnswer | undefined, view: InboxView) {
  return inWords(answer?.views.find((each) => each.view === view));
}

function inWords(found: { count: number; atLeast: boolean; unread: number } | undefined) {
  return found && found.count > 0
    ? { words: `${found.count}${found.atLeast ? '+' : ''}`, unread: found.unread > 0 }
    : null;
}

function Count({ of: count }: { of: ReturnType<typeof inWords> }) {
  if (!count) return null;
  return (
    <span className={`text-note tabular-nums ${count.unread ? 'font-strong text-ink' : 'text-ink-faint'}`}>
      {count.words}
    </span>
  );
}

/** The left column of the inbox. */
export function ViewList({ workspaceId, current, answer, saved, savedId }: ViewListProps) {
  const counts = useSavedViewCounts(workspaceId, saved);
  return (
    <nav aria-label="Views" className="hidden w-44 shrink-0 flex-col border-e border-line bg-sunken wide:flex">
      <p aria-hidden="true" className="flex h-(--bar) shrink-0 items-center px-4 text-title font-strong text-ink">
        Inbox
      </p>
      <div className="min-h-0 flex-1 overflow-y-auto px-2 pb-4">
        {GROUPS.map(({ name, views }) => (
          <div key={name} className="mb-4">
            <h2 className="px-2 pb-1 text-note text-ink-faint">{name}</h2>
            {views.map((view) => {
              return (
                <Link
                  key={view}
                  to="/$workspaceId/inbox/$view"
                  params={{ workspaceId, view }}
                  aria-current={view === current && !savedId ? 'page' : undefined}
                  className={LINE}
                >
                  <span className="min-w-0 flex-1 truncate">{VIEW_NAMES[view]}</span>
                  <Count of={countOf(answer, view)} />
                </Link>
              );
            })}
          </div>
        ))}
        {saved.length > 0 && (
          <div className="mb-4">
            <h2 className="px-2 pb-1 text-note text-ink-faint">Saved views</h2>
            {saved.map(({ id, name, view, filter }) => (
              <Link
                key={id}
                to="/$workspaceId/inbox/$view"
                params={{ workspaceId, view }}
                search={{ filter, saved: id }}
                aria-current={id === savedId ? 'page' : undefined}
                className={LINE}
              >
                <span dir="auto" title={name} className="min-w-0 flex-1 truncate">
                  {name}
                </span>
                <Count of={inWords(counts?.find((one) => one.id === id))} />
              </Link>
            ))}
          </div>
        )}
      </div>
    </nav>
  );
}

/** The same views as a menu, where there is no room for a column. */
export function ViewMenu({ workspaceId, current, answer, saved, savedId }: ViewListProps) {
  const navigate = useNavigate();
  const counts = useSavedViewCounts(workspaceId, saved);
  const name = saved.find(({ id }) => id === savedId)?.name ?? VIEW_NAMES[current];
  return (
    <Menu
      trigger={
        <button
          type="button"
          aria-label={`View: ${name}. Choose another`}
          className="-ms-1.5 flex h-9 min-w-0 items-center gap-1.5 rounded-control px-1.5 text-message font-strong text-ink hover:bg-hover"
        >
          <span dir="auto" className="truncate">
            {name}
          </span>
          <ChevronDown size={16} className="shrink-0 text-ink-faint" />
        </button>
      }
    >
      {GROUPS.map(({ name, views }) => (
        <MenuGroup key={name} label={name}>
          {views.map((view) => (
            <MenuItem
              key={view}
              chosen={view === current && !savedId}
              onChoose={() => void navigate({ to: '/$workspaceId/inbox/$view', params: { workspaceId, view } })}
            >
              {VIEW_NAMES[view]} <span className="text-ink-faint tabular-nums">{countOf(answer, view)?.words}</span>
            </MenuItem>
          ))}
        </MenuGroup>
      ))}
      {saved.length > 0 && (
        <MenuGroup label="Saved views">
          {saved.map(({ id, name, view, filter }) => (
            <MenuItem
              key={id}
              chosen={id === savedId}
              onChoose={() =>
                void navigate({
                  to: '/$workspaceId/inbox/$view',
                  params: { workspaceId, view },
                  search: { filter, saved: id },
                })
              }
            >
              {name}{' '}
              <span className="text-ink-faint tabular-nums">
                {inWords(counts?.find((one) => one.id === id))?.words}
              </span>
            </MenuItem>
          ))}
        </MenuGroup>
      )}
    </Menu>
  );
}
