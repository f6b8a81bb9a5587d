import { Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import { KEYS } from '../../keys.ts';
import { showOverlay } from '../../overlay.ts';
import type { Theme } from '../../theme.ts';
import { chooseTheme, useTheme } from '../../theme.ts';
import { classNames } from '../../ui/class-names.ts';
import { Menu, MenuGroup, MenuItem, MenuLine } from '../../ui/menu.tsx';
import { useWorkspace } from '../../workspace.tsx';
import { useSignOut } from './sign-out.tsx';
import { Initial } from './workspace-menu.tsx';

const THEMES: { theme: Theme; words: string; icon: typeof Sun }[] = [
  { theme: 'system', words: 'Like the system', icon: Monitor },
  { theme: 'light', words: 'Light', icon: Sun },
  { theme: 'dark', words: 'Dark', icon: Moon },
];

/** Who is signed in: theme, keys, signing out. */
export function AccountMenu({ folded, align = 'start' }: { folded: boolean; align?: 'start' | 'end' }) {
  const { me } = useWorkspace();
  const theme = useTheme();
  const signOut = useSignOut();
  return (
    <Menu
      side={align === 'end' ? 'bottom' : 'top'}
      align={align}
      trigger={
        <button
          type="button"
          aria-label={`Account: ${me.name}`}
          className={classNames(
            'focus-inset flex h-9 items-center gap-2 rounded-control text-list text-ink-soft hover:bg-hover hover:text-ink',
            folded ? 'min-w-9 justify-center' : 'w-full px-1.5',
          )}
        >
          <Initial name={me.name} round />
          {!folded && (
            <span className="min-w-0 flex-1 truncate text-start" dir="auto">
              {me.name}
            </span>
          )}
        </button>
      }
    >
      <div className="px-2 pt-1.5 pb-1">
        <p className="truncate text-list font-strong text-ink" dir="auto">
          {me.name}
        </p>
        <p className="truncate text-note text-ink-faint">{me.email}</p>
      </div>
      <MenuLine />
      <MenuGroup label="Theme">
        {THEMES.map(({ theme: each, words, icon: Icon }) => (
          <MenuItem key={each} icon={<Icon size={14} />} chosen={theme === each} onChoose={() => chooseTheme(each)}>
            {words}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuLine />
      <MenuItem icon={<Keyboard size={14} />} keys={KEYS.help.keys} onChoose={() => showOverlay('keys')}>
        Keys
      </MenuItem>
      <MenuItem icon={<LogOut size={14} />} onChoose={() => signOut.mutate()}>
        Sign out
      </MenuItem>
    </Menu>
  );
}
