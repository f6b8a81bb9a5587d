import { Outlet } from '@tanstack/react-router';
import { TABS } from '../places.ts';
import { PageBar } from '../ui/page-bar.tsx';
import { PlaceTabs } from '../ui/place-tabs.tsx';

/** Around the pages of what Halo does by itself. */
export function AutomationsLayout() {
  return (
    <>
      <PageBar title="Automations" />
      <PlaceTabs label="Automations" tabs={TABS.automations} />
      <Outlet />
    </>
  );
}
