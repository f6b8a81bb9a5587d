import { Outlet } from '@tanstack/react-router';
import { TABS } from '../places.ts';
import { PageBar } from '../ui/page-bar.tsx';
import { PlaceTabs } from '../ui/place-tabs.tsx';

/** Around the pages that make the AI. */
export function AgentLayout() {
  return (
    <>
      <PageBar title="AI agent" />
      <PlaceTabs label="AI agent" tabs={TABS.agent} />
      <Outlet />
    </>
  );
}
