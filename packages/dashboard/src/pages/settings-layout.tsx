import { Outlet } from '@tanstack/react-router';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { WorkspaceMenu } from '../features/account/workspace-menu.tsx';
import { TABS } from '../places.ts';
import { PageBar } from '../ui/page-bar.tsx';
import { PlaceTabs } from '../ui/place-tabs.tsx';

/** Around the pages of Settings. On phones it also holds what the rail's foot holds elsewhere. */
export function SettingsLayout() {
  return (
    <>
      <PageBar
        title="Settings"
        corner={
          <>
            <WorkspaceMenu folded />
            <AccountMenu folded align="end" />
          </>
        }
      />
      <PlaceTabs label="Settings" tabs={TABS.settings} />
      <Outlet />
    </>
  );
}
