import { createWorkspace } from '../workspaces/create-workspace.ts';
import { listWorkspaces } from '../workspaces/list-workspaces.ts';
import { SERVER_KEY_SCOPES } from '../workspaces/workspace.ts';
import { type Command, needWord, UsageError } from './command.ts';

const NAME_CHARACTERS = 120;

export const createWorkspaceCommand: Command = {
  name: 'workspace create',
  usage: 'workspace create NAME',
  about: 'make a workspace; its identity secret and server key are shown this once',
  async run(call) {
    const name = needWord(call, 'NAME');
    if (name.length > NAME_CHARACTERS) throw new UsageError(`NAME is longer than ${NAME_CHARACTERS} characters`);
    const made = await createWorkspace(await call.deps(), {
      name,
      actor: { kind: 'command_line' },
      serverKeyScopes: [...SERVER_KEY_SCOPES],
    });
    return {
      json: {
        org_id: made.id,
        widget_key: made.widgetKey,
        identity_secret: { id: made.identitySecret.id, secret: made.identitySecret.secret },
        server_key: made.serverKey,
      },
      text: [
        `Workspace "${made.name}"`,
        `  org id            ${made.id}`,
        `  widget key        ${made.widgetKey}`,
        `  identity secret   ${made.identitySecret.secret}   (id ${made.identitySecret.id})`,
        `  server key        ${made.serverKey}`,
        'The last two are not shown again.',
      ].join('\n'),
    };
  },
};

export const listWorkspacesCommand: Command = {
  name: 'workspace list',
  usage: 'workspace list',
  about: 'show all workspaces',
  async run(call) {
    const workspaces = await listWorkspaces(await call.deps());
    return {
      json: {
        workspaces: workspaces.map((workspace) => ({
          org_id: workspace.id,
          name: workspace.name,
          identity_mode: workspace.identityMode,
          widget_key: workspace.widgetKey,
          demo: workspace.isDemo,
          created_at: workspace.createdAt,
        })),
      },
      text:
        workspaces.length === 0
          ? 'No workspace yet. Make one with: workspace create NAME'
          : workspaces
              .map(
                ({ id, identityMode, name, isDemo }) =>
                  `${id}  ${identityMode.padEnd(7)}  ${name}${isDemo ? '  (demo)' : ''}`,
              )
              .join('\n'),
    };
  },
};
