import { Outlet } from '@tanstack/react-router';
import { AccountMenu } from '../features/account/account-menu.tsx';
import { WorkspaceMenu } from '../features/account/workspace-menu.tsx';
import { LinkTab, LinkTabs } from '../ui/link-tabs.tsx';
import { PageBar } from '../ui/page-bar.tsx';
import { useWorkspace } from '../workspace.tsx';

/** Around the pages of Settings. On phones it also holds what the rail's foot holds elsewhere. */
export function SettingsLayout() {
  const workspace = useWorkspace();
  const params = { workspaceId: workspace.id };
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
      <LinkTabs label="Settings">
        <LinkTab to="/$workspaceId/settings/workspace" params={params}>
          Workspace
        </LinkTab>
        <LinkTab to="/$workspaceId/settings/agent" params={params}>
          AI agent
        </LinkTab>
        <LinkTab to="/$workspaceId/settings/knowledge" params={params}>
          Knowledge
        </LinkTab>
        <LinkTab to="/$workspaceId/settings/escalation" params={params}>
          Escalation
        </LinkTab>
        <LinkTab to="/$workspaceId/settings/team" params={params}>
          Team
        </LinkTab>
        {workspace.may('identity') && (
          <>
            <LinkTab to="/$workspaceId/settings/security" params={params}>
              Security
            </LinkTab>
            <LinkTab to="/$workspaceId/settings/log" params={params}>
              Identify log
            </LinkTab>
          </>
        )}
        {workspace.may('manage') && (
          <LinkTab to="/$workspaceId/settings/audit" params={params}>
            Audit log
          </LinkTab>
        )}
        <LinkTab to="/$workspaceId/settings/data" params={params}>
          Data
        </LinkTab>
      </LinkTabs>
      <Outlet />
    </>
  );
}
