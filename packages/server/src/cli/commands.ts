import type { Command } from './command.ts';
import { doctorCommand } from './doctor-command.ts';
import { ownerLinkCommand, resetTeammateCommand } from './entry-commands.ts';
import { getSettingsCommand, setSettingsCommand } from './settings-commands.ts';
import { signTokenCommand } from './sign-token-command.ts';
import { createWorkspaceCommand, listWorkspacesCommand } from './workspace-commands.ts';

/** Every command of `halo`, in the order of its help. */
export const COMMANDS: readonly Command[] = [
  createWorkspaceCommand,
  listWorkspacesCommand,
  getSettingsCommand,
  setSettingsCommand,
  signTokenCommand,
  ownerLinkCommand,
  resetTeammateCommand,
  doctorCommand,
];
