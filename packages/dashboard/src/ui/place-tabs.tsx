import type { TABS } from '../places.ts';
import { useWorkspace } from '../workspace.tsx';
import { LinkTab, LinkTabs } from './link-tabs.tsx';

/** The pages of a place as tabs: those this teammate may enter. */
export function PlaceTabs({ label, tabs }: { label: string; tabs: (typeof TABS)[keyof typeof TABS] }) {
  const workspace = useWorkspace();
  return (
    <LinkTabs label={label}>
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
