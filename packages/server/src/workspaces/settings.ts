import type { WorkspaceSettings } from '@halo/wire/dashboard/settings.ts';
import type { Workspace } from './workspace.ts';

/** The part of a workspace that its owners may change. */
export function settingsOf(workspace: Workspace): WorkspaceSettings {
  return {
    name: workspace.name,
    identityMode: workspace.identityMode,
    whoMayWrite: workspace.whoMayWrite,
    companyProof: workspace.companyProof,
    timeZone: workspace.timeZone,
    maxTokenAgeHours: workspace.maxTokenAgeHours,
    tracking: workspace.tracking,
    identifyLogDays: workspace.identifyLogDays,
    sessionDays: workspace.sessionDays,
    visitorDays: workspace.visitorDays,
    promptDays: workspace.promptDays,
  };
}

/** What a patch really changes, as `[before, after]` per setting; absent and equal settings are left out. */
export function changedSettings(
  before: WorkspaceSettings,
  patch: Partial<WorkspaceSettings>,
): Partial<Record<keyof WorkspaceSettings, [unknown, unknown]>> {
  const changed: Partial<Record<keyof WorkspaceSettings, [unknown, unknown]>> = {};
  for (const key of Object.keys(before) as (keyof WorkspaceSettings)[]) {
    const after = patch[key];
    if (after !== undefined && after !== before[key]) changed[key] = [before[key], after];
  }
  return changed;
}
