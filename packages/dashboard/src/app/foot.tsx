import { Ellipsis } from 'lucide-react';
import type { Place } from '../places.ts';
import { LOWER_PLACES, PLACES } from '../places.ts';
import { classNames } from '../ui/class-names.ts';
import { Menu, MenuItem } from '../ui/menu.tsx';
import { useWorkspace } from '../workspace.tsx';
import { PlaceLink } from './place-link.tsx';

/** As many as a thumb can tell apart, with their names whole at 360 px. */
const FIT = 5;

const ENTRY =
  'focus-inset relative flex h-14 min-w-0 flex-1 flex-col items-center justify-center gap-0.5 text-[11px] leading-4';

interface FootProps {
  current: string;
  unread: number;
  go: (place: Place['id']) => () => void;
}

/** The rail of phones: the places most used, and the rest behind "More". A thread takes its room. */
export function Foot({ current, unread, go }: FootProps) {
  const workspace = useWorkspace();
  const places = [...PLACES, ...LOWER_PLACES].filter(({ needs }) => workspace.may(needs));
  const shown = places.length > FIT ? places.slice(0, FIT - 1) : places;
  const rest = places.slice(shown.length);
  const inside = rest.find(({ id }) => id === current);
  return (
    <nav
      aria-label="Main"
      className="flex shrink-0 border-t border-line bg-sunken pb-[env(safe-area-inset-bottom)] desk:hidden"
    >
      {shown.map(({ id, name, icon: Icon }) => (
        <PlaceLink
          key={id}
          place={id}
          workspaceId={workspace.id}
          current={current === id}
          className={classNames(ENTRY, 'text-ink-faint aria-[current=page]:text-accent-ink')}
        >
          <Icon size={18} />
          <span className="max-w-full truncate">{name}</span>
          {id === 'inbox' && unread > 0 && (
            <span className="absolute top-1.5 ms-6 size-2 rounded-full bg-accent">
              <span className="sr-only">, {unread} unread</span>
            </span>
          )}
        </PlaceLink>
      ))}
      {rest.length > 0 && (
        <Menu
          side="top"
          align="end"
          trigger={
            <button
              type="button"
              aria-label={inside && `More: ${inside.name} is open`}
              aria-current={inside && 'true'}
              className={classNames(ENTRY, inside ? 'text-accent-ink' : 'text-ink-faint')}
            >
              <Ellipsis size={18} />
              <span>More</span>
            </button>
          }
        >
          {rest.map(({ id, name, icon: Icon }) => (
            <MenuItem key={id} icon={<Icon size={16} />} chosen={id === current} onChoose={go(id)}>
              {name}
            </MenuItem>
          ))}
        </Menu>
      )}
    </nav>
  );
}
