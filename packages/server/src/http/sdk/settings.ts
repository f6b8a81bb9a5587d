import { changeSettingsAnswer, settingsAnswer, settingsPatch } from '@halo/wire/sdk/settings.ts';
import { readIdentityFigures } from '../../contacts/read-identity-figures.ts';
import { changeSettings } from '../../workspaces/change-settings.ts';
import { settingsOf } from '../../workspaces/settings.ts';
import { sdkRoute } from './sdk-route.ts';
import { figuresToWire, settingsFromWire, settingsToWire } from './settings-words.ts';

export const readSettingsRoute = sdkRoute({
  method: 'get',
  path: '/settings',
  summary: "Read the workspace's settings.",
  keys: ['server'],
  scope: 'settings',
  answer: settingsAnswer,
  async handle(_, call) {
    return settingsToWire(settingsOf(call.workspace));
  },
});

export const changeSettingsRoute = sdkRoute({
  method: 'patch',
  path: '/settings',
  summary: "Change the workspace's settings; a new identity mode is answered with the last 7 days' figures.",
  keys: ['server'],
  scope: 'settings',
  body: settingsPatch,
  answer: changeSettingsAnswer,
  refuses: ['conflict'],
  async handle(deps, call) {
    const { body, key, workspace } = call;
    const actor = { kind: 'server_key' as const, id: key.kind === 'server' ? key.id : '' };
    const settings = await changeSettings(deps, { workspaceId: workspace.id, actor, patch: settingsFromWire(body) });
    if (body.identity_mode === undefined) return settingsToWire(settings);
    return {
      ...settingsToWire(settings),
      figures: figuresToWire(await readIdentityFigures(deps, { id: workspace.id, timeZone: settings.timeZone })),
    };
  },
});
