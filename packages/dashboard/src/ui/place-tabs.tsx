import { useLocation } from '@tanstack/react-router';
import type { TABS } from '../places.ts';
import { useWorkspace } from '../workspace.tsx';
import { LinkTab, LinkTabs } from './link-tabs.tsx';
import { useTabTitle } from './tab-title.ts';

/** The pages of a place as tabs: those this teammate may enter. The browser's tab says which one is open. */
export function PlaceTabs({ label, tabs }: { label: string; tabs: (typeof TABS)[keyof typeof TABS] }) {
  const workspace = useWorkspace();
  const pathname = useLocation({ select: (location) => location.pathname });
  const current = tabs.find(({ to }) => pathname === to.replace('$workspaceId', workspace.id));
  useTabTitle(...(current ? [current.name] : []), label);
  return (
    <LinkTabs label={label} current={current?.name}>
      {tabs
        .filter(({ needs }) => workspace.may(needs))
        .map(({ name, to }) => (
          <LinkTab key={to} to={to} params={{ workspaceId: workspace.id }}>
            {name}
          </LinkTab>
        ))}
    </LinkTabs>
  );
}
