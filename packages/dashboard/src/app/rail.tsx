import { PanelLeftClose, PanelLeftOpen, Search } from 'lucide-react';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { WorkspaceMenu } from '../features/account/workspace-menu.tsx';
import { KEYS } from '../keys.ts';
import { showOverlay } from '../overlay.ts';
import type { Place } from '../places.ts';
import { LOWER_PLACES, PLACES } from '../places.ts';
import { IconButton } from '../ui/button.tsx';
import { classNames } from '../ui/class-names.ts';
import { Hint } from '../ui/hint.tsx';
import { Kbd } from '../ui/kbd.tsx';
import { RingMark } from '../ui/ring-mark.tsx';
import { useWorkspace } from '../workspace.tsx';
import { PlaceLink } from './place-link.tsx';

const ENTRY =
  'focus-inset flex h-8 items-center gap-2.5 rounded-control text-list text-ink-soft transition-colors duration-[120ms] hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:font-strong aria-[current=page]:text-ink';

interface RailProps {
  current: string;
  folded: boolean;
  toggle: () => void;
  inboxUnread: number;
}

/** The left rail: where one can go, and who one is. */
export function Rail({ current, folded, toggle, inboxUnread }: RailProps) {
  const workspace = useWorkspace();
  const entry = (place: Place) => (
    <RailEntry
      key={place.id}
      {...{ place, folded }}
      workspaceId={workspace.id}
      current={current === place.id}
      unread={place.id === 'inbox' ? inboxUnread : 0}
    />
  );
  return (
    <aside
      className={classNames(
        'hidden shrink-0 flex-col border-e border-line bg-sunken transition-[width] duration-[180ms] ease-out desk:flex',
        folded ? 'w-(--rail-closed)' : 'w-(--rail)',
      )}
    >
      <div
        className={classNames('flex h-(--bar) shrink-0 items-center', folded ? 'justify-center' : 'gap-2 ps-4 pe-2')}
      >
        {folded ? (
          <IconButton
            label="Unfold the rail"
            keys={KEYS.foldRail.keys}
            hintSide="right"
            onClick={toggle}
            className="group"
          >
            <RingMark size={20} className="text-accent-ink group-hover:hidden" />
            <PanelLeftOpen size={16} className="hidden group-hover:block" />
          </IconButton>
        ) : (
          <>
            <RingMark size={20} className="text-accent-ink" />
            <span className="flex-1 text-message font-strong text-ink">Halo</span>
            <IconButton label="Fold the rail" keys={KEYS.foldRail.keys} hintSide="right" small onClick={toggle}>
              <PanelLeftClose size={16} />
            </IconButton>
          </>
        )}
      </div>
      <div className="px-2 pb-3">
        <FindButton folded={folded} />
      </div>
      <nav aria-label="Main" className="flex min-h-0 flex-1 flex-col gap-0.5 overflow-y-auto px-2 pb-2">
        {PLACES.filter(({ needs }) => workspace.may(needs)).map(entry)}
        <span className="flex-1" />
        {LOWER_PLACES.filter(({ needs }) => workspace.may(needs)).map(entry)}
      </nav>
      <div className="flex flex-col gap-0.5 border-t border-line p-2">
        <WorkspaceMenu folded={folded} />
        <AccountMenu folded={folded} />
      </div>
    </aside>
  );
}

function FindButton({ folded }: { folded: boolean }) {
  if (folded) {
    return (
      <IconButton
        label="Find anything"
        keys={KEYS.palette.keys}
        hintSide="right"
        className="mx-auto flex"
        onClick={() => showOverlay('palette')}
      >
        <Search size={16} />
      </IconButton>
    );
  }
  return (
    <button
      type="button"
      onClick={() => showOverlay('palette')}
      className="flex h-8 w-full items-center gap-2 rounded-control border border-line-firm bg-ground px-2 text-list text-ink-faint transition-colors duration-[120ms] hover:bg-hover hover:text-ink-soft"
    >
      <Search size={14} />
      <span className="flex-1 text-start">Find</span>
      <Kbd keys={KEYS.palette.keys} />
    </button>
  );
}

interface RailEntryProps {
  place: Place;
  workspaceId: string;
  current: boolean;
  folded: boolean;
  unread: number;
}

function RailEntry({ place, workspaceId, current, folded, unread }: RailEntryProps) {
  const Icon = place.icon;
  const unreadWords = unread > 0 ? `, ${unread} unread` : '';
  const link = (
    <PlaceLink
      {...{ workspaceId, current }}
      place={place.id}
      label={folded ? `${place.name}${unreadWords}` : undefined}
      className={classNames(ENTRY, 'relative', folded ? 'justify-center' : 'px-2')}
    >
      <Icon size={16} />
      {!folded && <span className="flex-1">{place.name}</span>}
      {unread > 0 &&
        (folded ? (
          <span className="absolute end-2 top-1 size-2 rounded-full bg-accent" />
        ) : (
          <span className="text-note text-accent-ink tabular-nums">
            {unread}
            <span className="sr-only"> unread</span>
          </span>
        ))}
    </PlaceLink>
  );
  if (!folded) return link;
  return (
    <Hint content={place.name} keys={KEYS[place.key].keys} side="right">
      <span className="block">{link}</span>
    </Hint>
  );
}
