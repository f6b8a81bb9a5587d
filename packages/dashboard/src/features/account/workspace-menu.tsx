import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { ChevronsUpDown } from 'lucide-react';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuGroup, MenuItem } from '../../ui/menu.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { meQuery } from './account-queries.ts';

/** Which workspace is open, and the way to another. */
export function WorkspaceMenu({ folded }: { folded: boolean }) {
  const workspace = useWorkspace();
  const navigate = useNavigate();
  const me = useQuery(meQuery);
  return (
    <Menu
      side="top"
      trigger={
        <button
          type="button"
          aria-label={`Workspace: ${workspace.name}. Switch`}
          className={classNames(
            'focus-inset flex h-9 w-full items-center gap-2 rounded-control text-list text-ink hover:bg-hover',
            folded ? 'justify-center' : 'px-1.5',
          )}
        >
          <Initial name={workspace.name} />
          {!folded && (
            <>
              <span className="min-w-0 flex-1 truncate text-start" dir="auto">
                {workspace.name}
              </span>
              <ChevronsUpDown size={14} className="shrink-0 text-ink-faint" />
            </>
          )}
        </button>
      }
    >
      <MenuGroup label="Workspaces">
        {(me.data?.workspaces ?? []).map(({ id, name, isDemo }) => (
          <MenuItem
            key={id}
            chosen={id === workspace.id}
            onChoose={() =>
              void navigate({ to: '/$workspaceId/inbox/$view', params: { workspaceId: id, view: 'open' } })
            }
          >
            <span dir="auto">{name}</span>
            {isDemo && <span className="ms-1.5 text-note text-ink-faint">demo</span>}
          </MenuItem>
        ))}
      </MenuGroup>
    </Menu>
  );
}

/** The first letter of a name in a small square or, for people, a circle. Drawn by CSS: it is no part of any name. */
export function Initial({ name, round }: { name: string; round?: boolean }) {
  return (
    <span
      aria-hidden="true"
      data-initial={[...name.trim()][0]?.toUpperCase() ?? '?'}
      className={classNames(
        'inline-flex size-6 shrink-0 items-center justify-center bg-pressed text-note font-strong text-ink-soft before:content-[attr(data-initial)]',
        round ? 'rounded-full' : 'rounded-[5px]',
      )}
    />
  );
}
